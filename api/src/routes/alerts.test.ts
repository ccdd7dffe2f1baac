import { alertDetailSchema, alertViewSchema, type AlertView } from "@resik/contract/http/alerts";
import { pageOf } from "@resik/contract/http/page";
import { createManualClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EVALUATE_EVERY_MS } from "../alerts/start-alerts.ts";
import { openAlert, resolveAlert } from "../registry/alerts.ts";
import { openRegistry, registryPath } from "../registry/open.ts";
import {
  ADMIN,
  FOREIGN_SITE,
  SITE,
  startTestApi,
  startTestBroker,
  type Credentials,
  type TestApi,
  type TestBroker,
} from "../test/harness.ts";
import { makeReading } from "../test/make-reading.ts";

const START_MS = Date.UTC(2026, 10, 2, 3);

describe("alerts", () => {
  const clock = createManualClock(START_MS);
  let broker: TestBroker;
  let test: TestApi;
  let operator: Credentials;
  let staff: Credentials;
  beforeAll(async () => {
    broker = await startTestBroker();
    test = await startTestApi({ clock, mqttPort: broker.port });
    await test.seed();
    operator = await test.enter("operator");
    staff = await test.enter("staff");
    const { db, close } = openRegistry(registryPath(test.dataDir));
    const common = { severity: "warning", value: 0.9 } as const;
    const own = { ...common, site: SITE.id, subject: "bin-01" };
    const foreign = { ...common, site: FOREIGN_SITE.id, subject: "bin-02" };
    await db.transaction().execute(async (trx) => {
      await openAlert(trx, { ...own, id: "old1", rule: "bin-full" }, START_MS - 3_000);
      await resolveAlert(trx, "old1", { value: 0.1, nowMs: START_MS - 2_000 });
      await openAlert(trx, { ...own, id: "new1", rule: "bin-full" }, START_MS - 1_000);
      await openAlert(trx, { ...foreign, id: "else1", rule: "bin-full" }, START_MS);
    });
    await close();
  });
  afterAll(async () => {
    await test.close();
    await broker.close();
  });

  const list = async (query = "", headers: Credentials = staff) => {
    const answer = await test.call("GET", `/api/v1/alerts${query}`, { headers });
    expect(answer.status).toBe(200);
    return pageOf(alertViewSchema).parse(await answer.json());
  };
  const idsOf = (items: readonly AlertView[]) => items.map(({ id }) => id);
  const acknowledge = (id: string, headers: Credentials) =>
    test.call("POST", `/api/v1/alerts/${id}/acknowledge`, { headers });

  it("are listed newest first, by state and site, page by page", async () => {
    expect(idsOf((await list()).items)).toEqual(["else1", "new1", "old1"]);
    expect(idsOf((await list("?state=open")).items)).toEqual(["else1", "new1"]);
    expect(idsOf((await list("?state=resolved")).items)).toEqual(["old1"]);
    expect(idsOf((await list(`?site=${SITE.id}`)).items)).toEqual(["new1", "old1"]);
    const first = await list("?limit=2");
    expect(idsOf(first.items)).toEqual(["else1", "new1"]);
    const second = await list(`?limit=2&cursor=${first.next}`);
    expect(idsOf(second.items)).toEqual(["old1"]);
    expect(second.next).toBeNull();
    expect(second.items[0]).toEqual({
      id: "old1",
      rule: "bin-full",
      ruleName: null,
      severity: "warning",
      state: "resolved",
      site: SITE.id,
      siteName: SITE.name,
      areaName: SITE.areaName,
      subject: "bin-01",
      subjectName: "Alat bin-01",
      subjectKind: "bin",
      lat: SITE.lat,
      lon: SITE.lon,
      value: 0.1,
      openedAt: new Date(START_MS - 3_000).toISOString(),
      acknowledgedAt: null,
      acknowledgedBy: null,
      resolvedAt: new Date(START_MS - 2_000).toISOString(),
      resolvedBy: null,
      escalatedAt: null,
      assignee: null,
      task: null,
    });
  });

  it("are narrowed by severity, rule, subject, and to those that are not over", async () => {
    expect(idsOf((await list("?unresolved=true")).items)).toEqual(["else1", "new1"]);
    expect(idsOf((await list("?severity=critical")).items)).toEqual([]);
    expect(idsOf((await list("?rule=bin-full&subject=bin-02")).items)).toEqual(["else1"]);
    expect(idsOf((await list("?rule=bin-hot")).items)).toEqual([]);
  });

  it("are counted, an operator's for his own site", async () => {
    const summary = async (headers: Credentials) =>
      (await test.call("GET", "/api/v1/alerts/summary", { headers })).json();
    const bySeverity = { warning: 2, high: 0, critical: 0 };
    expect(await summary(staff)).toEqual({ open: 2, acknowledged: 0, bySeverity });
    expect(await summary(operator)).toMatchObject({ open: 1, bySeverity: { warning: 1 } });
    expect((await test.call("GET", "/api/v1/alerts/summary")).status).toBe(401);
  });

  it("are shown one by one to who may see their site", async () => {
    const detail = (id: string, headers: Credentials) =>
      test.call("GET", `/api/v1/alerts/${id}`, { headers });
    expect((await detail("else1", operator)).status).toBe(403);
    expect((await detail("nowhere", operator)).status).toBe(403);
    expect((await detail("nowhere", staff)).status).toBe(404);
    const shown = alertDetailSchema.parse(await (await detail("old1", operator)).json());
    expect(shown.story.map(({ step, by }) => [step, by])).toEqual([
      ["opened", null],
      ["resolved", null],
    ]);
  });

  it("of other sites are hidden from operators", async () => {
    expect(idsOf((await list("", operator)).items)).toEqual(["new1", "old1"]);
    expect(idsOf((await list("?state=open", operator)).items)).toEqual(["new1"]);
  });

  it.each(["?cursor=x", "?cursor=YWJj", "?state=closed", "?limit=0", "?site=Tidak%20Ada"])(
    "are not listed for %s",
    async (query) => {
      const answer = await test.call("GET", `/api/v1/alerts${query}`, { headers: staff });
      expect(answer.status).toBe(400);
    },
  );

  it("are acknowledged once by staff, and by nobody who is not", async () => {
    for (const headers of [{}, operator]) {
      expect([401, 403]).toContain((await acknowledge("new1", headers)).status);
    }
    expect(idsOf((await list("?state=acknowledged")).items)).toEqual([]);
    const keyed = { ...staff, "idempotency-key": "acknowledge-new1" };
    const first = await acknowledge("new1", keyed);
    const seen = alertViewSchema.parse(await first.json());
    expect(seen).toMatchObject({ state: "acknowledged", resolvedAt: null });
    expect(seen.acknowledgedAt).toBe(new Date(START_MS).toISOString());
    expect(await (await acknowledge("new1", keyed)).json()).toEqual(seen);
    await clock.advance(1_000);
    expect(await (await acknowledge("new1", ADMIN)).json()).toEqual(seen);
    const conflict = await acknowledge("else1", keyed);
    expect(await conflict.json()).toMatchObject({ code: "idempotency-conflict" });
  });

  it("that are not there or over cannot be acknowledged", async () => {
    expect((await acknowledge("nowhere", staff)).status).toBe(404);
    expect((await acknowledge("NO", staff)).status).toBe(400);
    expect(await (await acknowledge("old1", staff)).json()).toMatchObject({
      code: "already-settled",
    });
  });

  it("are given to somebody, noted and ended by hand, by staff alone, and tell it", async () => {
    const act = (step: string, body: unknown, headers: Credentials = staff) =>
      test.call("POST", `/api/v1/alerts/else1/${step}`, { headers, body });
    const people = await test.call("GET", "/api/v1/tasks/people", { headers: staff });
    const assignee = JSON.stringify(await people.json()).match(/"id":"([^"]+)"/)?.[1] ?? "";
    for (const [step, body] of [
      ["assign", { assignee }],
      ["note", { note: "dicek" }],
      ["resolve", { note: "sudah diangkut" }],
    ] as const) {
      expect((await act(step, body, {})).status).toBe(401);
      expect((await act(step, body, operator)).status).toBe(403);
      expect((await act(step, {})).status).toBe(400);
      const answer = await act(step, body);
      expect(answer.status).toBe(200);
    }
    expect((await act("assign", { assignee: "nobody" })).status).toBe(404);
    expect(await (await act("resolve", { note: "lagi" })).json()).toMatchObject({
      code: "already-settled",
    });
    expect((await act("note", { note: "selesai" })).status).toBe(200);
    const answer = await test.call("GET", "/api/v1/alerts/else1", { headers: staff });
    const { story, ...alert } = alertDetailSchema.parse(await answer.json());
    expect(alert).toMatchObject({ state: "resolved", assignee: { id: assignee } });
    expect(alert.resolvedBy).not.toBeNull();
    expect(story.map(({ step, note }) => [step, note])).toEqual([
      ["opened", null],
      ["assigned", alert.assignee?.name],
      ["noted", "dicek"],
      ["resolved", "sudah diangkut"],
      ["noted", "selesai"],
    ]);
  });

  it("appear, are acknowledged and end by themselves, and the broker hears of each", async () => {
    const told = (state: string) =>
      broker.nextPublish(
        ({ topic, payload }) =>
          topic === `resik/v1/${SITE.id}/bin-01/alert` &&
          payload.toString().includes('"rule":"bin-hot"') &&
          payload.toString().includes(`"state":"${state}"`),
      );
    /** Time goes on until it happened: the evaluator and every retry wait on this clock. */
    const until = async (happening: Promise<unknown>) => {
      let happened = false;
      void happening.then(() => (happened = true));
      await expect
        .poll(
          async () => {
            await clock.advance(EVALUATE_EVERY_MS / 5);
            return happened;
          },
          { timeout: 10_000, interval: 20 },
        )
        .toBe(true);
    };
    const burn = (seq: number, temperatureC: number) =>
      test.write(
        makeReading({ device: "bin-01", seq, atMs: clock.nowMs(), fields: { temperatureC } }),
      );
    const opened = told("open");
    await burn(1, 95);
    await until(opened);
    const { items } = await list(`?site=${SITE.id}&state=open`, operator);
    expect(items).toMatchObject([{ rule: "bin-hot", severity: "critical", value: 95 }]);
    const acknowledged = told("acknowledged");
    expect((await acknowledge(items[0]?.id ?? "", staff)).status).toBe(200);
    await until(acknowledged);
    const resolved = told("resolved");
    await burn(2, 30);
    await until(resolved);
    const { items: ended } = await list(`?site=${SITE.id}&limit=1`);
    expect(ended).toMatchObject([{ rule: "bin-hot", state: "resolved", value: 30 }]);
    const metrics = await (await test.call("GET", "/metrics")).text();
    expect(metrics).toContain('api_alerts_opened_total{severity="critical"} 1');
    expect(metrics).toContain("api_alerts_resolved_total 1");
    expect(metrics).toMatch(/api_announced_total\{channel="alert"\} [1-9]/);
  });
});
