import { ACTIVE_PHOTO_DAYS } from "@resik/contract/http/resident-reports";
import { createLogger } from "@resik/kit/logger";
import type { ReadingSource } from "@resik/readings/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MINUTE_MS, openAlertDesk, type AlertDesk } from "../alerts/alert-desk.fixture.ts";
import type { Evaluator } from "../alerts/evaluator.ts";
import { openAlert, resolveAlert } from "../registry/alerts.ts";
import { readPhoto } from "../registry/desk/report-photos.ts";
import { fileReport } from "../registry/desk/resident-report-filing.ts";
import { createTask } from "../registry/desk/task-creation.ts";
import { findTask, toTaskDetail } from "../registry/desk/task-rows.ts";
import { cancelTask, finishTask, reopenTask, startTask } from "../registry/desk/task-steps.ts";
import { followTasks, SENSOR_AGREES_WITHIN_MS, SENSOR_SPEAKS_WITHIN_MS } from "./follow-tasks.ts";
import { createTaskEvents, type TaskEvents } from "./task-events.ts";

const SITE = "tps-01";
const BIN = { device: "bin-01", site: SITE } as const;
const PERSON = { id: null, name: "Wati" };

let desk: AlertDesk;
let evaluator: Evaluator;
let events: TaskEvents;
let round: () => Promise<number>;
beforeEach(async () => {
  desk = await openAlertDesk();
  await desk.addSite(SITE);
  await desk.addDevice("bin-01", SITE, "bin");
  evaluator = desk.start();
  events = createTaskEvents(createLogger("api", "silent"), desk.metrics);
  const { store: source } = desk;
  round = () => followTasks({ db: desk.registry.db, source, nowMs: desk.clock.nowMs(), events });
});
afterEach(() => desk.close());

const step = (note?: string) => ({ by: PERSON, nowMs: desk.clock.nowMs(), note });
let made = 0;
/** An alert about a subject, with a task. */
async function makeTask(subject = "bin-01"): Promise<{ id: string; alert: string }> {
  const { db } = desk.registry;
  const [id, alert] = [`task${++made}`, `alert${made}`];
  const nowMs = desk.clock.nowMs();
  const raised = { rule: `rule-${made}`, subject, site: SITE, severity: "warning" } as const;
  await openAlert(db, { ...raised, id: alert, value: 1 }, nowMs);
  await taskOf(alert, id);
  return { id, alert };
}

async function taskOf(alert: string, id: string): Promise<void> {
  const nowMs = desk.clock.nowMs();
  const dueAt = new Date(nowMs).toISOString();
  const request = { kind: "empty-bin", alert, owner: null, dueAt } as const;
  const task = await createTask(desk.registry.db, request, { id, by: PERSON, nowMs });
  if (!task.ok) throw new Error(task.detail);
}

async function detail(id: string) {
  const task = await findTask(desk.registry.db, id);
  if (!task.ok) throw new Error(task.detail);
  return toTaskDetail(desk.registry.db, task.value, desk.clock.nowMs());
}
const say = (fillRatio: number) => desk.say({ ...BIN, fields: { fillRatio } });
const stepsOf = async (id: string) =>
  (await detail(id)).story.map(({ step: name, by }) => `${name} by ${by}`);

