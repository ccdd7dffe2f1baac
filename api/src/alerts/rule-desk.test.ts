import { DEFAULT_ALERT_RULES, type AlertRule } from "@resik/contract/alert-rule";
import { alertRuleInputSchema } from "@resik/contract/http/alert-rules";
import { siteIdSchema } from "@resik/contract/slug";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acknowledgeAlert, resolveAlertByHand, transitionsAfter } from "../registry/alerts.ts";
import { addMute, endMute, type MuteRow } from "../registry/desk/alert-mutes.ts";
import { deleteRule, putRule, resetRule } from "../registry/desk/alert-rules.ts";
import { MINUTE_MS, openAlertDesk, START_MS, type AlertDesk } from "./alert-desk.fixture.ts";
import type { Evaluator } from "./evaluator.ts";
import { isScheduled } from "./rule-desk.ts";

let desk: AlertDesk;
let evaluator: Evaluator;
beforeEach(async () => {
  desk = await openAlertDesk();
  await desk.addSite("tps-01");
  await desk.addSite("tps-02");
  await desk.addDevice("bin-01", "tps-01", "bin");
  await desk.addDevice("bin-02", "tps-02", "bin");
  evaluator = desk.start();
});
afterEach(() => desk.close());

const heat = async (device: string, temperatureC: number) => {
  const site = device === "bin-01" ? "tps-01" : "tps-02";
  await desk.say({ device, site, fields: { temperatureC } });
};
const pass = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute++) {
    await desk.clock.advance(MINUTE_MS);
    await evaluator.evaluate();
  }
};
const hot = DEFAULT_ALERT_RULES.find(({ id }) => id === "bin-hot");
const hotWith = (own: Partial<AlertRule>) => {
  if (!hot) throw new Error("no rule on hot bins");
  const rule = Object.entries({ ...hot, ...own }).filter(([name]) => name !== "id");
  return alertRuleInputSchema.parse(Object.fromEntries(rule));
};
const write = <T>(run: (db: AlertDesk["registry"]["db"]) => Promise<T>): Promise<T> =>
  desk.registry.db.transaction().execute(run);
const put = (version: number, own: Partial<AlertRule>) =>
  write((db) => putRule(db, "bin-hot", { version, rule: hotWith(own), nowMs: desk.clock.nowMs() }));
const steps = async () =>
  (await transitionsAfter(desk.registry.db, { afterId: 0, limit: 50 })).map(
    ({ step, subject, isMuted }) => `${subject} ${step}${isMuted ? " muted" : ""}`,
  );
const openId = async () => {
  const select = desk.registry.db
    .selectFrom("alerts")
    .select("id")
    .where("state", "<>", "resolved");
  return (await select.executeTakeFirstOrThrow()).id;
};

describe("rules of the registry", () => {
  it("hold from the next evaluation on, for those who evaluate already", async () => {
    await heat("bin-01", 55);
    await pass(1);
    expect(await steps()).toEqual([]);
    await put(0, { condition: { kind: "figure", figure: "temperatureC", raise: 52, clear: 40 } });
    await pass(1);
    expect(await steps()).toEqual(["bin-01 opened"]);
    await write((db) => resetRule(db, "bin-hot", desk.clock.nowMs()));
    await heat("bin-01", 49);
    await pass(1);
    expect(await steps()).toEqual(["bin-01 opened", "bin-01 resolved"]);
  });

  it("that are switched off end what they have open", async () => {
    await heat("bin-01", 90);
    await pass(1);
    await put(0, { enabled: false });
    await pass(1);
    expect(await steps()).toEqual(["bin-01 opened", "bin-01 resolved"]);
  });

  it("speak of their sites alone", async () => {
    await heat("bin-01", 90);
    await heat("bin-02", 90);
    await put(0, { sites: [siteIdSchema.parse("tps-02")] });
    await pass(1);
    expect(await steps()).toEqual(["bin-02 opened"]);
  });

  it("that people made and deleted end what they have open", async () => {
    const rule = hotWith({ name: "Terlalu hangat" });
    await write((db) => putRule(db, "hangat", { version: 0, rule, nowMs: START_MS }));
    await put(0, { enabled: false });
    await heat("bin-01", 90);
    await pass(1);
    await write((db) => deleteRule(db, "hangat"));
    await pass(1);
    expect(await desk.history()).toEqual(["hangat bin-01 open", "hangat bin-01 resolved"]);
  });

  it("raise in their schedule alone; what is open then stays until it is clear", async () => {
    // It is Monday, 10:00 WIB.
    await put(0, { schedule: { days: [1], fromMinute: 10 * 60 + 5, toMinute: 10 * 60 + 10 } });
    await heat("bin-01", 90);
    await pass(4);
    expect(await steps()).toEqual([]);
    await pass(1);
    expect(await steps()).toEqual(["bin-01 opened"]);
    await pass(20);
    expect(await steps()).toEqual(["bin-01 opened", "bin-01 escalated"]);
    await heat("bin-01", 30);
    await pass(1);
    await heat("bin-01", 90);
    await pass(3);
    expect((await steps()).slice(2)).toEqual(["bin-01 resolved"]);
  });
});

