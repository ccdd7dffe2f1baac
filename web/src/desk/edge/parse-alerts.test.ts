import {
  alertDetailSchema,
  alertSummarySchema,
  alertViewSchema,
} from "@resik/contract/http/alerts";
import {
  deviceHealthListSchema,
  HEALTH_FAULTS as CONTRACT_FAULTS,
} from "@resik/contract/http/device-health";
import {
  binListSchema,
  collectionSchema,
  BIN_TRUSTS as CONTRACT_TRUSTS,
} from "@resik/contract/http/bins";
import { openMapSchema } from "@resik/contract/http/open-map";
import {
  RESIDENT_REPORT_KINDS,
  RESIDENT_REPORT_STATES,
  residentReportViewSchema,
} from "@resik/contract/http/resident-reports";
import {
  assignablePeopleSchema,
  TASK_KINDS as CONTRACT_KINDS,
  TASK_STATES as CONTRACT_STATES,
  taskDetailSchema,
  taskFiguresSchema,
  taskViewSchema,
} from "@resik/contract/http/tasks";
import {
  ALERT_SEVERITIES,
  ALERT_STATES as CONTRACT_ALERT_STATES,
} from "@resik/contract/alert-rule";
import { expect, test } from "vitest";
import { damaged } from "../../edge/damaged.ts";
import { collectionPart, STOP_REASONS } from "../collection/parse-collection.ts";
import {
  alertDetailPart,
  alertPart,
  alertSummaryPart,
  ALERT_STATES,
  SEVERITIES,
} from "./parse-alerts.ts";
import { binListPart, BIN_TRUSTS } from "./parse-bins.ts";
import {
  ALERT,
  ALERT_DETAIL,
  ALERT_SUMMARY,
  BINS,
  COLLECTION,
  HEALTH,
  PEOPLE,
  REPORT,
  TASK,
  TASK_DETAIL,
  TASK_FIGURES,
} from "./parse-desk.fixture.ts";
import { deviceHealthListPart, HEALTH_FAULTS } from "./parse-health.ts";
import { openMapPart } from "./parse-map.ts";
import { REPORT_KINDS, REPORT_STATES, residentReportPart } from "./parse-resident-reports.ts";
import {
  peoplePart,
  taskDetailPart,
  taskFiguresPart,
  taskPart,
  TASK_KINDS,
  TASK_STATES,
} from "./parse-tasks.ts";

const MAP = { tiles: { url: "https://tiles.example/{z}/{x}/{y}.png", attribution: "peta" } };

const PAIRS = [
  { name: "an alert", schema: alertViewSchema, part: alertPart, sample: ALERT },
  {
    name: "an alert's story",
    schema: alertDetailSchema,
    part: alertDetailPart,
    sample: ALERT_DETAIL,
  },
  {
    name: "the summary",
    schema: alertSummarySchema,
    part: alertSummaryPart,
    sample: ALERT_SUMMARY,
  },
  { name: "a task", schema: taskViewSchema, part: taskPart, sample: TASK },
  { name: "a task's story", schema: taskDetailSchema, part: taskDetailPart, sample: TASK_DETAIL },
  { name: "people", schema: assignablePeopleSchema, part: peoplePart, sample: PEOPLE },
  { name: "figures", schema: taskFiguresSchema, part: taskFiguresPart, sample: TASK_FIGURES },
  { name: "a report", schema: residentReportViewSchema, part: residentReportPart, sample: REPORT },
  { name: "bins", schema: binListSchema, part: binListPart, sample: BINS },
  {
    name: "a collection list",
    schema: collectionSchema,
    part: collectionPart,
    sample: COLLECTION,
  },
  {
    name: "device health",
    schema: deviceHealthListSchema,
    part: deviceHealthListPart,
    sample: HEALTH,
  },
  { name: "the map's tiles", schema: openMapSchema, part: openMapPart, sample: MAP },
];

test.each(PAIRS)("$name is read as the contract has it, and refused otherwise", (pair) => {
  const { schema, part, sample } = pair;
  expect(schema.safeParse(sample).success).toBe(true);
  expect(part(sample)).toBeDefined();
  for (const bad of damaged(sample)) {
    const isRefused = !schema.safeParse(bad).success;
    expect({ bad, refused: part(bad) === undefined }).toEqual({ bad, refused: isRefused });
  }
});

test("the closed lists of the pages are those of the contract", () => {
  const same = (one: readonly string[], other: readonly string[]): void =>
    expect([...one].sort()).toEqual([...other].sort());
  same(SEVERITIES, ALERT_SEVERITIES);
  same(ALERT_STATES, CONTRACT_ALERT_STATES);
  same(TASK_KINDS, CONTRACT_KINDS);
  same(TASK_STATES, CONTRACT_STATES);
  same(REPORT_KINDS, RESIDENT_REPORT_KINDS);
  same(REPORT_STATES, RESIDENT_REPORT_STATES);
  same(HEALTH_FAULTS, CONTRACT_FAULTS);
  same(BIN_TRUSTS, CONTRACT_TRUSTS);
  same(STOP_REASONS, collectionSchema.shape.stops.element.shape.reason.options);
});