describe("a task that was said to be done", () => {
  it("is proven by the readings: the alert ends, and the task stays done", async () => {
    const pass = async (minutes: number, fillRatio: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        desk.clock.jump(desk.clock.nowMs() + MINUTE_MS);
        await desk.clock.advance(0);
        await say(fillRatio);
        await evaluator.evaluate();
      }
    };
    for (let tries = 0; (await desk.history()).length === 0 && tries < 40; tries++) {
      await desk.clock.advance(MINUTE_MS);
      await say(0.95);
      await evaluator.evaluate();
    }
    const row = await desk.registry.db.selectFrom("alerts").selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ rule: "bin-full", state: "open" });
    await taskOf(row.id, "proven");
    await finishTask(desk.registry.db, "proven", step());
    expect(await detail("proven")).toMatchObject({ state: "done", isAwaitingSensor: true });
    await pass(5, 0.1);
    expect(await detail("proven")).toMatchObject({ state: "done", isAwaitingSensor: false });
    await desk.clock.advance(SENSOR_SPEAKS_WITHIN_MS);
    expect(await round()).toBe(0);
    expect(await stepsOf("proven")).toEqual(["created by Wati", "done by Wati"]);
  });

  it("is opened again by the program when the readings still show the problem", async () => {
    const { id } = await makeTask();
    await finishTask(desk.registry.db, id, step());
    await desk.clock.advance(MINUTE_MS);
    await say(0.95);
    await desk.clock.advance(SENSOR_AGREES_WITHIN_MS - MINUTE_MS - 1);
    expect(await round()).toBe(0);
    await desk.clock.advance(1);
    expect(await round()).toBe(1);
    expect(await detail(id)).toMatchObject({ state: "open", endedAt: null, startedAt: null });
    expect(await stepsOf(id)).toEqual(["created by Wati", "done by Wati", "reopened by null"]);
    expect(await round()).toBe(0);
    expect(await desk.metrics.metrics()).toContain("api_tasks_reopened_total 1");
  });

  it("waits longer for a device that says nothing, but not for ever", async () => {
    const { id } = await makeTask();
    await say(0.95);
    await desk.clock.advance(1);
    await finishTask(desk.registry.db, id, step());
    await desk.clock.advance(1);
    await desk.say({ ...BIN, channel: "status", fields: { rssiDbm: -90 } });
    await desk.clock.advance(SENSOR_SPEAKS_WITHIN_MS - 2);
    expect(await round()).toBe(0);
    await desk.clock.advance(1);
    expect(await round()).toBe(1);
    expect((await detail(id)).story.at(-1)).toMatchObject({ step: "reopened", by: null });
  });

  it("about a whole site needs no reading of its own", async () => {
    const { id } = await makeTask(SITE);
    await finishTask(desk.registry.db, id, step());
    await desk.clock.advance(SENSOR_AGREES_WITHIN_MS);
    expect(await round()).toBe(1);
    expect(await detail(id)).toMatchObject({ state: "open", device: null, site: SITE });
  });

  it("stays so when another task is at work on the same alert", async () => {
    const { id, alert } = await makeTask(SITE);
    await finishTask(desk.registry.db, id, step());
    await taskOf(alert, "second");
    await desk.clock.advance(SENSOR_AGREES_WITHIN_MS);
    expect(await round()).toBe(0);
    expect(await detail(id)).toMatchObject({ state: "done" });
    await cancelTask(desk.registry.db, "second", step("tidak perlu"));
    expect(await round()).toBe(1);
    expect(await detail(id)).toMatchObject({ state: "open" });
  });
});

describe("a task that was said to be done, while something else happens", () => {
  it("does not wait for its turn behind a hundred and more whose devices say nothing", async () => {
    for (let made = 0; made < 201; made++) {
      const { id } = await makeTask();
      await finishTask(desk.registry.db, id, step());
    }
    const { id } = await makeTask(SITE);
    await finishTask(desk.registry.db, id, step());
    await desk.clock.advance(SENSOR_AGREES_WITHIN_MS);
    expect(await round()).toBe(1);
    expect(await detail(id)).toMatchObject({ state: "open" });
    await desk.clock.advance(SENSOR_SPEAKS_WITHIN_MS);
    expect(await round()).toBe(201);
  });

  it("leaves the readings their time after the last task that was done about its alert", async () => {
    const { id, alert } = await makeTask(SITE);
    await finishTask(desk.registry.db, id, step());
    await desk.clock.advance(SENSOR_AGREES_WITHIN_MS / 2);
    await taskOf(alert, "later");
    await desk.clock.advance(SENSOR_AGREES_WITHIN_MS / 2);
    await finishTask(desk.registry.db, "later", step());
    expect(await round()).toBe(0);
    await desk.clock.advance(SENSOR_AGREES_WITHIN_MS);
    expect(await round()).toBe(1);
    expect(await detail(id)).toMatchObject({ state: "done" });
    expect(await detail("later")).toMatchObject({ state: "open" });
  });

  it("stays done when its alert ends while the readings are being read", async () => {
    const { id, alert } = await makeTask();
    await finishTask(desk.registry.db, id, step());
    await desk.clock.advance(MINUTE_MS);
    await say(0.95);
    await desk.clock.advance(SENSOR_AGREES_WITHIN_MS);
    const nowMs = desk.clock.nowMs();
    const source: Pick<ReadingSource, "latest"> = {
      async latest(about) {
        await resolveAlert(desk.registry.db, alert, { nowMs });
        return desk.store.latest(about);
      },
    };
    expect(await followTasks({ db: desk.registry.db, source, nowMs, events })).toBe(0);
    expect(await detail(id)).toMatchObject({ state: "done" });
  });
});

