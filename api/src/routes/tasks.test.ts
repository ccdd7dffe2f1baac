import { alertViewSchema } from "@resik/contract/http/alerts";
import { pageOf } from "@resik/contract/http/page";
import {
  assignablePeopleSchema,
  taskDetailSchema,
  taskFiguresSchema,
  taskViewSchema,
  type TaskDetail,
} from "@resik/contract/http/tasks";
import { createManualClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAlert, resolveAlert } from "../registry/alerts.ts";
import { openRegistry, registryPath, type Registry } from "../registry/open.ts";
import {
  ADMIN,
  FOREIGN_SITE,
  SITE,
  startTestApi,
  type Credentials,
  type TestApi,
} from "../test/harness.ts";

const START_MS = Date.UTC(2026, 10, 2, 3);
const HOUR_MS = 3_600_000;
const instant = (atMs: number): string => new Date(atMs).toISOString();

describe("tasks", () => {
  const clock = createManualClock(START_MS);
  let test: TestApi;
  let registry: Registry;
  let operator: Credentials;
  let staff: Credentials;
  let staffId: string;
  let alerts = 0;
  beforeAll(async () => {
    test = await startTestApi({ clock });
    await test.seed();
    operator = await test.enter("operator");
    staff = await test.enter("staff");
    registry = openRegistry(registryPath(test.dataDir));
    const { people } = await read("/tasks/people", assignablePeopleSchema);
    staffId = people.find(({ name }) => name === "dlh")?.id ?? "";
  });
  afterAll(async () => {
    await registry.close();
    await test.close();
  });

  const read = async <T>(
    path: string,
    schema: { parse(value: unknown): T },
    headers: Credentials = staff,
  ): Promise<T> => {
    const answer = await test.call("GET", `/api/v1${path}`, { headers });
    expect(answer.status).toBe(200);
    return schema.parse(await answer.json());
  };
  const post = (path: string, body: unknown, headers: Credentials = staff) =>
    test.call("POST", `/api/v1/tasks${path}`, { headers, body });
  const step = async (path: string, body: unknown): Promise<TaskDetail> => {
    const answer = await post(path, body);
    expect(answer.status).toBe(200);
    return taskDetailSchema.parse(await answer.json());
  };
  const codeOf = async (answer: Response) => {
    const problem: unknown = await answer.json();
    return problem;
  };
  const raise = async (
    { subject = "bin-01", site = SITE.id }: { subject?: string; site?: string } = {},
    atMs = clock.nowMs(),
  ) => {
    const id = `alert${String(++alerts).padStart(3, "0")}`;
    const alert = {
      id,
      rule: `rule-${id}`,
      subject,
      site,
      severity: "warning",
      value: 0.9,
    } as const;
    await registry.db.transaction().execute((trx) => openAlert(trx, alert, atMs));
    return id;
  };
  const make = async (body: Record<string, unknown>): Promise<TaskDetail> => {
    const answer = await post("", {
      kind: "empty-bin",
      owner: null,
      dueAt: instant(clock.nowMs() + HOUR_MS),
      ...body,
    });
    expect(answer.status).toBe(201);
    return taskDetailSchema.parse(await answer.json());
  };
  const alertOf = (id: string) => read(`/alerts/${id}`, alertViewSchema);
  const list = (query: string, headers: Credentials = staff) =>
    read(`/tasks${query}`, pageOf(taskViewSchema), headers);

  it("made of an alert say where it is; the alert is seen and its owner's from then on", async () => {
    const alert = await raise();
    const task = await make({ alert, owner: staffId, note: "bak penuh" });
    expect(task).toMatchObject({
      state: "open",
      alert,
      site: SITE.id,
      siteName: SITE.name,
      areaName: SITE.areaName,
      device: "bin-01",
      lat: SITE.lat,
      owner: { id: staffId, name: "dlh" },
      isOverdue: false,
      isAwaitingSensor: false,
      story: [{ step: "created", by: "dlh", note: "bak penuh" }],
    });
    expect(await alertOf(alert)).toMatchObject({
      state: "acknowledged",
      acknowledgedBy: "dlh",
      assignee: { id: staffId, name: "dlh" },
      task: task.id,
    });
    clock.jump(clock.nowMs() + HOUR_MS + 1);
    const { items } = await list("?owner=me");
    expect(items.find(({ id }) => id === task.id)).toMatchObject({ isOverdue: true });
  });

  it("are one an alert: a second one is refused with the first one's name", async () => {
    const alert = await raise();
    const first = await make({ alert });
    const body = { kind: "other", alert, owner: null, dueAt: instant(clock.nowMs()) };
    const second = await post("", body);
    expect(second.status).toBe(409);
    expect(await codeOf(second)).toMatchObject({
      code: "already-exists",
      detail: `task ${first.id} is about it`,
    });
    await step(`/${first.id}/cancel`, { note: "salah alat" });
    const again = await make({ alert });
    const reopened = await post(`/${first.id}/reopen`, { note: "ternyata benar" });
    expect(await codeOf(reopened)).toMatchObject({
      code: "already-exists",
      detail: `task ${again.id} is about it`,
    });
  });

  it("are made once a key, however often they are sent", async () => {
    const alert = await raise();
    const headers = { ...staff, "idempotency-key": "make-once" };
    const body = { kind: "other", alert, owner: null, dueAt: instant(clock.nowMs()) };
    const first = taskDetailSchema.parse(await (await post("", body, headers)).json());
    const repeat = await post("", body, headers);
    expect(repeat.headers.get("idempotent-replayed")).toBe("true");
    expect(taskDetailSchema.parse(await repeat.json())).toEqual(first);
  });

  it("done wait for the sensor, and show it until the readings agree", async () => {
    const alert = await raise();
    const { id } = await make({ alert });
    const started = await step(`/${id}/start`, {});
    expect(started).toMatchObject({ state: "started", owner: { id: staffId } });
    expect(await alertOf(alert)).toMatchObject({ assignee: { id: staffId } });
    expect(await step(`/${id}/start`, {})).toEqual(started);
    const done = await step(`/${id}/done`, { note: "sudah diangkut" });
    expect(done).toMatchObject({ state: "done", isAwaitingSensor: true });
    expect(done.story.map((one) => one.step)).toEqual(["created", "started", "done"]);
    expect(await step(`/${id}/done`, {})).toEqual(done);
    await registry.db
      .transaction()
      .execute((trx) => resolveAlert(trx, alert, { nowMs: clock.nowMs() }));
    const agreed = await read(`/tasks/${id}`, taskDetailSchema);
    expect(agreed).toMatchObject({ state: "done", isAwaitingSensor: false });
    expect((await list("?state=done")).items.map((one) => one.id)).toContain(id);
    expect((await list("?state=active")).items.map((one) => one.id)).not.toContain(id);
  });

  it("are given, given back, moved, noted, cancelled and opened again, each step told", async () => {
    const { id } = await make({ note: "sapu halaman" });
    expect(await step(`/${id}/assign`, { owner: staffId })).toMatchObject({
      owner: { id: staffId },
    });
    await step(`/${id}/assign`, { owner: staffId });
    await step(`/${id}/assign`, { owner: null });
    const dueAt = instant(clock.nowMs() + 5 * HOUR_MS);
    expect(await step(`/${id}/due`, { dueAt })).toMatchObject({ dueAt, isOverdue: false });
    await step(`/${id}/note`, { note: "menunggu truk" });
    await step(`/${id}/cancel`, { note: "hujan" });
    expect(await step(`/${id}/reopen`, { note: "sudah terang" })).toMatchObject({
      state: "open",
      endedAt: null,
    });
    const { story } = await read(`/tasks/${id}`, taskDetailSchema);
    expect(story.map((one) => [one.step, one.note])).toEqual([
      ["created", "sapu halaman"],
      ["assigned", "dlh"],
      ["assigned", null],
      ["due-changed", dueAt],
      ["noted", "menunggu truk"],
      ["cancelled", "hujan"],
      ["reopened", "sudah terang"],
    ]);
  });

  it("that are over take no step but a note and their reopening", async () => {
    const { id } = await make({ note: "x" });
    expect(await codeOf(await post(`/${id}/reopen`, { note: "?" }))).toMatchObject({
      code: "not-open",
    });
    await step(`/${id}/cancel`, { note: "y" });
    for (const [name, body] of [
      ["start", {}],
      ["done", {}],
      ["assign", { owner: null }],
      ["due", { dueAt: instant(0) }],
    ] as const) {
      expect(await codeOf(await post(`/${id}/${name}`, body))).toMatchObject({
        code: "already-settled",
      });
    }
    await step(`/${id}/note`, { note: "z" });
  });

  it.each([
    ["an alert that is not there", { alert: "nowhere" }, 404],
    ["a report that is not there", { report: "nowhere-0" }, 404],
    ["a device that is not there", { device: "bin-99" }, 404],
    ["a site that is not there", { site: "tps-tidak-ada" }, 404],
    ["an owner who is not there", { note: "x", owner: "nobody" }, 404],
    ["nothing", {}, 400],
    ["an alert and a report", { alert: "aaaa", report: "bbbbbbbb" }, 400],
    ["an empty note", { note: " " }, 400],
    ["an unknown kind", { note: "x", kind: "dance" }, 400],
    ["a due time that is none", { note: "x", dueAt: "tomorrow" }, 400],
    ["more than is known", { note: "x", extra: 1 }, 400],
  ])("of %s are refused", async (_what, body, status) => {
    const dueAt = instant(clock.nowMs());
    const answer = await post("", { kind: "other", owner: null, dueAt, ...body });
    expect(answer.status).toBe(status);
  });

  it("are not made of an alert that is over, nor given to who is no staff", async () => {
    const alert = await raise();
    await registry.db
      .transaction()
      .execute((trx) => resolveAlert(trx, alert, { nowMs: clock.nowMs() }));
    const dueAt = instant(clock.nowMs());
    const over = await post("", { kind: "other", alert, owner: null, dueAt });
    expect(await codeOf(over)).toMatchObject({ code: "already-settled" });
    const { id: operatorId } = await registry.db
      .selectFrom("user")
      .select("id")
      .where("username", "=", "petugas")
      .executeTakeFirstOrThrow();
    const given = await post("", { kind: "other", note: "x", owner: operatorId, dueAt });
    expect(given.status).toBe(404);
  });

  it("of other sites and of none are hidden from operators, who change nothing", async () => {
    const own = await make({ device: "bin-01" });
    const foreign = await make({ device: "bin-02" });
    const nowhere = await make({ note: "rapat" });
    const seen = (await list("?limit=100", operator)).items;
    expect(seen.map(({ id }) => id)).toContain(own.id);
    expect(seen.filter(({ site }) => site !== SITE.id)).toEqual([]);
    expect((await list(`?site=${FOREIGN_SITE.id}&limit=100`)).items.map(({ id }) => id)).toEqual([
      foreign.id,
    ]);
    await read(`/tasks/${own.id}`, taskDetailSchema, operator);
    for (const id of [foreign.id, nowhere.id]) {
      const hidden = await test.call("GET", `/api/v1/tasks/${id}`, { headers: operator });
      expect(hidden.status).toBe(404);
    }
    const site = await test.call("GET", `/api/v1/tasks?site=${FOREIGN_SITE.id}`, {
      headers: operator,
    });
    expect(site.status).toBe(403);
    for (const name of ["start", "done", "cancel", "reopen", "note", "assign", "due"]) {
      expect((await post(`/${own.id}/${name}`, {}, operator)).status).toBe(403);
      expect((await post(`/${own.id}/${name}`, {}, {})).status).toBe(401);
    }
    expect((await post("", {}, operator)).status).toBe(403);
  });

  it("are listed most urgent first, ended ones newest first, page by page", async () => {
    const ids: string[] = [];
    for (const hours of [3, 1, 2]) {
      const dueAt = instant(START_MS + 1_000 * HOUR_MS + hours * HOUR_MS);
      ids.push((await make({ site: FOREIGN_SITE.id, note: "urut", dueAt })).id);
    }
    const [third = "", first = "", second = ""] = ids;
    const pages = async (query: string): Promise<string[]> => {
      const seen: string[] = [];
      let cursor = "";
      do {
        const { items, next } = await list(`${query}&limit=2${cursor}`);
        seen.push(...items.map(({ id }) => id));
        cursor = next === null ? "" : `&cursor=${next}`;
      } while (cursor !== "");
      return seen;
    };
    const ordered = (await pages(`?site=${FOREIGN_SITE.id}`)).filter((id) => ids.includes(id));
    expect(ordered).toEqual([first, second, third]);
    for (const id of [second, third, first]) {
      await clock.advance(1_000);
      await step(`/${id}/cancel`, { note: "x" });
    }
    expect(await pages(`?site=${FOREIGN_SITE.id}&state=cancelled`)).toEqual([first, third, second]);
  });

  it.each(["?cursor=x", "?cursor=YWJj", "?state=over", "?limit=0", "?site=Tidak%20Ada"])(
    "are not listed for %s",
    async (query) => {
      const answer = await test.call("GET", `/api/v1/tasks${query}`, { headers: staff });
      expect(answer.status).toBe(400);
    },
  );

  it("are nobody's on the command line, which may make them all the same", async () => {
    expect((await list("?owner=me", ADMIN)).items).toEqual([]);
    const answer = await post(
      "",
      { kind: "other", note: "x", owner: null, dueAt: instant(0) },
      ADMIN,
    );
    expect(taskDetailSchema.parse(await answer.json()).story).toMatchObject([{ by: "cli" }]);
  });

  it("give figures by area over a range that is bounded", async () => {
    const from = Date.UTC(2027, 0, 1);
    for (const minutes of [10, 20, 30, 40]) {
      const id = await raise({}, from);
      const nowMs = from + minutes * 60_000;
      await registry.db.transaction().execute((trx) => resolveAlert(trx, id, { nowMs }));
    }
    const query = (toMs: number) => `/tasks/figures?from=${instant(from)}&to=${instant(toMs)}`;
    const { all, areas } = await read(query(from + HOUR_MS), taskFiguresSchema);
    expect(all).toMatchObject({
      alerts: 4,
      toAcknowledge: { count: 0, medianS: null, p90S: null },
      toResolve: { count: 4, medianS: 1_500, p90S: 2_400 },
    });
    expect(areas).toEqual([{ areaCode: SITE.areaCode, areaName: SITE.areaName, ...all }]);
    for (const [toMs, status] of [
      [from, 400],
      [from + 400 * 24 * HOUR_MS, 200],
      [from + 400 * 24 * HOUR_MS + 1, 400],
    ] as const) {
      const answer = await test.call("GET", `/api/v1${query(toMs)}`, { headers: staff });
      expect(answer.status).toBe(status);
    }
    const refused = await test.call("GET", `/api/v1${query(from + 1)}`, { headers: operator });
    expect(refused.status).toBe(403);
  });
});
