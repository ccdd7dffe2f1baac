import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acknowledgeAlert, transitionsAfter } from "../registry/alerts.ts";
import { addMute } from "../registry/desk/alert-mutes.ts";
import { effectiveRules } from "../registry/desk/alert-rules.ts";
import { MINUTE_MS, openAlertDesk, type AlertDesk } from "./alert-desk.fixture.ts";
import type { Evaluator } from "./evaluator.ts";

const SITE = "tps-01";
const STATIONS = ["air-01", "air-02", "air-03", "air-04"];

let desk: AlertDesk;
let evaluator: Evaluator;
let minute: number;
beforeEach(async () => {
  desk = await openAlertDesk();
  await desk.addSite(SITE);
  for (const id of STATIONS) await desk.addDevice(id, SITE, "air");
  evaluator = desk.start();
  minute = 0;
});
afterEach(() => desk.close());

/** Every station speaks every two minutes. */
async function pass(minutes: number, airAt: (id: string, minute: number) => number): Promise<void> {
  for (let count = 0; count < minutes; count += 2, minute += 2) {
    await desk.clock.advance(2 * MINUTE_MS);
    for (const device of STATIONS) {
      const fields = { pm25UgM3: Math.round(airAt(device, count)) + ((minute / 2) % 3) };
      await desk.say({ device, site: SITE, channel: "air", fields });
    }
    await evaluator.evaluate();
  }
}

const told = async (...rules: string[]) =>
  (await desk.history()).filter(
    (line) => !line.endsWith("escalated") && rules.some((rule) => line.startsWith(`${rule} `)),
  );

const hazeSteps = async () =>
  (await transitionsAfter(desk.registry.db, { afterId: 0, limit: 50 }))
    .filter(({ rule }) => rule === "haze")
    .map(({ step, isMuted }) => `${step}${isMuted ? " muted" : ""}`);

const calm = () => 30;
const coming = (_: string, at: number) => 30 + Math.min(200, at * 4);
const going = (_: string, at: number) => Math.max(30, 230 - at * 4);

describe("haze over all stations", () => {
  it("is one alert from its beginning to its end, and none of each station's hour", async () => {
    await pass(70, calm);
    await pass(180, coming);
    await pass(180, going);
    const [subject] = (await told("haze")).map((line) => line.split(" ")[1]);
    expect(await told("haze", "pm25-high", "pm25-very-high")).toEqual([
      `haze ${subject} open`,
      `haze ${subject} resolved`,
    ]);
  });

  it("is told of by another station where the first one is muted", async () => {
    const nowMs = desk.clock.nowMs();
    const mute = { id: "mute1", rule: null, site: null, device: "air-01", reason: "perbaikan" };
    const span = { from_ms: nowMs, until_ms: nowMs + 24 * 60 * MINUTE_MS };
    const by = { by_user: null, by_name: "Sari" };
    await desk.registry.db
      .transaction()
      .execute((trx) => addMute(trx, { ...mute, ...span, ...by }));
    await pass(70, calm);
    await pass(180, coming);
    expect(await told("haze", "pm25-high", "pm25-very-high")).toEqual(["haze air-02 open"]);
  });

  it("is told to its end, and to the next in line, whatever station or site is muted by then", async () => {
    await pass(70, calm);
    await pass(180, coming);
    const [speaker] = (await told("haze")).map((line) => line.split(" ")[1] ?? "");
    const nowMs = desk.clock.nowMs();
    const span = { from_ms: nowMs, until_ms: nowMs + 24 * 60 * MINUTE_MS };
    const by = { by_user: null, by_name: "Sari", reason: "perbaikan", rule: null };
    await desk.registry.db.transaction().execute(async (trx) => {
      await addMute(trx, { ...by, ...span, id: "mute1", site: null, device: speaker ?? "" });
      await addMute(trx, { ...by, ...span, id: "mute2", site: SITE, device: null });
    });
    await pass(180, () => 230);
    await pass(180, going);
    expect(await hazeSteps()).toEqual(["opened", "escalated", "resolved"]);
  });

  it("ends untold where its own rule is muted", async () => {
    await pass(70, calm);
    await pass(60, coming);
    const nowMs = desk.clock.nowMs();
    const span = { from_ms: nowMs, until_ms: nowMs + 24 * 60 * MINUTE_MS };
    const by = { by_user: null, by_name: "Sari", reason: "perbaikan" };
    const mute = { ...by, ...span, id: "mute1", rule: "haze", site: null, device: null };
    await desk.registry.db.transaction().execute((trx) => addMute(trx, mute));
    await pass(180, going);
    expect((await hazeSteps()).at(-1)).toBe("resolved muted");
  });

  it("speaks for no station while its own schedule keeps it from speaking", async () => {
    const rules = (await effectiveRules(desk.registry.db)).map((rule) =>
      // It is Monday.
      rule.id === "haze"
        ? { ...rule, schedule: { days: [2], fromMinute: 0, toMinute: 1_440 } }
        : rule,
    );
    await evaluator.release();
    evaluator = desk.start({ rules });
    await pass(70, calm);
    await pass(120, coming);
    const open = (await told("haze", "pm25-high")).toSorted();
    expect(open).toEqual(STATIONS.map((id) => `pm25-high ${id} open`));
  });

  it("does not hide the station beside a fire", async () => {
    await pass(70, calm);
    await pass(150, coming);
    await pass(50, (id) => (id === "air-02" ? 600 : 230));
    expect(await told("pm25-high", "pm25-very-high")).toEqual([
      "pm25-very-high air-02 open",
      "pm25-high air-02 open",
    ]);
  });
});

