import { DEFAULT_ALERT_RULES } from "@resik/contract/alert-rule";
import {
  alertRuleListSchema,
  alertRuleViewSchema,
  muteListSchema,
  muteSchema,
  rulePreviewSchema,
  type AlertRuleInput,
} from "@resik/contract/http/alert-rules";
import { createManualClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REQUESTS_PER_MINUTE } from "../http/rate-limit.ts";
import {
  ADMIN,
  SITE,
  startTestApi,
  startTestBroker,
  type Credentials,
  type TestApi,
  type TestBroker,
} from "../test/harness.ts";
import { loseTables } from "../test/lost-tables.ts";
import { makeReading } from "../test/make-reading.ts";

const START_MS = Date.UTC(2026, 10, 2, 3);
const HOUR_MS = 3_600_000;

const RULE: AlertRuleInput = {
  name: "Terlalu hangat",
  severity: "warning",
  kinds: ["bin"],
  sites: [],
  durationS: 0,
  schedule: null,
  escalateAfterMin: 0,
  enabled: true,
  condition: { kind: "figure", figure: "temperatureC", raise: 45, clear: 40 },
};

describe("alert rules", () => {
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
  });
  afterAll(async () => {
    await test.close();
    await broker.close();
  });

  const ask = (method: string, path: string, body?: unknown, headers: Credentials = staff) =>
    test.call(method, `/api/v1${path}`, body === undefined ? { headers } : { headers, body });
  const list = async () =>
    alertRuleListSchema.parse(await (await ask("GET", "/alert-rules")).json()).rules;
  const put = (id: string, version: number, rule: unknown = RULE, headers: Credentials = staff) =>
    ask("PUT", `/alert-rules/${id}`, { version, rule }, headers);

  it("are those that came with the program, for staff alone", async () => {
    const rules = await list();
    expect(rules.map(({ id }) => id)).toEqual(DEFAULT_ALERT_RULES.map(({ id }) => id));
    expect(rules.filter((rule) => !rule.isBuiltIn || rule.isChanged || rule.version > 0)).toEqual(
      [],
    );
    for (const [headers, status] of [
      [{}, 401],
      [operator, 403],
    ] as const) {
      expect((await ask("GET", "/alert-rules", undefined, headers)).status).toBe(status);
      expect((await put("hangat", 0, RULE, headers)).status).toBe(status);
      expect((await ask("POST", "/alert-rules/bin-full/reset", {}, headers)).status).toBe(status);
      expect((await ask("POST", "/alert-rules/hangat/delete", {}, headers)).status).toBe(status);
      const preview = { rule: RULE, days: 1 };
      expect((await ask("POST", "/alert-rules/preview", preview, headers)).status).toBe(status);
      expect((await ask("GET", "/alert-mutes", undefined, headers)).status).toBe(status);
    }
  });

  it("are made, changed from the version that was read, and deleted", async () => {
    const made = alertRuleViewSchema.parse(await (await put("hangat", 0)).json());
    expect(made).toMatchObject({ ...RULE, id: "hangat", isBuiltIn: false, version: 1 });
    expect(await (await put("hangat", 0)).json()).toMatchObject({ code: "already-settled" });
    const changed = await put("hangat", 1, { ...RULE, durationS: 60 });
    expect(await changed.json()).toMatchObject({ version: 2, durationS: 60 });
    expect((await list()).at(-1)).toMatchObject({ id: "hangat", version: 2 });
    expect((await ask("POST", "/alert-rules/hangat/reset", {})).status).toBe(404);
    expect((await ask("POST", "/alert-rules/hangat/delete", {})).status).toBe(200);
    expect((await ask("POST", "/alert-rules/hangat/delete", {})).status).toBe(404);
    expect((await list()).map(({ id }) => id)).not.toContain("hangat");
  });

  it("that came with the program are changed and reset, never deleted", async () => {
    const condition = { kind: "figure", figure: "fillRatio", raise: 0.9, clear: 0.7 };
    const input = { ...RULE, name: null, condition };
    const changed = await put("bin-full", 0, { ...input, enabled: false });
    expect(await changed.json()).toMatchObject({ isBuiltIn: true, isChanged: true, version: 1 });
    expect((await ask("POST", "/alert-rules/bin-full/delete", {})).status).toBe(403);
    const reset = await ask("POST", "/alert-rules/bin-full/reset", {});
    expect(await reset.json()).toMatchObject({ isChanged: false, enabled: true, version: 2 });
    expect((await put("bin-full", 1, input)).status).toBe(409);
  });

  it.each([
    ["an id that is no slug", "Bukan Id", RULE],
    ["limits the wrong way round", "x1", { ...RULE, condition: { ...RULE.condition, clear: 50 } }],
    ["a figure that the kind has not", "x1", { ...RULE, kinds: ["air"] }],
    ["a site that is not there", "x1", { ...RULE, sites: ["tps-tidak-ada"] }],
    ["a limit out of bounds", "x1", { ...RULE, condition: { ...RULE.condition, raise: 900 } }],
    ["a field that is unknown", "x1", { ...RULE, colour: "red" }],
  ])("with %s are refused", async (_what, id, rule) => {
    expect((await put(encodeURIComponent(id), 0, rule)).status).toBe(400);
  });

  it("tell how often they would have fired", async () => {
    for (let hour = 0; hour < 48; hour++) {
      const temperatureC = hour % 24 === 3 ? 50 : 30;
      const atMs = START_MS - (48 - hour) * HOUR_MS;
      await test.write(
        makeReading({ device: "bin-01", seq: hour, atMs, fields: { temperatureC } }),
      );
    }
    const answer = await ask("POST", "/alert-rules/preview", { rule: RULE, days: 2 });
    const preview = rulePreviewSchema.parse(await answer.json());
    expect(preview).toMatchObject({ firings: 2, devices: 2, devicesLeftOut: 0 });
    expect(preview.bySubject).toEqual([
      { subject: "bin-01", name: "Alat bin-01", firings: 2, openMinutes: 120 },
    ]);
    expect(preview.byDay.map(({ firings }) => firings).filter((count) => count > 0)).toEqual([
      1, 1,
    ]);
    expect((await ask("POST", "/alert-rules/preview", { rule: RULE, days: 31 })).status).toBe(400);
  });

  it("are tried in the place of the one that is changed, and not beside it", async () => {
    await clock.advance(60_000);
    const scale = { id: "timbangan-01", site: SITE.id, kind: "scale", name: "Timbangan" };
    expect((await ask("POST", "/devices", scale, ADMIN)).status).toBe(201);
    // First heard of when it was over already.
    const fields = { massG: 1_000, teraUntil: "2026-10-31" };
    for (let hour = 1; hour <= 20; hour++) {
      const atMs = START_MS - hour * HOUR_MS;
      await test.write(
        makeReading({ device: scale.id, channel: "scale", seq: 20 - hour, atMs, fields }),
      );
    }
    const condition = { kind: "figure", figure: "teraDaysLeft", raise: 1, clear: 2 };
    const rule = { ...RULE, name: null, kinds: ["scale"], condition };
    const openHours = async (own: object): Promise<number | undefined> => {
      const answer = await ask("POST", "/alert-rules/preview", { ...own, rule, days: 3 });
      const [subject] = rulePreviewSchema.parse(await answer.json()).bySubject;
      return subject && Math.round(subject.openMinutes / 60);
    };
    // The standing rule on scales that are over speaks for a new one, but not for itself.
    expect(await openHours({})).toBeUndefined();
    expect(await openHours({ id: "tera-expired" })).toBe(20);
    expect(await openHours({ id: "tera-soon" })).toBeUndefined();
  });

  it("are tried a few times a minute by one person, and no more", async () => {
    await clock.advance(60_000);
    const tried = (headers = staff) =>
      ask("POST", "/alert-rules/preview", { rule: RULE, days: 31 }, headers);
    for (let count = 0; count < REQUESTS_PER_MINUTE.trial; count++) {
      expect((await tried()).status).toBe(400);
    }
    const refused = await tried();
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe(String(60 / REQUESTS_PER_MINUTE.trial));
    expect(await refused.json()).toMatchObject({ code: "too-many-requests" });
    expect((await tried(ADMIN)).status).toBe(400);
  });

  it("are not tried on a past that cannot be read, and are when it can again", async () => {
    await clock.advance(60_000);
    const tried = () => ask("POST", "/alert-rules/preview", { rule: RULE, days: 1 });
    const mend = loseTables(test.dataDir);
    try {
      expect(await (await tried()).json()).toMatchObject({
        status: 503,
        code: "store-unavailable",
      });
    } finally {
      mend();
    }
    expect((await tried()).status).toBe(200);
  });

  it("are muted until a time, and mutes end before it", async () => {
    const until = new Date(START_MS + HOUR_MS).toISOString();
    const none = { rule: null, site: null, device: null, until, reason: "perbaikan" };
    expect((await ask("POST", "/alert-mutes", none)).status).toBe(400);
    const past = { ...none, site: SITE.id, until: new Date(START_MS - 1).toISOString() };
    expect((await ask("POST", "/alert-mutes", past)).status).toBe(400);
    for (const own of [{ rule: "tidak-ada" }, { site: "tps-tidak-ada" }, { device: "bin-99" }]) {
      expect((await ask("POST", "/alert-mutes", { ...none, ...own })).status).toBe(404);
    }
    expect((await ask("POST", "/alert-mutes", { ...none, site: SITE.id }, operator)).status).toBe(
      403,
    );
    const made = await ask("POST", "/alert-mutes", { ...none, site: SITE.id });
    expect(made.status).toBe(201);
    const mute = muteSchema.parse(await made.json());
    const mutes = async () =>
      muteListSchema.parse(await (await ask("GET", "/alert-mutes")).json()).mutes;
    expect(await mutes()).toEqual([mute]);
    expect((await ask("POST", `/alert-mutes/${mute.id}/end`, {}, operator)).status).toBe(403);
    expect((await ask("POST", `/alert-mutes/${mute.id}/end`, {})).status).toBe(200);
    expect((await ask("POST", `/alert-mutes/${mute.id}/end`, {})).status).toBe(404);
    expect(await mutes()).toEqual([]);
  });
});
