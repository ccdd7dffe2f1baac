import { rm } from "node:fs/promises";
import { RELAY_IN_FLIGHT_MAX } from "@resik/contract/limits";
import { decodeBatch, encodeAck, type RelayBatch } from "@resik/contract/relay";
import { createLogger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBrokerEvents } from "./events.ts";
import { inboxFolder, openTestInbox, type OpenedInbox } from "./inbox.fixture.ts";
import { createRelay, type Relay } from "./relay.ts";

let folder: string;
let opened: OpenedInbox;
let relay: Relay;
beforeEach(async () => {
  folder = await inboxFolder();
  opened = openTestInbox(folder);
  const events = createBrokerEvents(
    createLogger("broker", "silent"),
    createMetrics({ processMetrics: false }),
    { inboxRows: () => 0, inboxBytes: () => 0, inboxAgeS: () => 0 },
  );
  relay = createRelay(opened.inbox, events);
});
afterEach(async () => {
  opened.inbox.close();
  await rm(folder, { recursive: true });
});

/** A consumer that keeps what it is sent. */
function subscribe(consumer: object = {}): RelayBatch[] {
  const batches: RelayBatch[] = [];
  relay.start(consumer, (payload, done) => {
    batches.push(decodeBatch(payload));
    done(null);
  });
  return batches;
}

const acknowledge = ({ session }: { session: bigint }, cursor: number): void =>
  relay.acknowledge(encodeAck({ session, cursor }));

const textsOf = (batches: RelayBatch[]): string[] =>
  batches.flatMap(({ records }) => records.map(({ payload }) => Buffer.from(payload).toString()));

/** Commits so many segments of so many bytes that each batch holds exactly one. */
async function commitLarge(count: number): Promise<string[]> {
  const texts = Array.from({ length: count }, (_, index) => `${index}`.padEnd(600_000, "."));
  for (const text of texts) await opened.commit(text);
  return texts;
}

function only<T>(items: T[], index = 0): T {
  const item = items[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}

describe("relay", () => {
  it("sends what waits at the start and what comes later, without a gap", async () => {
    await opened.commit("a", "b");
    const batches = subscribe();
    await opened.commit("c");
    relay.pump();
    expect(textsOf(batches)).toEqual(["a", "b", "c"]);
    expect(only(batches, 1).from).toBe(only(batches).to);
    expect(only(batches).from).toBe(0);
  });

  it("sends nothing while nobody subscribes", async () => {
    await opened.commit("a");
    relay.pump();
    expect(opened.inbox.waitingRows()).toBe(1);
  });

  it("never has more batches in flight than agreed, and goes on when one is acknowledged", async () => {
    const texts = await commitLarge(RELAY_IN_FLIGHT_MAX + 2);
    const batches = subscribe();
    relay.pump();
    expect(batches).toHaveLength(RELAY_IN_FLIGHT_MAX);
    acknowledge(only(batches), only(batches).to);
    expect(batches).toHaveLength(RELAY_IN_FLIGHT_MAX + 1);
    acknowledge(only(batches), only(batches, 3).to);
    expect(textsOf(batches)).toEqual(texts);
  });

  it("takes an acknowledgement for everything before it too", async () => {
    await commitLarge(3);
    const batches = subscribe();
    acknowledge(only(batches), only(batches, 2).to);
    await opened.clock.advance(500);
    expect(opened.inbox.waitingRows()).toBe(0);
  });

  it("starts a new subscription after the last acknowledged cursor", async () => {
    const texts = await commitLarge(3);
    const first = subscribe();
    acknowledge(only(first), only(first).to);
    const second = subscribe();
    expect(only(second).from).toBe(only(first).to);
    expect(textsOf(second)).toEqual(texts.slice(1));
  });

  it("ignores an acknowledgement of an earlier subscription", async () => {
    const texts = await commitLarge(2);
    const first = subscribe();
    const second = subscribe();
    acknowledge(only(first), only(first, 1).to);
    const third = subscribe();
    expect(textsOf(third)).toEqual(texts);
    expect(only(second).session).not.toBe(only(first).session);
  });

  it.each([
    ["one past the last that was sent", (to: number) => to + 1],
    ["zero", () => 0],
    ["one within a batch", (to: number) => to - 1],
    ["the largest there is", () => Number.MAX_SAFE_INTEGER],
  ])("ignores a bogus cursor: %s", async (_name, cursorOf) => {
    for (const text of ["a", "b", "c"]) await opened.commit(text);
    const batches = subscribe();
    acknowledge(only(batches), cursorOf(only(batches).to));
    expect(textsOf(subscribe())).toEqual(["a", "b", "c"]);
  });

  it("ignores bytes that are no acknowledgement", async () => {
    await opened.commit("a");
    subscribe();
    relay.acknowledge(Buffer.from("nonsense"));
    relay.acknowledge(Buffer.alloc(0));
    expect(textsOf(subscribe())).toEqual(["a"]);
  });

  it("ignores an acknowledgement that comes twice", async () => {
    const texts = await commitLarge(RELAY_IN_FLIGHT_MAX + 2);
    const batches = subscribe();
    acknowledge(only(batches), only(batches).to);
    acknowledge(only(batches), only(batches).to);
    expect(batches).toHaveLength(RELAY_IN_FLIGHT_MAX + 1);
    expect(textsOf(batches)).toEqual(texts.slice(0, RELAY_IN_FLIGHT_MAX + 1));
  });

  it("stops with its consumer, and not with an earlier one", async () => {
    const earlier = {};
    const later = {};
    subscribe(earlier);
    const batches = subscribe(later);
    relay.stop(earlier);
    await opened.commit("a");
    relay.pump();
    expect(textsOf(batches)).toEqual(["a"]);
    relay.stop(later);
    await opened.commit("b");
    relay.pump();
    expect(textsOf(batches)).toEqual(["a"]);
  });

  it("ends the subscription when a batch could not be sent, and keeps the batch", async () => {
    await opened.commit("a");
    let sent = 0;
    relay.start({}, (_payload, done) => {
      sent++;
      done(new Error("gone"));
    });
    await opened.commit("b");
    relay.pump();
    expect(sent).toBe(1);
    expect(textsOf(subscribe())).toEqual(["a", "b"]);
  });
});
