import { systemClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runBackfill } from "./backfill.ts";
import { startTestBroker, type TestBroker } from "./broker.fixture.ts";
import { makeFleet } from "./fleet.fixture.ts";
import { createMemoryTruth } from "./truth/memory.ts";

describe("backfill", () => {
  let broker: TestBroker;
  beforeEach(async () => {
    broker = await startTestBroker();
  });
  afterEach(() => broker.close());

  const END_MS = Date.parse("2026-03-02T00:00:00Z");
  const fleet = () => makeFleet({ bins: 2, airs: 1, scales: 1, brokerUrl: broker.url });

  it("writes every device's history once, acknowledged, with nothing retained", async () => {
    const truth = createMemoryTruth();
    const result = await runBackfill({
      fleet: fleet(),
      days: 2,
      endMs: END_MS,
      clock: systemClock,
      truth,
    });
    if (!result.ok) throw new Error(result.detail);
    expect(result.value).toMatchObject({ complete: true, toMs: END_MS, connectionsLost: 0 });
    expect(result.value.messages).toBe(broker.seen.length);
    expect(truth.ackedCount).toBe(result.value.messages);
    expect(new Set(broker.seen.map(({ topic }) => topic.split("/")[3]))).toEqual(
      new Set(["bin-0", "bin-1", "air-0", "scale-0"]),
    );
    expect(broker.seen.every(({ retain, qos }) => !retain && qos === 1)).toBe(true);
  });

  it("sends the same bytes when it is run again, so that they are stored once", async () => {
    const options = { fleet: fleet(), days: 1, endMs: END_MS, clock: systemClock };
    await runBackfill(options);
    const first = new Set(broker.seen.map(({ topic, payload }) => `${topic} ${payload}`));
    const count = broker.seen.length;
    await runBackfill(options);
    expect(broker.seen.length).toBe(2 * count);
    expect(new Set(broker.seen.map(({ topic, payload }) => `${topic} ${payload}`))).toEqual(first);
  });

  it("goes on after a lost connection and still loses nothing", async () => {
    const truth = createMemoryTruth();
    const running = runBackfill({
      fleet: fleet(),
      days: 3,
      endMs: END_MS,
      clock: systemClock,
      truth,
    });
    await broker.until(() => broker.seen.length > 500);
    broker.dropAll();
    const result = await running;
    if (!result.ok) throw new Error(result.detail);
    expect(result.value.connectionsLost).toBeGreaterThan(0);
    expect(truth.ackedCount).toBe(truth.sentCount);
  });

  it("ends early when it is told to and says so", async () => {
    const abort = new AbortController();
    const running = runBackfill({
      fleet: fleet(),
      days: 300,
      endMs: END_MS,
      clock: systemClock,
      signal: abort.signal,
    });
    await broker.until(() => broker.seen.length > 500);
    abort.abort();
    const result = await running;
    expect(result.ok && result.value.complete).toBe(false);
  });
});
