import { z } from "zod";
import { siteIdSchema } from "../slug.ts";
import { alertIdSchema, personRefSchema } from "./alerts.ts";
import { pageQueryShape } from "./page.ts";
import { instantSchema } from "./readings.ts";

/** `open`: nobody works on it; `started`: its owner does; the other two are its end. */
export const TASK_STATES = ["open", "started", "done", "cancelled"] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_KINDS = [
  "empty-bin",
  "inspect-device",
  "replace-battery",
  "check-burning",
  "check-power",
  "renew-tera",
  "clean-up",
  "other",
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const taskIdSchema = z.string().regex(/^[a-z0-9]{4,40}$/);
export const taskParamsSchema = z.object({ id: taskIdSchema });
const noteSchema = z.string().trim().min(1).max(500);

export const taskViewSchema = z.object({
  id: taskIdSchema,
  kind: z.enum(TASK_KINDS),
  state: z.enum(TASK_STATES),
  /** What is to be done, where the kind does not say it all; null otherwise. */
  note: z.string().nullable(),
  site: siteIdSchema.nullable(),
  siteName: z.string().nullable(),
  areaName: z.string().nullable(),
  /** The device that it is about; null where there is none. */
  device: z.string().nullable(),
  deviceName: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  alert: alertIdSchema.nullable(),
  /** The resident's report that it came from; null otherwise. */
  report: z.string().nullable(),
  owner: personRefSchema.nullable(),
  dueAt: instantSchema,
  isOverdue: z.boolean(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** Done, and its alert is still there because the sensor does not agree yet. */
  isAwaitingSensor: z.boolean(),
});
export type TaskView = z.infer<typeof taskViewSchema>;

export const TASK_STEPS = [
  "created",
  "assigned",
  "started",
  "done",
  "cancelled",
  "reopened",
  "noted",
  "due-changed",
] as const;
export type TaskStep = (typeof TASK_STEPS)[number];

export const taskDetailSchema = taskViewSchema.extend({
  story: z.array(
    z.object({
      step: z.enum(TASK_STEPS),
      at: instantSchema,
      by: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});
export type TaskDetail = z.infer<typeof taskDetailSchema>;

/** `GET tasks`, most urgent first: overdue, then by due time; ended ones newest first. */
export const taskListQuerySchema = z.object({
  ...pageQueryShape,
  /** `active`: open and started ones. */
  state: z.enum(["active", ...TASK_STATES]).default("active"),
  /** `me`, or the id of a member of staff. */
  owner: z.string().max(64).optional(),
  site: siteIdSchema.optional(),
});

/** `POST tasks`: of an alert, of a resident's report, or of nothing but what is said. */
export const taskRequestSchema = z
  .strictObject({
    kind: z.enum(TASK_KINDS),
    note: noteSchema.optional(),
    alert: alertIdSchema.optional(),
    report: z.string().max(64).optional(),
    site: siteIdSchema.optional(),
    device: z.string().max(80).optional(),
    owner: z.string().max(64).nullable(),
    dueAt: instantSchema,
  })
  .refine((task) => task.alert === undefined || task.report === undefined, {
    message: "of an alert or of a report, not of both",
    path: ["report"],
  })
  .refine(
    ({ alert, report, site, device, note }) =>
      (alert ?? report ?? site ?? device ?? note) !== undefined,
    { message: "says neither where nor what", path: ["note"] },
  );

/** Tasks that are not over; above it `POST tasks` and `reopen` are refused: nobody could see them all. */
export const ACTIVE_TASKS_MAX = 5_000;
/** Steps in the story of a task; above it only its end is still written. */
export const TASK_STEPS_MAX = 200;

/** `POST tasks/{id}/assign`, `/start`, `/done`, `/cancel`, `/reopen`, `/note`, `/due`. */
export const taskAssignSchema = z.strictObject({ owner: z.string().max(64).nullable() });
export const taskStepSchema = z.strictObject({ note: noteSchema.optional() });
/** `answer`: words that the reporter reads; of use only for a task of a resident's report. */
export const taskDoneSchema = z.strictObject({
  note: noteSchema.optional(),
  answer: noteSchema.optional(),
});
/** A task that is not done after all needs a reason. */
export const taskReasonSchema = z.strictObject({ note: noteSchema });
export const taskDueSchema = z.strictObject({ dueAt: instantSchema });

/** `GET tasks/people`: to whom a task or an alert can be given. */
export const assignablePeopleSchema = z.object({ people: z.array(personRefSchema) });

/** `GET tasks/figures?from&to`: how fast things are seen and ended, by area (kecamatan). */
export const TASK_FIGURES_DAYS_MAX = 400;
/** Alerts, reports or tasks that one answer counts; with more it is `range-too-large`. */
export const TASK_FIGURES_ROWS_MAX = 50_000;
export const taskFiguresQuerySchema = z.object({ from: instantSchema, to: instantSchema });
const durationFiguresSchema = z.object({
  count: z.int(),
  /** Seconds; null without any. */
  medianS: z.number().nullable(),
  p90S: z.number().nullable(),
});
export const areaFiguresSchema = z.object({
  areaCode: z.string(),
  areaName: z.string(),
  alerts: z.int(),
  reports: z.int(),
  tasksDone: z.int(),
  /** From an alert's opening to its acknowledgement. */
  toAcknowledge: durationFiguresSchema,
  /** From an alert's opening to its end. */
  toResolve: durationFiguresSchema,
  /** From a resident's report to its end. */
  reportToEnd: durationFiguresSchema,
});
export type AreaFigures = z.infer<typeof areaFiguresSchema>;
export const taskFiguresSchema = z.object({
  fromAt: instantSchema,
  toAt: instantSchema,
  all: areaFiguresSchema.omit({ areaCode: true, areaName: true }),
  areas: z.array(areaFiguresSchema),
});
export type TaskFigures = z.infer<typeof taskFiguresSchema>;
