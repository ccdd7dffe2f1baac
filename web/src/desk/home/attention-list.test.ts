import { expect, test } from "vitest";
import type { AlertRow } from "../edge/parse-alerts.ts";
import type { BinRow } from "../edge/parse-bins.ts";
import type { TaskRow } from "../edge/parse-tasks.ts";
import {
  attentionItems,
  countBySubject,
  groupBySite,
  type AttentionInput,
} from "./attention-list.ts";

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse("2026-11-21T05:00:00Z");
const PLACE = { siteName: "TPS Puri", areaName: "Pati", lat: -6.75, lon: 111.04 };

const alert = (id: string, change: Partial<AlertRow> = {}): AlertRow => ({
  id,
  rule: "bin-full",
  ruleName: null,
  severity: "warning",
  state: "open",
  site: "tps-puri",
  ...PLACE,
  subject: `bak-${id}`,
  subjectName: `Bak ${id}`,
  subjectKind: "bin",
  value: 0.9,
  openedAt: NOW_MS - HOUR_MS,
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  escalatedAt: null,
  assignee: null,
  task: null,
  ...change,
});

const bin = (device: string, change: Partial<BinRow> = {}): BinRow => ({
  device,
  name: device,
  site: "tps-puri",
  ...PLACE,
  fillRatio: 0.5,
  at: NOW_MS - HOUR_MS,
  trust: "ok",
  isFull: false,
  emptiedAt: null,
  ratePerDay: 0.2,
  full: null,
  ...change,
});

const task = (id: string, change: Partial<TaskRow> = {}): TaskRow => ({
  id,
  kind: "empty-bin",
  state: "open",
  note: null,
  site: "tps-puri",
  ...PLACE,
  device: null,
  deviceName: null,
  alert: null,
  report: null,
  owner: null,
  dueAt: NOW_MS - HOUR_MS,
  isOverdue: false,
  createdAt: NOW_MS - 5 * HOUR_MS,
  startedAt: null,
  endedAt: null,
  isAwaitingSensor: false,
  ...change,
});

const itemsOf = (change: Partial<AttentionInput>) =>
  attentionItems({
    alerts: [],
    bins: [],
    health: [],
    stations: [],
    reports: [],
    tasks: [],
    rules: new Map(),
    nowMs: NOW_MS,
    ...change,
  });
const keysOf = (change: Partial<AttentionInput>) => itemsOf(change).map(({ key }) => key);

test("worst first, then what nobody saw, then the oldest; what is not yet comes last", () => {
  const full = { at: NOW_MS + 3 * HOUR_MS, early: NOW_MS, late: NOW_MS + 9 * HOUR_MS };
  const later = { ...full, at: NOW_MS + 9 * HOUR_MS };
  expect(
    keysOf({
      alerts: [
        alert("seen", { state: "acknowledged", openedAt: NOW_MS - 9 * HOUR_MS }),
        alert("new", { openedAt: NOW_MS - 1_000 }),
        alert("old", { openedAt: NOW_MS - 5 * HOUR_MS }),
        alert("fire", { severity: "critical", rule: "bin-hot", openedAt: NOW_MS }),
      ],
      bins: [bin("bak-later", { full: later }), bin("bak-soon", { full })],
    }),
  ).toEqual([
    "alert-fire",
    "alert-old",
    "alert-new",
    "alert-seen",
    "bin-bak-soon",
    "bin-bak-later",
  ]);
});

test("a bin stands here when it is full, soon full, or nearly full and nobody can say when", () => {
  const far = { at: NOW_MS + 30 * HOUR_MS, early: NOW_MS, late: NOW_MS + 60 * HOUR_MS };
  expect(
    keysOf({
      bins: [
        bin("full", { isFull: true }),
        bin("unknown", { fillRatio: 0.8 }),
        bin("room", { fillRatio: 0.79 }),
        bin("far", { fillRatio: 0.9, full: far }),
        bin("blind", { fillRatio: null }),
      ],
    }),
  ).toEqual(["bin-full", "bin-unknown"]);
});

test("what an alert tells of is not told again, and an alert about a bin has its forecast", () => {
  const items = itemsOf({
    alerts: [alert("a", { subject: "bak-1", task: "t1" })],
    bins: [bin("bak-1", { isFull: true })],
    health: [
      { device: "bak-1", judgedAt: NOW_MS, faults: ["silent"], figures: {}, batteryEmptyAt: null },
    ],
    tasks: [task("t1", { isOverdue: true, alert: "a" })],
  });
  expect(items.map(({ key }) => key)).toEqual(["alert-a"]);
  expect(items[0]).toMatchObject({ bin: { device: "bak-1" }, task: { id: "t1" } });
});

