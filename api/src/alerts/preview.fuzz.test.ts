import { DEFAULT_ALERT_RULES, type AlertRule } from "@resik/contract/alert-rule";
import { createRandom } from "@resik/kit/random";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MINUTE_MS, openAlertDesk, START_MS, type AlertDesk } from "./alert-desk.fixture.ts";
import { PREVIEW_STEP_MS, previewRule } from "./preview.ts";

const DAYS = 1;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SITE = "tps-01";

const ruleOf = (id: string): AlertRule => {
  const rule = DEFAULT_ALERT_RULES.find((one) => one.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule;
};

let desk: AlertDesk;
beforeEach(async () => {
  desk = await openAlertDesk();
  await desk.addSite(SITE);
});
afterEach(() => desk.close());

/** Lets the evaluator judge as often as a preview does, while readings come. */
async function live(rule: AlertRule, say: (atMs: number) => Promise<void>): Promise<string[]> {
  const evaluator = desk.start({ rules: [rule] });
  for (let atMs = START_MS; atMs < START_MS + DAYS * DAY_MS; atMs += PREVIEW_STEP_MS) {
    await say(atMs);
    await evaluator.evaluate();
    await desk.clock.advance(PREVIEW_STEP_MS);
  }
  await evaluator.release();
  const opened = desk.registry.db.selectFrom("alerts").select(["subject", "opened_at_ms"]);
  const rows = await opened.orderBy("seq").execute();
  return rows.map((row) => `${row.subject} ${(row.opened_at_ms - START_MS) / DAY_MS}`);
}

const preview = async (rule: AlertRule) =>
  previewRule({
    source: desk.store,
    rule,
    others: DEFAULT_ALERT_RULES,
    sites: await desk.roster.bySite(),
    days: DAYS,
    nowMs: START_MS + DAYS * DAY_MS,
    nameOf: (subject) => subject,
  });

/** How often each subject comes in a list of firings. */
const counted = (firings: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const firing of firings) {
    const [subject = ""] = firing.split(" ");
    counts[subject] = (counts[subject] ?? 0) + 1;
  }
  return counts;
};

describe("a preview", () => {
  it.each(["bin-hot", "bin-tilted", "bin-stuck-near", "device-silent"])(
    "of %s agrees with what the evaluator did on the same readings, also where they came late",
    async (id) => {
      const random = createRandom(`preview of ${id}`);
      const bins = ["bin-01", "bin-02", "bin-03"];
      for (const bin of bins) await desk.addDevice(bin, SITE, "bin");
      const waiting: { device: string; atMs: number; fields: Record<string, number> }[] = [];
      const rule = ruleOf(id);
      const spells = new Map(bins.map((bin) => [bin, 0]));
      const firings = await live(rule, async (atMs) => {
        for (const device of bins) {
          const left = spells.get(device) ?? 0;
          spells.set(device, left > 0 ? left - 1 : random.chance(0.03) ? 36 : 0);
          const isBad = left > 0;
          // A device that is off says nothing; one without a link says it later.
          if (id === "device-silent" && isBad) continue;
          if (!random.chance(0.4)) continue;
          const fields = {
            temperatureC: isBad ? 75 : 30,
            // What a bin that lies on its side says of its level is not asked.
            tiltDeg: isBad && id !== "bin-stuck-near" ? 40 : 2,
            ...(isBad && id === "bin-stuck-near" ? {} : { fillRatio: 0.3 }),
          };
          if (random.chance(0.1)) waiting.push({ device, atMs, fields });
          else await say(device, atMs, fields);
        }
        if (!random.chance(0.3)) return;
        for (const { device, atMs: saidMs, fields } of waiting.splice(0)) {
          await say(device, saidMs, fields);
        }
      });
      async function say(device: string, atMs: number, fields: Record<string, number>) {
        const quality = "fillRatio" in fields ? "ok" : "blind-zone";
        const receivedAtMs = desk.clock.nowMs();
        await desk.say({ device, site: SITE, atMs, receivedAtMs, quality, fields });
      }
      const { bySubject, firings: count } = await preview(rule);
      // Otherwise it would show nothing.
      expect(firings.length).toBeGreaterThan(2);
      expect(Object.fromEntries(bySubject.map((row) => [row.subject, row.firings]))).toEqual(
        counted(firings),
      );
      expect(count).toBe(firings.length);
    },
    60_000,
  );

  it("leaves out what an alert of the whole district would speak for", async () => {
    const stations = ["air-01", "air-02", "air-03", "air-04"];
    for (const id of stations) await desk.addDevice(id, SITE, "air");
    const hazyMs = START_MS + 6 * 60 * MINUTE_MS;
    for (let atMs = START_MS; atMs < START_MS + DAY_MS; atMs += 4 * MINUTE_MS) {
      for (const [index, device] of stations.entries()) {
        const isBeside = device === "air-02" && atMs > START_MS + DAY_MS / 2;
        const level = isBeside ? 600 : atMs < hazyMs ? 30 : 200;
        const fields = { pm25UgM3: level + (((atMs / MINUTE_MS / 4) % 7) + index) };
        await desk.say({ device, site: SITE, channel: "air", atMs, receivedAtMs: atMs, fields });
      }
    }
    const { bySubject } = await preview(ruleOf("pm25-high"));
    expect(bySubject.map(({ subject }) => subject)).toEqual(["air-02"]);
    const { firings } = await preview(ruleOf("haze"));
    expect(firings).toBe(1);
  });

  it("says how many devices it left out, and writes nothing", async () => {
    for (let bin = 10; bin < 35; bin++) await desk.addDevice(`bin-${bin}`, SITE, "bin");
    await desk.addDevice("air-01", SITE, "air");
    const answer = await preview(ruleOf("bin-hot"));
    expect(answer).toMatchObject({ devices: 20, devicesLeftOut: 5, firings: 0 });
    expect(await desk.history()).toEqual([]);
  });
});
