import type { RelayBatch } from "@resik/contract/relay";
import { systemClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry } from "@resik/kit/metrics";
import { createRandom } from "@resik/kit/random";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIngestEvents } from "./events.ts";
import { createInboxSource, type InboxSource } from "./inbox-source.ts";
import { recordOf } from "./record.fixture.ts";
import { startRelayStub, type RelayStub } from "./relay-stub.fixture.ts";

let stub: RelayStub;
let metrics: Registry;
let source: InboxSource;
let running: Promise<void>;
let batches: RelayBatch[];
/** What the pipeline says of a batch. */
let take: (batch: RelayBatch, signal: AbortSignal) => Promise<boolean>;

beforeEach(async () => {
  stub = await startRelayStub();
  metrics = createMetrics({ processMetrics: false });
  batches = [];
  take = async () => true;
  source = createInboxSource({
    url: stub.url,
    secret: "s".repeat(40),
    clock: systemClock,
    random: createRandom("source"),
    events: createIngestEvents(createLogger("ingest", "silent"), metrics),
    take: (batch, signal) => {
      batches.push(batch);
      return take(batch, signal);
    },
  });
  await new Promise<void>((resolve) => {
    running = source.run(resolve);
  });
});
afterEach(async () => {
  source.stop();
  await running;
  await stub.close();
});

const texts = (): string[] =>
  batches.flatMap(({ records }) => records.map(({ payload }) => Buffer.from(payload).toString()));
const outOfStep = async (): Promise<number> =>
  (await metrics.getSingleMetric("ingest_out_of_step_total")?.get())?.values[0]?.value ?? 0;

describe("inbox source", () => {
  it("takes batches in order and acknowledges up to the last that is taken", async () => {
    expect(source.isConnected()).toBe(true);
    stub.send(0, 3, [recordOf("a"), recordOf("b")]);
    stub.send(3, 4, [recordOf("c")]);
    await expect.poll(() => stub.acked.at(-1)).toBe(4);
    expect(texts()).toEqual(["a", "b", "c"]);
  });

  it("takes what came meanwhile in one go", async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    take = () => promise;
    stub.send(0, 1, [recordOf("a")]);
    await expect.poll(() => batches.length).toBe(1);
    stub.send(1, 2, [recordOf("b")]);
    stub.send(2, 4, [recordOf("c"), recordOf("d")]);
    // An answer to a request sent after them shows that both have come.
    await stub.settled();
    take = async () => true;
    resolve(true);
    await expect.poll(() => stub.acked).toEqual([1, 4]);
    expect(batches.map(({ from, to, rows }) => [from, to, rows])).toEqual([
      [0, 1, 1],
      [1, 4, 3],
    ]);
    expect(texts()).toEqual(["a", "b", "c", "d"]);
  });

  it("takes one run at a time and acknowledges none before it is durable", async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    take = () => promise;
    stub.send(0, 1, [recordOf("a")]);
    stub.send(1, 2, [recordOf("b")]);
    await expect.poll(() => batches.length).toBe(1);
    expect(stub.acked).toEqual([]);
    take = async () => true;
    resolve(true);
    await expect.poll(() => stub.acked.at(-1)).toBe(2);
    expect(texts()).toEqual(["a", "b"]);
  });

  it("starts anew when a batch is not the next one, and takes nothing of it", async () => {
    stub.send(0, 1, [recordOf("a")]);
    stub.send(5, 6, [recordOf("gap")]);
    await expect.poll(stub.subscriptions).toBe(2);
    expect(await outOfStep()).toBe(1);
    expect(texts()).toEqual(["a"]);
    stub.send(1, 6, [recordOf("b")]);
    await expect.poll(() => stub.acked).toEqual([6]);
    expect(texts()).toEqual(["a", "b"]);
  });

  it.each([
    ["bytes that are no batch", Buffer.from("nonsense")],
    ["an empty message", Buffer.alloc(0)],
    ["another version", Buffer.alloc(29, 9)],
  ])("starts anew on %s", async (_name, bytes) => {
    stub.sendBytes(bytes);
    await expect.poll(stub.subscriptions).toBe(2);
    expect(batches).toEqual([]);
  });

  it("starts anew when more batches come than were agreed", async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    take = () => promise;
    for (let n = 0; n < 7; n++) stub.send(n, n + 1, [recordOf(`${n}`)]);
    await expect.poll(() => source.isConnected()).toBe(false);
    resolve(false);
    await expect.poll(stub.subscriptions).toBe(2);
  });

  it("connects again when the connection ends, and tells the batch under way", async () => {
    let aborted = false;
    take = (_batch, signal) =>
      new Promise((resolve) =>
        signal.addEventListener("abort", () => {
          aborted = true;
          resolve(false);
        }),
      );
    stub.send(0, 1, [recordOf("a")]);
    await expect.poll(() => batches.length).toBe(1);
    stub.dropConnection();
    await expect.poll(stub.subscriptions).toBe(2);
    expect(aborted).toBe(true);
    take = async () => true;
    stub.send(0, 1, [recordOf("a")]);
    await expect.poll(() => stub.acked).toEqual([1]);
  });

  it("survives a batch that becomes durable when the connection has ended already", async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    take = () => promise;
    stub.send(0, 1, [recordOf("a")]);
    await expect.poll(() => batches.length).toBe(1);
    stub.dropConnection();
    await expect.poll(() => source.isConnected()).toBe(false);
    take = async () => true;
    resolve(true);
    await expect.poll(stub.subscriptions).toBe(2);
    stub.send(0, 1, [recordOf("a")]);
    await expect.poll(() => stub.acked).toEqual([1]);
  });

  it.each([3, 4, 5])("tries again when its CONNECT is answered with %i", async (returnCode) => {
    stub.refuseNext(returnCode);
    stub.dropConnection();
    await expect.poll(stub.subscriptions).toBe(2);
  });

  it("tries again when its subscription is refused, and is not ready meanwhile", async () => {
    stub.refuseSubscriptions(true);
    stub.dropConnection();
    await expect.poll(stub.subscriptions).toBeGreaterThan(2);
    expect(source.isConnected()).toBe(false);
    stub.refuseSubscriptions(false);
    await expect.poll(() => source.isConnected()).toBe(true);
  });
});
