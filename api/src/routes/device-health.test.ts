import { deviceHealthListSchema, deviceHealthSchema } from "@resik/contract/http/device-health";
import { createManualClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  startTestApi,
  startTestBroker,
  type Credentials,
  type TestApi,
  type TestBroker,
} from "../test/harness.ts";
import { loseTables } from "../test/lost-tables.ts";
import { makeReading } from "../test/make-reading.ts";

const START_MS = Date.UTC(2026, 10, 2, 3);
const MINUTE_MS = 60_000;

describe("device health", () => {
  const clock = createManualClock(START_MS);
  let broker: TestBroker;
  let test: TestApi;
  let staff: Credentials;
  let operator: Credentials;
  beforeAll(async () => {
    broker = await startTestBroker();
    test = await startTestApi({ clock, mqttPort: broker.port });
    await test.seed();
    [staff, operator] = await Promise.all([test.enter("staff"), test.enter("operator")]);
    // Water on the head for four hours over a bin that was a third full, and a weak cell.
    for (let index = 0; index < 30; index++) {
      const isWet = index >= 15;
      const fields = { tiltDeg: 1, temperatureC: 30, batteryV: 3.1 };
      const reading = makeReading({
        device: "bin-01",
        seq: index,
        atMs: START_MS - (30 - index) * 15 * MINUTE_MS,
        quality: isWet ? "blind-zone" : "ok",
        fields: isWet ? fields : { ...fields, fillRatio: 0.33 },
      });
      await test.write(reading);
    }
  });
  afterAll(async () => {
    await test.close();
    await broker.close();
  });

  const one = (id: string, headers: Credentials) =>
    test.call("GET", `/api/v1/devices/${id}/health`, { headers });

  it("names what is wrong, with the figures that say so", async () => {
    const health = deviceHealthSchema.parse(await (await one("bin-01", staff)).json());
    expect(health.faults).toEqual(["battery-low", "stuck-near"]);
    expect(health.figures).toMatchObject({ batteryV: 3.1, tiltDeg: 1, wallEchoHours: 0 });
    expect(health.figures.nearStuckHours).toBeGreaterThan(3);
    expect(health.judgedAt).toBe(new Date(START_MS - 15 * MINUTE_MS).toISOString());
  });

  it("of a device that never spoke is nothing", async () => {
    const health = deviceHealthSchema.parse(await (await one("bin-02", staff)).json());
    expect(health).toMatchObject({ faults: [], figures: {}, judgedAt: null });
  });

  it("is for who may see the device", async () => {
    expect((await one("bin-02", operator)).status).toBe(403);
    expect((await one("bin-99", staff)).status).toBe(404);
    expect((await one("bin-01", {})).status).toBe(401);
    const answer = await test.call("GET", "/api/v1/device-health", { headers: operator });
    const { devices } = deviceHealthListSchema.parse(await answer.json());
    expect(devices.map(({ device }) => device)).toContain("bin-01");
    expect(devices.map(({ device }) => device)).not.toContain("bin-02");
  });

  it("is said to be unknown while the store does not answer, never to be good", async () => {
    // What was worked out is kept for half a minute.
    await clock.advance(MINUTE_MS);
    const ask = (path: string) => test.call("GET", `/api/v1${path}`, { headers: staff });
    const paths = ["/device-health", "/devices/bin-01/health"];
    const mend = loseTables(test.dataDir);
    try {
      for (const path of paths) {
        expect(await (await ask(path)).json()).toMatchObject({
          status: 503,
          code: "store-unavailable",
        });
      }
    } finally {
      mend();
    }
    for (const path of paths) expect((await ask(path)).status).toBe(200);
  });
});
