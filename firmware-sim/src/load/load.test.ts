import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { systemClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestBroker, type TestBroker } from "../broker.fixture.ts";
import { makeFleet } from "../fleet.fixture.ts";
import { createMemoryTruth } from "../truth/memory.ts";
import { createLatencyRecorder } from "./latency.ts";
import { loadPayload } from "./load-payload.ts";
import { runLoad } from "./load.ts";
import { runStorm } from "./storm.ts";

const { devices } = makeFleet({ bins: 10 });

describe("load payload", () => {
  it("is a valid bin reading of the wanted size, or the shortest there is", () => {
    for (let payloadBytes = 1; payloadBytes <= 600; payloadBytes++) {
      const payload = loadPayload({
        boot: "abcdefghijkl",
        seq: payloadBytes * 31,
        sampledAtMs: 1_780_000_000_000,
        salt: payloadBytes,
        payloadBytes,
      });
      expect(payload.byteLength).toBe(Math.max(payloadBytes, payload.toString().trimEnd().length));
      // The shortest has about 75 bytes.
      expect(payload.byteLength).toBe(Math.max(payloadBytes, Math.min(payload.byteLength, 80)));
      const parsed = READING_PAYLOADS.bin.safeParse(JSON.parse(payload.toString()));
      expect(parsed.success).toBe(true);
    }
  });
});

describe("latency recorder", () => {
  it("gives nearest ranks", () => {
    const recorder = createLatencyRecorder(1_000);
    for (let value = 1_000; value >= 1; value--) recorder.add(value);
    expect(recorder.summary()).toEqual({
      count: 1_000,
      p50Ms: 500,
      p99Ms: 990,
      p999Ms: 999,
      maxMs: 1_000,
    });
    expect(createLatencyRecorder(1).summary()).toMatchObject({ count: 0, p99Ms: 0 });
  });
});

describe("load", () => {
  let broker: TestBroker;
  beforeEach(async () => {
    broker = await startTestBroker();
  });
  afterEach(() => broker.close());
  const base = { connections: 10, payloadBytes: 150, clock: systemClock, devices };

  it("sends all its messages in a closed loop and knows which were acknowledged", async () => {
    const truth = createMemoryTruth();
    const result = await runLoad({ ...base, url: broker.url, messages: 5_000, seed: "a", truth });
    if (!result.ok) throw new Error(result.detail);
    expect(result.value).toMatchObject({
      loop: "closed",
      sent: 5_000,
      acked: 5_000,
      complete: true,
    });
    expect(result.value.ackedPerS).toBeGreaterThan(100);
    expect(broker.seen.length).toBe(5_000);
    expect(new Set(broker.seen.map(({ payload }) => payload.length))).toEqual(new Set([150]));
    expect(truth.ackedCount).toBe(5_000);
  });

  it("keeps the schedule of an open loop and counts a stall in its latencies", async () => {
    const running = runLoad({
      ...base,
      url: broker.url,
      messages: 1_000,
      ratePerS: 1_000,
      seed: "b",
    });
    await broker.until(() => broker.seen.length > 200);
    broker.hold(true);
    await systemClock.sleep(300);
    broker.hold(false);
    const result = await running;
    if (!result.ok) throw new Error(result.detail);
    expect(result.value.acked).toBe(1_000);
    expect(result.value.elapsedS).toBeGreaterThan(0.9);
    // The stall hit nearly a third of the schedule, sent or not.
    expect(result.value.maxMs).toBeGreaterThan(200);
    expect(result.value.p99Ms).toBeGreaterThan(200);
  });

  it("goes on after lost connections", async () => {
    const truth = createMemoryTruth();
    const running = runLoad({ ...base, url: broker.url, messages: 20_000, seed: "c", truth });
    await broker.until(() => broker.seen.length > 2_000);
    broker.dropAll();
    const result = await running;
    if (!result.ok) throw new Error(result.detail);
    expect(result.value).toMatchObject({ acked: 20_000, connectionsLost: 10 });
    expect(truth.ackedCount).toBe(20_000);
  });

  it("refuses more connections than there are devices, and says when nobody answers", async () => {
    const many = { ...base, connections: 11, url: broker.url, messages: 1, seed: "d" };
    expect(await runLoad(many)).toMatchObject({ ok: false, code: "invalid-input" });
    const abort = new AbortController();
    const nobody = { ...base, url: "mqtt://127.0.0.1:1", messages: 1, seed: "e" };
    const running = runLoad({ ...nobody, signal: abort.signal });
    abort.abort();
    expect(await running).toMatchObject({ ok: false, code: "broker-unavailable" });
  });

  it("storms back after all links were cut and drains every backlog", async () => {
    const truth = createMemoryTruth();
    const result = await runStorm({
      ...base,
      url: broker.url,
      backlogEach: 20,
      holdS: 0.05,
      spreadMs: 100,
      seed: "f",
      truth,
    });
    if (!result.ok) throw new Error(result.detail);
    expect(result.value).toMatchObject({ complete: true, acked: 200, connectionsLost: 0 });
    expect(truth.ackedCount).toBe(200);
  });
});
