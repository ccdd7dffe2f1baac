import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MINUTE_MS, openAlertDesk, type AlertDesk } from "./alert-desk.fixture.ts";
import type { Evaluator } from "./evaluator.ts";

const SITE = "tps-01";
const BINS = ["bin-01", "bin-02", "bin-03", "bin-04"];
const STATIONS = ["air-01", "air-02", "air-03"];

const EVALUATE_S = 5;

let desk: AlertDesk;
let evaluator: Evaluator;
let minute: number;
beforeEach(async () => {
  desk = await openAlertDesk();
  await desk.addSite(SITE);
  for (const id of BINS) await desk.addDevice(id, SITE, "bin");
  for (const id of STATIONS) await desk.addDevice(id, SITE, "air");
  evaluator = desk.start();
  minute = 0;
});
afterEach(() => desk.close());

/** Each device in its own time: a station every two minutes, a bin every twenty. */
async function pass(minutes: number, isOn: (id: string) => boolean): Promise<void> {
  for (let count = 0; count < minutes; count++, minute++) {
    await desk.clock.advance(MINUTE_MS);
    for (const [index, device] of BINS.entries()) {
      if (!isOn(device) || minute % 20 !== index * 5) continue;
      await desk.say({ device, site: SITE, fields: { fillRatio: 0.3 + minute / 10_000 } });
    }
    for (const device of STATIONS) {
      if (!isOn(device) || minute % 2 !== 0) continue;
      const fields = { pm25UgM3: 30 + ((minute / 2) % 3) };
      await desk.say({ device, site: SITE, channel: "air", fields });
    }
    await evaluator.evaluate();
  }
}

const silences = async () =>
  (await desk.history()).filter((line) => line.includes("silent") && !line.includes("escalated"));

describe("a power cut without last wills", () => {
  it("is one alert, though devices are missed one after another over an hour", async () => {
    await pass(40, () => true);
    await pass(120, () => false);
    expect(await silences()).toEqual([`site-silent ${SITE} open`]);
  });

  it("is told when the stations are missed, not only when the bins are", async () => {
    await pass(40, () => true);
    await pass(12, () => false);
    expect(await silences()).toEqual([`site-silent ${SITE} open`]);
  });

  it("ends once, and who speaks seldom has time to come back", async () => {
    await pass(40, () => true);
    await pass(90, () => false);
    await pass(60, () => true);
    expect(await silences()).toEqual([`site-silent ${SITE} open`, `site-silent ${SITE} resolved`]);
  });

  it("leaves the one that does not come back", async () => {
    await pass(40, () => true);
    await pass(90, () => false);
    await pass(60, (id) => id !== "bin-04");
    expect((await silences()).slice(2)).toEqual(["device-silent bin-04 open"]);
  });
});

describe("a power cut with last wills", () => {
  /** The broker tells of each when its own keep-alive is over, and the will is stored as said. */
  async function cut(gapS: number, gone: ReadonlySet<string> = new Set()): Promise<void> {
    for (const device of [...STATIONS, ...BINS].filter((id) => !gone.has(id))) {
      desk.states.set(device, "offline");
      await desk.say({ device, site: SITE, channel: "status", fields: { state: "offline" } });
      for (let passedS = 0; passedS < gapS; passedS += EVALUATE_S) {
        await desk.clock.advance(EVALUATE_S * 1_000);
        await evaluator.evaluate();
      }
    }
  }

  it("is one alert, though the broker notices one after another and is looked at in between", async () => {
    await pass(40, () => true);
    await cut(20);
    await pass(60, () => false);
    expect(await silences()).toEqual([`site-silent ${SITE} open`]);
  });

  it("is one alert where the ingest's clock is ahead of the api's", async () => {
    await pass(40, () => true);
    const aheadMs = desk.clock.nowMs() + MINUTE_MS;
    for (const device of BINS) {
      await desk.say({ device, site: SITE, fields: { fillRatio: 0.3 }, receivedAtMs: aheadMs });
    }
    for (const device of STATIONS.slice(1)) {
      const fields = { pm25UgM3: 30 };
      await desk.say({ device, site: SITE, channel: "air", fields, receivedAtMs: aheadMs });
    }
    await cut(5);
    await pass(20, () => false);
    expect(await silences()).toEqual([`site-silent ${SITE} open`]);
  });

  it("is one alert where others were gone for days", async () => {
    const gone = new Set<string>();
    await pass(40, () => true);
    for (const id of ["bin-03", "bin-04", "air-03"]) {
      gone.add(id);
      desk.states.set(id, "offline");
      await pass(120, (one) => !gone.has(one));
    }
    const told = await silences();
    expect(told).toHaveLength(gone.size);
    await cut(20, gone);
    await pass(60, () => false);
    expect((await silences()).slice(told.length)).toEqual([`site-silent ${SITE} open`]);
  });
});

describe("devices that fail by themselves", () => {
  it("hours apart are no power cut, however many they are", async () => {
    await pass(40, () => true);
    const gone = new Set<string>();
    for (const id of ["air-01", "bin-01", "air-02", "bin-02"]) {
      gone.add(id);
      desk.states.set(id, "offline");
      await pass(45, (one) => !gone.has(one));
    }
    expect((await silences()).toSorted()).toEqual([
      "device-silent air-01 open",
      "device-silent air-02 open",
      "device-silent bin-01 open",
      "device-silent bin-02 open",
    ]);
  });

  it("by last will are told after the rule's time, though the site speaks seldom", async () => {
    await pass(40, () => true);
    desk.states.set("bin-01", "offline");
    await pass(12, (id) => id !== "bin-01");
    expect(await silences()).toEqual(["device-silent bin-01 open"]);
  });

  it("shortly before a power cut are part of it", async () => {
    await pass(40, () => true);
    desk.states.set("air-01", "offline");
    await pass(15, (id) => id !== "air-01");
    for (const id of [...BINS, ...STATIONS]) desk.states.set(id, "offline");
    await pass(5, () => false);
    expect(await silences()).toEqual([
      "device-silent air-01 open",
      `site-silent ${SITE} open`,
      "device-silent air-01 resolved",
    ]);
    const rows = await desk.registry.db.selectFrom("alert_transitions").selectAll().execute();
    expect(rows.find(({ step }) => step === "resolved")).toMatchObject({
      muted: 1,
      note: "site-silent",
    });
  });
});
