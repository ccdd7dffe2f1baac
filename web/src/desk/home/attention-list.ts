import type { FigureId } from "@resik/contract/figure";
import type { Station } from "../../edge/station.ts";
import { NEARLY_FULL_RATIO } from "../../stations/fill-level.ts";
import type { AlertRow, Severity } from "../edge/parse-alerts.ts";
import type { BinRow } from "../edge/parse-bins.ts";
import type { DeviceHealthRow, HealthFault } from "../edge/parse-health.ts";
import type { ReportRow } from "../edge/parse-resident-reports.ts";
import type { RuleHint } from "../edge/parse-rules.ts";
import type { TaskKind, TaskRow } from "../edge/parse-tasks.ts";

/** What a thing that needs attention is about; the tiles of the page count them. */
export const SUBJECTS = ["bin", "air", "device", "report", "task"] as const;
export type Subject = (typeof SUBJECTS)[number];

interface ItemShape {
  key: string;
  about: Subject;
  severity: Severity;
  /** Since when, epoch milliseconds. */
  sinceMs: number;
  /** Somebody has seen it or works on it. */
  isSeen: boolean;
  /** When it will be, epoch milliseconds, where it is not yet; null for what is there. */
  aheadMs: number | null;
  siteName: string | null;
  areaName: string | null;
  lat: number | null;
  lon: number | null;
}

export type AttentionItem = ItemShape &
  (
    | { kind: "alert"; alert: AlertRow; bin: BinRow | null; task: TaskRow | null }
    | { kind: "bin"; bin: BinRow; task: TaskRow | null }
    | { kind: "health"; device: string; name: string; faults: HealthFault[]; task: TaskRow | null }
    | { kind: "report"; report: ReportRow }
    | { kind: "task"; task: TaskRow }
  );

/** Things of one site that stand together because there are many. */
export interface AttentionGroup {
  key: string;
  siteName: string;
  severity: Severity;
  items: AttentionItem[];
}

export interface AttentionInput {
  alerts: readonly AlertRow[];
  bins: readonly BinRow[];
  health: readonly DeviceHealthRow[];
  stations: readonly Station[];
  /** Not over yet. */
  reports: readonly ReportRow[];
  tasks: readonly TaskRow[];
  /** By id; an alert of a rule that is not here is known by the rule's id. */
  rules: ReadonlyMap<string, RuleHint>;
  nowMs: number;
}

/** A bin that is full within this time is somebody's work of today. */
const SOON_MS = 12 * 3_600_000;
/** From so many things at one site they stand together. */
const GROUP_MIN = 3;

const RANK: Record<Severity, number> = { critical: 0, high: 1, warning: 2 };
/** A remark about the days to come; nothing to run for. */
const REMARKS: ReadonlySet<HealthFault> = new Set(["battery-soon", "tera-soon", "drifting"]);
/** Tasks that deal with a full bin, and those that deal with a faulty device. */
const BIN_WORK: ReadonlySet<TaskKind> = new Set(["empty-bin"]);
const DEVICE_WORK: ReadonlySet<TaskKind> = new Set([
  "inspect-device",
  "replace-battery",
  "check-power",
  "renew-tera",
]);

/**
 * Everything that needs somebody now, worst first, then what nobody saw, then the oldest; what is
 * not yet, such as a bin that will be full, comes after what is.
 */
export function attentionItems(input: AttentionInput): AttentionItem[] {
  const { alerts, bins, tasks, reports, rules } = input;
  const binByDevice = new Map(bins.map((bin) => [bin.device, bin]));
  const taskById = new Map(tasks.map((task) => [task.id, task]));
  const emptying = tasksByDevice(tasks, BIN_WORK);
  const alertItems = alerts.map((alert) =>
    alertItem(alert, {
      about: subjectOf(alert, rules),
      bin: binByDevice.get(alert.subject) ?? null,
      task: alert.task === null ? null : (taskById.get(alert.task) ?? null),
    }),
  );
  // An alert about a bin's cell says nothing of its level.
  const fullAlerted = new Set(
    alertItems.flatMap((item) =>
      item.kind === "alert" && item.about === "bin" ? [item.alert.subject] : [],
    ),
  );
  const binItems = bins
    .filter((bin) => !fullAlerted.has(bin.device) && isBinDue(bin, input.nowMs))
    .map((bin) => binItem(bin, emptying.get(bin.device) ?? null));
  const sickItems = healthItems(input);
  const shownTasks = new Set(
    [...alertItems, ...binItems, ...sickItems].flatMap((item) =>
      "task" in item ? (item.task?.id ?? []) : [],
    ),
  );
  return [
    ...alertItems,
    ...binItems,
    ...sickItems,
    ...reports.filter(({ state }) => state === "received").map(reportItem),
    ...tasks.filter((task) => task.isOverdue && !shownTasks.has(task.id)).map(taskItem),
  ].sort(byUrgency);
}

/** The most urgent task of these kinds about each device; tasks come most urgent first. */
function tasksByDevice(
  tasks: readonly TaskRow[],
  kinds: ReadonlySet<TaskKind>,
): ReadonlyMap<string, TaskRow> {
  const found = new Map<string, TaskRow>();
  for (const task of tasks) {
    const { device, kind } = task;
    if (device !== null && kinds.has(kind) && !found.has(device)) found.set(device, task);
  }
  return found;
}

function byUrgency(a: AttentionItem, b: AttentionItem): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    Number(a.aheadMs !== null) - Number(b.aheadMs !== null) ||
    Number(a.isSeen) - Number(b.isSeen) ||
    (a.aheadMs ?? 0) - (b.aheadMs ?? 0) ||
    a.sinceMs - b.sinceMs ||
    (a.key < b.key ? -1 : 1)
  );
}