describe("bad air at one station", () => {
  it("is told as ever while the others have good air", async () => {
    await pass(70, calm);
    await pass(40, (id) => (id === "air-03" ? 150 : 30));
    expect(await told("haze", "pm25-high")).toEqual(["pm25-high air-03 open"]);
  });

  it("is told of all stations where haze has no rule that could speak for them", async () => {
    const rules = await effectiveRules(desk.registry.db);
    await evaluator.release();
    evaluator = desk.start({ rules: rules.filter(({ id }) => id !== "haze") });
    await pass(70, calm);
    await pass(120, coming);
    const open = (await told("pm25-high")).toSorted();
    expect(open).toEqual(STATIONS.map((id) => `pm25-high ${id} open`));
  });
});

describe("what was foreseen", () => {
  const DAY_MINUTES = 24 * 60;
  const addScale = async (): Promise<void> => {
    await desk.addDevice("scale-01", SITE, "scale");
    const teraUntil = new Date(desk.clock.nowMs() + 20 * DAY_MINUTES * MINUTE_MS)
      .toISOString()
      .slice(0, 10);
    const fields = { massG: 1_000, stable: true, teraUntil };
    await desk.say({ device: "scale-01", site: SITE, channel: "scale", fields });
    await evaluator.evaluate();
  };
  const daysLater = async (days: number): Promise<void> => {
    await desk.clock.advance(days * DAY_MINUTES * MINUTE_MS);
    await evaluator.evaluate();
    await evaluator.evaluate();
  };

  it("ends when it has come, which one alert tells", async () => {
    await addScale();
    expect(await told("tera-soon", "tera-expired")).toEqual(["tera-soon scale-01 open"]);
    await daysLater(22);
    expect(await told("tera-soon", "tera-expired")).toEqual([
      "tera-soon scale-01 open",
      "tera-expired scale-01 open",
      "tera-soon scale-01 resolved",
    ]);
    await daysLater(1);
    expect(await told("tera-soon", "tera-expired")).toHaveLength(3);
  });

  it("is left to whoever has taken it up", async () => {
    await addScale();
    const { db } = desk.registry;
    const { id } = await db
      .selectFrom("alerts")
      .select("id")
      .where("rule", "=", "tera-soon")
      .executeTakeFirstOrThrow();
    const hand = { by: "Sari", note: null };
    const nowMs = desk.clock.nowMs();
    await db.transaction().execute((trx) => acknowledgeAlert(trx, id, nowMs, hand));
    await daysLater(22);
    expect((await told("tera-soon")).filter((line) => line.endsWith("resolved"))).toEqual([]);
  });
});
