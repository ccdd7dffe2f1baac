import {
  fields,
  flag,
  instantMs,
  integer,
  list,
  nullable,
  number,
  oneOf,
  text,
  type Read,
} from "../../edge/parts.ts";
import { personPart } from "./parse-alerts.ts";

export const TASK_STATES = ["open", "started", "done", "cancelled"] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_KINDS = [
  "empty-bin",
  "check-burning",
  "inspect-device",
  "replace-battery",
  "check-power",
  "renew-tera",
  "clean-up",
  "other",
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

const taskShape = {
  id: text,
  kind: oneOf(TASK_KINDS),
  state: oneOf(TASK_STATES),
  note: nullable(text),
  site: nullable(text),
  siteName: nullable(text),
  areaName: nullable(text),
  device: nullable(text),
  deviceName: nullable(text),
  lat: nullable(number),
  lon: nullable(number),
  alert: nullable(text),
  report: nullable(text),
  owner: nullable(personPart),
  dueAt: instantMs,
  isOverdue: flag,
  createdAt: instantMs,
  startedAt: nullable(instantMs),
  endedAt: nullable(instantMs),
  isAwaitingSensor: flag,
};

/** A row of `GET tasks`; instants in epoch milliseconds. */
export const taskPart = fields(taskShape);
export type TaskRow = Read<typeof taskPart>;

const taskStep = fields({
  step: oneOf([
    "created",
    "assigned",
    "started",
    "done",
    "cancelled",
    "reopened",
    "noted",
    "due-changed",
  ]),
  at: instantMs,
  by: nullable(text),
  note: nullable(text),
});

/** `GET tasks/{id}`. */
export const taskDetailPart = fields({ ...taskShape, story: list(taskStep) });
export type TaskDetail = Read<typeof taskDetailPart>;

/** `GET tasks/people`. */
export const peoplePart = fields({ people: list(personPart) });

const durations = fields({ count: integer, medianS: nullable(number), p90S: nullable(number) });
export type Durations = Read<typeof durations>;

const figuresShape = {
  alerts: integer,
  reports: integer,
  tasksDone: integer,
  toAcknowledge: durations,
  toResolve: durations,
  reportToEnd: durations,
};
const areaFigures = fields({ areaCode: text, areaName: text, ...figuresShape });
export type AreaFigures = Read<typeof areaFigures>;

/** `GET tasks/figures`. */
export const taskFiguresPart = fields({
  fromAt: instantMs,
  toAt: instantMs,
  all: fields(figuresShape),
  areas: list(areaFigures),
});
export type TaskFigures = Read<typeof taskFiguresPart>;