const isBinDue = (bin: BinRow, nowMs: number): boolean => {
  if (bin.isFull) return true;
  if (bin.full !== null) return bin.full.at <= nowMs + SOON_MS;
  return bin.fillRatio !== null && bin.fillRatio >= NEARLY_FULL_RATIO;
};

/** A figure that is not here is about the device itself. */
const SUBJECT_BY_FIGURE: Partial<Record<FigureId, Subject>> = {
  fillRatio: "bin",
  hoursToFull: "bin",
  temperatureC: "bin",
  pm25HourUgM3: "air",
  pm25PlumeUgM3: "air",
  pm25HazeUgM3: "air",
};

/** An alert by what its rule is about: the bin's level and heat, the air, or the device itself. */
function subjectOf(alert: AlertRow, rules: AttentionInput["rules"]): Subject {
  const condition = rules.get(alert.rule)?.condition;
  if (condition?.kind === "figure") return SUBJECT_BY_FIGURE[condition.figure] ?? "device";
  if (alert.subjectKind === "bin" && /^bin-(full|soon-full|hot)/.test(alert.rule)) return "bin";
  if (alert.subjectKind === "air" && /^(pm25|plume|haze)/.test(alert.rule)) return "air";
  return "device";
}

interface AlertLinks {
  about: Subject;
  bin: BinRow | null;
  task: TaskRow | null;
}

function alertItem(alert: AlertRow, { about, bin, task }: AlertLinks): AttentionItem {
  return {
    kind: "alert",
    key: `alert-${alert.id}`,
    about,
    severity: alert.severity,
    sinceMs: alert.openedAt,
    isSeen: alert.state !== "open",
    aheadMs: null,
    siteName: alert.siteName,
    areaName: alert.areaName,
    lat: alert.lat,
    lon: alert.lon,
    alert,
    bin: about === "bin" ? bin : null,
    task,
  };
}

const binItem = (bin: BinRow, task: TaskRow | null): AttentionItem => ({
  kind: "bin",
  key: `bin-${bin.device}`,
  about: "bin",
  severity: "warning",
  sinceMs: bin.at ?? 0,
  isSeen: task !== null,
  aheadMs: bin.isFull ? null : (bin.full?.at ?? Infinity),
  siteName: bin.siteName,
  areaName: bin.areaName,
  lat: bin.lat,
  lon: bin.lon,
  bin,
  task,
});

function healthItems({ alerts, health, stations, tasks }: AttentionInput): AttentionItem[] {
  const alerted = new Set(alerts.map(({ subject }) => subject));
  const repairs = tasksByDevice(tasks, DEVICE_WORK);
  const stationByDevice = new Map(stations.map((station) => [station.device, station]));
  return health.flatMap(({ device, faults, judgedAt }): AttentionItem[] => {
    const serious = faults.filter((fault) => !REMARKS.has(fault));
    if (serious.length === 0 || alerted.has(device)) return [];
    const station = stationByDevice.get(device) ?? null;
    const task = repairs.get(device) ?? null;
    return [
      {
        kind: "health",
        key: `health-${device}`,
        about: "device",
        severity: "warning",
        sinceMs: station?.latest?.atMs ?? judgedAt ?? 0,
        isSeen: task !== null,
        aheadMs: null,
        siteName: station?.siteName ?? null,
        areaName: station?.areaName ?? null,
        lat: station?.lat ?? null,
        lon: station?.lon ?? null,
        device,
        name: station?.name ?? device,
        faults: serious,
        task,
      },
    ];
  });
}

const reportItem = (report: ReportRow): AttentionItem => ({
  kind: "report",
  key: `report-${report.id}`,
  about: "report",
  severity: report.kind === "burning" ? "high" : "warning",
  sinceMs: report.receivedAt,
  isSeen: false,
  aheadMs: null,
  siteName: null,
  areaName: report.areaName,
  lat: report.lat,
  lon: report.lon,
  report,
});

const taskItem = (task: TaskRow): AttentionItem => ({
  kind: "task",
  key: `task-${task.id}`,
  about: "task",
  severity: "warning",
  sinceMs: task.dueAt,
  isSeen: task.state === "started",
  aheadMs: null,
  siteName: task.siteName,
  areaName: task.areaName,
  lat: task.lat,
  lon: task.lon,
  task,
});

/** How many of each kind there are. */
export function countBySubject(items: readonly AttentionItem[]): Record<Subject, number> {
  const counts: Record<Subject, number> = { bin: 0, air: 0, device: 0, report: 0, task: 0 };
  for (const { about } of items) counts[about] += 1;
  return counts;
}

/** Two kecamatan may each have a site of the same name. */
const siteOf = ({ siteName, areaName }: AttentionItem): string => `${siteName}, ${areaName}`;

/**
 * Puts the bins and devices of one site together where there are many of them; the group stands
 * where its most urgent member stood. Reports and tasks stand alone.
 */
export function groupBySite(items: readonly AttentionItem[]): (AttentionItem | AttentionGroup)[] {
  const bySite = new Map<string, AttentionItem[]>();
  for (const item of items) {
    if (item.siteName === null || item.about === "report" || item.about === "task") continue;
    const together = bySite.get(siteOf(item));
    if (together) together.push(item);
    else bySite.set(siteOf(item), [item]);
  }
  const listed = new Set<string>();
  return items.flatMap((item): (AttentionItem | AttentionGroup)[] => {
    const site = siteOf(item);
    const together = bySite.get(site);
    const isTogether = together?.includes(item) === true && together.length >= GROUP_MIN;
    if (!isTogether || item.siteName === null) return [item];
    if (listed.has(site)) return [];
    listed.add(site);
    const { siteName, severity } = item;
    return [{ key: `site-${site}`, siteName, severity, items: together }];
  });
}