it("photos of reports go when their time is over, though the readings are away", async () => {
  const { db } = desk.registry;
  await makeTask().then(({ id }) => finishTask(db, id, step()));
  const site = { id: "bsu-melati", name: "Melati", kind: "waste-bank" } as const;
  const place = { area_code: "33.18.10", area_name: "Pati", lat: -6.75, lon: 111.04 };
  await db
    .insertInto("sites")
    .values({ ...site, ...place })
    .execute();
  await db.insertInto("banks").values({ id: site.id, number: 1 }).execute();
  const member = { id: "sari", bank: site.id, serial: 1, kind: "person", name: "Sari" } as const;
  await db
    .insertInto("members")
    .values({ ...member, joined_on: "2026-01-01" })
    .execute();
  const request = {
    kind: "other",
    note: "",
    place: "",
    lat: null,
    lon: null,
    device: null,
    photo: null,
    seenAt: new Date(desk.clock.nowMs()).toISOString(),
  } as const;
  const photo = { type: "image/jpeg", bytes: new Uint8Array(9) } as const;
  const filing = { member: "sari", key: "key", request, photo, nowMs: desk.clock.nowMs() };
  const filed = await fileReport(db, filing);
  if (!filed.ok) throw new Error(filed.detail);
  const { id } = filed.value.report;
  const nowMs = desk.clock.nowMs() + (ACTIVE_PHOTO_DAYS * 24 + 1) * 3_600_000;
  const source = { latest: () => Promise.reject(new Error("away")) };
  await expect(followTasks({ db, source, nowMs, events })).rejects.toThrow("away");
  expect(await readPhoto(db, id, null)).toBeNull();
  expect(await desk.metrics.metrics()).toContain(
    'api_report_photos_removed_total{reason="aged"} 1',
  );
});

describe("a task whose alert ended by itself", () => {
  const end = async (alert: string) => {
    await desk.clock.advance(MINUTE_MS);
    await resolveAlert(desk.registry.db, alert, { nowMs: desk.clock.nowMs() });
    await desk.clock.advance(MINUTE_MS);
  };

  it("is cancelled when nobody began, with a step that says so", async () => {
    const { id, alert } = await makeTask();
    await end(alert);
    expect(await round()).toBe(1);
    expect(await detail(id)).toMatchObject({ state: "cancelled" });
    expect(await stepsOf(id)).toEqual(["created by Wati", "cancelled by null"]);
    expect(await round()).toBe(0);
  });

  it("stays with whoever is at it, who reads it once in its story", async () => {
    const { id, alert } = await makeTask();
    await startTask(desk.registry.db, id, step());
    await end(alert);
    expect(await round()).toBe(1);
    expect(await round()).toBe(0);
    expect(await detail(id)).toMatchObject({ state: "started" });
    expect(await stepsOf(id)).toEqual(["created by Wati", "started by Wati", "noted by null"]);
  });

  it("is left alone when a person opened it again after that", async () => {
    const { id, alert } = await makeTask();
    await end(alert);
    await round();
    await reopenTask(desk.registry.db, id, step("tetap diperiksa"));
    expect(await round()).toBe(0);
    expect(await detail(id)).toMatchObject({ state: "open" });
  });
});

it("the story of a task can be neither changed nor shortened", async () => {
  await makeTask();
  const { db } = desk.registry;
  await expect(db.updateTable("task_steps").set({ note: "x" }).execute()).rejects.toThrow(
    /append-only/,
  );
  await expect(db.deleteFrom("task_steps").execute()).rejects.toThrow(/append-only/);
});