test("an alert about a bin's cell does not hide that the bin is full", () => {
  expect(
    keysOf({
      alerts: [alert("cell", { rule: "battery-low-bin", subject: "bak-1" })],
      bins: [bin("bak-1", { isFull: true })],
    }),
  ).toEqual(["alert-cell", "bin-bak-1"]);
});

test("a task counts for what it deals with, and for nothing else of its device", () => {
  const health = [
    {
      device: "bak-1",
      judgedAt: NOW_MS,
      faults: ["silent" as const],
      figures: {},
      batteryEmptyAt: null,
    },
  ];
  const bins = [bin("bak-1", { isFull: true })];
  const emptying = task("t1", { device: "bak-1", isOverdue: true });
  const repair = task("t2", { device: "bak-1", kind: "inspect-device", isOverdue: true });
  const taskOf = (tasks: TaskRow[]) =>
    itemsOf({ bins, health, tasks }).map((item) => [
      item.key,
      "task" in item ? (item.task?.id ?? null) : null,
      item.isSeen,
    ]);
  expect(taskOf([emptying])).toEqual([
    ["health-bak-1", null, false],
    ["bin-bak-1", "t1", true],
  ]);
  expect(taskOf([repair])).toEqual([
    ["bin-bak-1", null, false],
    ["health-bak-1", "t2", true],
  ]);
  const [first, second] = taskOf([emptying, repair]);
  expect(taskOf([emptying, repair])).toHaveLength(2);
  expect(new Set([first?.[1], second?.[1]])).toEqual(new Set(["t1", "t2"]));
});

test("an alert of a rule of one's own counts for what the rule asks", () => {
  const own = (figure: "hoursToFull" | "pm25HourUgM3" | "batteryV") => ({
    id: "pasar",
    name: "Pasar",
    severity: "high" as const,
    condition: { kind: "figure" as const, figure, raise: 1, clear: 2 },
  });
  const aboutOf = (figure: "hoursToFull" | "pm25HourUgM3" | "batteryV") =>
    itemsOf({
      alerts: [alert("a", { rule: "pasar", subject: "bak-1" })],
      bins: [bin("bak-1", { isFull: true })],
      rules: new Map([["pasar", own(figure)]]),
    }).map(({ key, about }) => [key, about]);
  expect(aboutOf("hoursToFull")).toEqual([["alert-a", "bin"]]);
  expect(aboutOf("pm25HourUgM3")[0]).toEqual(["alert-a", "air"]);
  expect(aboutOf("batteryV")).toEqual([
    ["alert-a", "device"],
    ["bin-bak-1", "bin"],
  ]);
});

test("a device stands here for a fault, not for a remark about the weeks to come", () => {
  const health = (device: string, faults: ("silent" | "battery-soon")[]) => ({
    device,
    judgedAt: NOW_MS,
    faults,
    figures: {},
    batteryEmptyAt: null,
  });
  expect(
    keysOf({ health: [health("a", ["battery-soon", "silent"]), health("b", ["battery-soon"])] }),
  ).toEqual(["health-a"]);
});

test("each thing counts for what it is about", () => {
  const items = itemsOf({
    alerts: [
      alert("full"),
      alert("smoke", { rule: "plume", subjectKind: "air" }),
      alert("silent", { rule: "device-silent", subjectKind: "air" }),
      alert("power", { rule: "site-silent", subjectKind: "site", subject: "tps-puri" }),
    ],
    tasks: [task("late", { isOverdue: true }), task("fine")],
  });
  expect(countBySubject(items)).toEqual({ bin: 1, air: 1, device: 2, report: 0, task: 1 });
});

test("from three on, the things of one site stand together where the worst of them stood", () => {
  const two = itemsOf({ alerts: [alert("a"), alert("b")] });
  expect(groupBySite(two)).toEqual(two);
  const three = itemsOf({
    alerts: [
      alert("far", { site: "tps-tayu", siteName: "TPS Tayu", openedAt: 0 }),
      alert("a"),
      alert("fire", { severity: "critical" }),
      alert("b"),
    ],
    tasks: [task("late", { isOverdue: true })],
  });
  expect(groupBySite(three).map(({ key }) => key)).toEqual([
    "site-TPS Puri, Pati",
    "alert-far",
    "task-late",
  ]);
  expect(groupBySite(three)[0]).toMatchObject({ severity: "critical", items: { length: 3 } });
});

test("sites of the same name in two kecamatan do not stand together", () => {
  const items = itemsOf({
    alerts: [
      alert("a"),
      alert("b"),
      alert("c", { areaName: "Tayu" }),
      alert("d", { areaName: "Tayu" }),
    ],
  });
  expect(groupBySite(items)).toEqual(items);
});
