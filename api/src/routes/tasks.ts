import type { ErrorCode, Result } from "@resik/contract/error-code";
import { fail, ok } from "@resik/contract/error-code";
import { pageOf } from "@resik/contract/http/page";
import {
  assignablePeopleSchema,
  taskAssignSchema,
  taskDetailSchema,
  taskDoneSchema,
  taskDueSchema,
  taskFiguresQuerySchema,
  taskFiguresSchema,
  taskListQuerySchema,
  taskParamsSchema,
  taskReasonSchema,
  taskRequestSchema,
  taskStepSchema,
  taskViewSchema,
} from "@resik/contract/http/tasks";
import type { z } from "zod";
import { isInScope, type Principal } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { createAudit, type AuditAction } from "../registry/audit.ts";
import { createTask } from "../registry/desk/task-creation.ts";
import { readTaskFigures } from "../registry/desk/task-figures.ts";
import { decodePlace, listTasks, placeKeyOf } from "../registry/desk/task-list.ts";
import { assignablePeople } from "../registry/desk/task-people.ts";
import { findTask, toTaskDetail, toTaskView, type TaskRow } from "../registry/desk/task-rows.ts";
import {
  assignTask,
  cancelTask,
  finishTask,
  noteOnTask,
  reopenTask,
  setTaskDue,
  startTask,
  type StepOf,
} from "../registry/desk/task-steps.ts";
import { actorOfTask } from "../registry/desk/task-story.ts";
import { toPage } from "../registry/page-cursor.ts";
import type { RegistryDb } from "../registry/tables.ts";

const TASK_ID_LENGTH = 16;

/** Tasks: operators see those of their sites; staff sees and does everything. */
export const taskRoutes = (deps: RouteDeps): Route[] => [
  listRoute(deps),
  createRoute(deps),
  peopleRoute(),
  figuresRoute(),
  detailRoute(deps),
  ...stepRoutes(deps),
];

const listRoute = ({ clock }: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/tasks",
    summary: "Tasks, most urgent first (ended ones newest first); operators get their sites'",
    access: "site",
    query: taskListQuerySchema,
    errors: ["not-allowed"],
    answer: { schema: pageOf(taskViewSchema) },
    async handle({ db, scope, principal, query }) {
      const { state, site, limit } = query;
      if (site !== undefined && !isInScope(scope, site)) {
        return fail("not-allowed", `${site} is not a site of yours`);
      }
      const after = decodePlace(query.cursor);
      if (!after.ok) return after;
      const owner = ownerOf(principal, query.owner);
      const rows = await listTasks(db, { scope, state, owner, site, after: after.value, limit });
      const { items, next } = toPage(rows, limit, placeKeyOf);
      return ok({ items: items.map((row) => toTaskView(row, clock.nowMs())), next });
    },
  });

/** The command line is nobody's name, so `me` finds nothing there. */
const ownerOf = (principal: Principal, owner: string | undefined): string | undefined =>
  owner === "me" ? (principal.kind === "user" ? principal.id : "") : owner;

const createRoute = ({ clock, random, alerts }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/tasks",
    summary:
      "Make a task of an alert (which counts as seen), of a resident's report, or of neither",
    access: "staff",
    body: taskRequestSchema,
    write: "transaction",
    status: 201,
    errors: ["not-found", "already-exists", "already-settled", "too-many-requests"],
    answer: { schema: taskDetailSchema },
    async handle({ db, body, principal, afterwards }) {
      const nowMs = clock.nowMs();
      const id = random.id(TASK_ID_LENGTH);
      const made = await createTask(db, body, { id, by: actorOfTask(principal), nowMs });
      if (!made.ok) return made;
      await audit(db, principal, "task.create", id);
      afterwards(() => alerts.wake());
      return ok(await toTaskDetail(db, made.value, nowMs));
    },
  });
};

const peopleRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/tasks/people",
    summary: "Members of staff to whom a task or an alert can be given",
    access: "staff",
    answer: { schema: assignablePeopleSchema },
    handle: async ({ db }) => ok({ people: await assignablePeople(db) }),
  });

const figuresRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/tasks/figures",
    summary: "How fast alerts are seen and ended and reports answered, by area",
    access: "staff",
    query: taskFiguresQuerySchema,
    errors: ["range-too-large"],
    answer: { schema: taskFiguresSchema },
    handle: ({ db, query }) => readTaskFigures(db, query),
  });

const detailRoute = ({ clock }: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/tasks/{id}",
    summary: "A task with its story; operators see those of their sites",
    access: "site",
    params: taskParamsSchema,
    errors: ["not-found"],
    answer: { schema: taskDetailSchema },
    async handle({ db, scope, params }) {
      const task = await findTask(db, params.id, scope);
      return task.ok ? ok(await toTaskDetail(db, task.value, clock.nowMs())) : task;
    },
  });

interface StepSpec<B> {
  name: string;
  summary: string;
  body: z.ZodType<B>;
  action: AuditAction;
  errors: readonly ErrorCode[];
  take(db: RegistryDb, id: string, body: B, step: StepOf): Promise<Result<TaskRow>>;
}

/** A step of a task: for staff, once a key, with a line in the log. */
const stepRoute = <B>({ clock, alerts }: RouteDeps, spec: StepSpec<B>): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: `/tasks/{id}/${spec.name}`,
    summary: spec.summary,
    access: "staff",
    params: taskParamsSchema,
    body: spec.body,
    write: "transaction",
    errors: ["not-found", "too-many-requests", ...spec.errors],
    answer: { schema: taskDetailSchema },
    async handle({ db, params, body, principal, afterwards }) {
      const nowMs = clock.nowMs();
      const taken = await spec.take(db, params.id, body, { by: actorOfTask(principal), nowMs });
      if (!taken.ok) return taken;
      await audit(db, principal, spec.action, params.id);
      afterwards(() => alerts.wake());
      return ok(await toTaskDetail(db, taken.value, nowMs));
    },
  });
};

const stepRoutes = (deps: RouteDeps): Route[] => [
  stepRoute(deps, {
    name: "assign",
    summary: "Give a task, and its alert, to a member of staff or to nobody",
    body: taskAssignSchema,
    action: "task.assign",
    errors: ["already-settled"],
    take: (db, id, { owner }, step) => assignTask(db, id, owner, step),
  }),
  stepRoute(deps, {
    name: "start",
    summary: "Begin; what was nobody's is now one's own. A second time changes nothing",
    body: taskStepSchema,
    action: "task.start",
    errors: ["already-settled"],
    take: (db, id, { note }, step) => startTask(db, id, { ...step, note }),
  }),
  stepRoute(deps, {
    name: "done",
    summary: "Say that it is done; its alert ends when the sensor agrees, its report ends now",
    body: taskDoneSchema,
    action: "task.done",
    errors: ["already-settled"],
    take: (db, id, { note, answer }, step) => finishTask(db, id, { ...step, note, answer }),
  }),
  stepRoute(deps, {
    name: "cancel",
    summary: "Say that it will not be done; its report waits for somebody again",
    body: taskReasonSchema,
    action: "task.cancel",
    errors: ["already-settled"],
    take: (db, id, { note }, step) => cancelTask(db, id, { ...step, note }),
  }),
  stepRoute(deps, {
    name: "reopen",
    summary: "Say that it is not done after all",
    body: taskReasonSchema,
    action: "task.reopen",
    errors: ["not-open", "already-exists"],
    take: (db, id, { note }, step) => reopenTask(db, id, { ...step, note }),
  }),
  stepRoute(deps, {
    name: "note",
    summary: "Write words into its story",
    body: taskReasonSchema,
    action: "task.note",
    errors: [],
    take: (db, id, { note }, step) => noteOnTask(db, id, { ...step, note }),
  }),
  stepRoute(deps, {
    name: "due",
    summary: "Set when it is due",
    body: taskDueSchema,
    action: "task.due",
    errors: ["already-settled"],
    take: (db, id, { dueAt }, step) => setTaskDue(db, id, Date.parse(dueAt), step),
  }),
];