describe("a schedule", () => {
  const HOUR_MS = 60 * MINUTE_MS;
  /** Sunday, 1 November 2026, 00:00 WIB. */
  const SUNDAY_MS = Date.UTC(2026, 9, 31, 17);
  /** The hours of a week, from Sunday 00:00 WIB, in which a rule may raise. */
  const hours = (days: number[], fromHour: number, toHour: number): number[] => {
    const schedule = { days, fromMinute: fromHour * 60, toMinute: toHour * 60 };
    return Array.from({ length: 7 * 24 }, (_, hour) => hour).filter((hour) =>
      isScheduled(schedule, SUNDAY_MS + hour * HOUR_MS),
    );
  };

  it("is kept in WIB, its end left out", () => {
    expect(hours([1], 0, 24)).toEqual(Array.from({ length: 24 }, (_, hour) => 24 + hour));
    expect(hours([0], 6, 8)).toEqual([6, 7]);
    const schedule = { days: [0], fromMinute: 0, toMinute: 1 };
    expect(isScheduled(schedule, SUNDAY_MS - 1)).toBe(false);
    expect(isScheduled(schedule, SUNDAY_MS + MINUTE_MS - 1)).toBe(true);
    expect(isScheduled(schedule, SUNDAY_MS + MINUTE_MS)).toBe(false);
  });

  it("that goes on past midnight belongs to the day on which it began, also at the week's end", () => {
    expect(hours([6], 22, 2)).toEqual([0, 1, 6 * 24 + 22, 6 * 24 + 23]);
    expect(hours([0], 22, 2)).toEqual([22, 23, 24, 25]);
    expect(hours([3], 20, 0)).toEqual([3 * 24 + 20, 3 * 24 + 21, 3 * 24 + 22, 3 * 24 + 23]);
  });

  it("that is none holds always", () => {
    expect(isScheduled(null, SUNDAY_MS)).toBe(true);
  });
});

describe("mutes", () => {
  const mute = (own: Partial<MuteRow>): Promise<unknown> => {
    const nowMs = desk.clock.nowMs();
    const row = { id: "mute1", rule: null, site: null, device: null, from_ms: nowMs };
    const more = { until_ms: nowMs + 10 * MINUTE_MS, reason: "kerja", by_user: null, by_name: "A" };
    return write((db) => addMute(db, { ...row, ...more, ...own }));
  };

  it.each([
    ["a rule", { rule: "bin-hot" }, []],
    ["a site", { site: "tps-01" }, ["bin-02 opened"]],
    ["a device", { device: "bin-01" }, ["bin-02 opened"]],
    ["another rule", { rule: "bin-full" }, ["bin-01 opened", "bin-02 opened"]],
    ["a rule at a site", { rule: "bin-hot", site: "tps-02" }, ["bin-01 opened"]],
  ])("of %s raise nothing there, until they are over", async (_what, own, raised) => {
    await mute(own);
    await heat("bin-01", 90);
    await heat("bin-02", 90);
    await pass(9);
    expect(await steps()).toEqual(raised);
    await pass(1);
    expect((await steps()).filter((step) => step.endsWith("opened")).toSorted()).toEqual([
      "bin-01 opened",
      "bin-02 opened",
    ]);
  });

  it("leave open what is open, tell nobody of its end, and escalate nothing", async () => {
    await heat("bin-01", 90);
    await pass(1);
    await mute({ device: "bin-01", until_ms: START_MS + 1_000 * MINUTE_MS });
    await pass(30);
    expect(await steps()).toEqual(["bin-01 opened"]);
    await heat("bin-01", 30);
    await pass(1);
    expect(await steps()).toEqual(["bin-01 opened", "bin-01 resolved muted"]);
  });

  it("that are ended raise at once what they held back", async () => {
    await mute({ rule: "bin-hot" });
    await heat("bin-01", 90);
    await pass(2);
    await write((db) => endMute(db, "mute1"));
    await pass(1);
    expect(await steps()).toEqual(["bin-01 opened"]);
  });
});

describe("an alert", () => {
  it("that nobody acknowledged is told to the next in line, once", async () => {
    await heat("bin-01", 90);
    await pass(10);
    expect(await steps()).toEqual(["bin-01 opened"]);
    await pass(30);
    expect(await steps()).toEqual(["bin-01 opened", "bin-01 escalated"]);
    await evaluator.release();
    evaluator = desk.start();
    await pass(20);
    expect(await steps()).toHaveLength(2);
  });

  it("that somebody acknowledged is not", async () => {
    await heat("bin-01", 90);
    await pass(1);
    const id = await openId();
    await write((db) => acknowledgeAlert(db, id, desk.clock.nowMs()));
    await pass(40);
    expect(await steps()).toEqual(["bin-01 opened", "bin-01 acknowledged"]);
  });

  it("that was ended by hand is quiet until its cause was gone once, also after a restart", async () => {
    await heat("bin-01", 90);
    await pass(1);
    const id = await openId();
    const hand = { by: "Siti", note: "sudah disiram" };
    await write((db) => resolveAlertByHand(db, id, { nowMs: desk.clock.nowMs(), hand }));
    await pass(5);
    await evaluator.release();
    evaluator = desk.start();
    await pass(5);
    expect(await steps()).toEqual(["bin-01 opened", "bin-01 resolved"]);
    await heat("bin-01", 55);
    await pass(1);
    await heat("bin-01", 90);
    await pass(1);
    expect(await steps()).toHaveLength(2);
    await heat("bin-01", 30);
    await pass(1);
    await heat("bin-01", 90);
    await pass(1);
    expect((await steps()).slice(2)).toEqual(["bin-01 opened"]);
  });
});
