import type { Station } from "../../edge/station.ts";
import type { AlertRow, Severity } from "../edge/parse-alerts.ts";
import type { BinRow } from "../edge/parse-bins.ts";
import type { DeviceHealthRow, HealthFault } from "../edge/parse-health.ts";
import type { ReportRow } from "../edge/parse-resident-reports.ts";
import type { TaskRow } from "../edge/parse-tasks.ts";

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
  site: string | null;
  siteName: string | null;
  lat: number | null;
  lon: number | null;
}

export type AttentionItem = ItemShape &
  (
    | { kind: "alert"; alert: AlertRow; bin: BinRow | null; task: TaskRow | null }
    | { kind: "bin"; bin: BinRow; task: TaskRow | null }
    | { kind: "health"; device: string; name: string; faults: HealthFault[] }
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
  nowMs: number;
}

/** A bin that is full within this time is somebody's work of today. */
export const SOON_MS = 12 * 3_600_000;
/** From here a bin counts as nearly full where nobody can say when it will be full. */
export const NEARLY_FULL_RATIO = 0.8;
/** From so many things at one site they stand together. */
export const GROUP_MIN = 3;

const RANK: Record<Severity, number> = { critical: 0, high: 1, warning: 2 };
/** A remark about the days to come; nothing to run for. */
const REMARKS: ReadonlySet<HealthFault> = new Set(["battery-soon", "tera-soon", "drifting"]);

/**
 * Everything that needs somebody now, worst first, then what nobody saw, then the oldest; what is
 * not yet, such as a bin that will be full, comes after what is.
 */
export function attentionItems(input: AttentionInput): AttentionItem[] {
  const { alerts, bins, tasks, reports } = input;
  const binByDevice = new Map(bins.map((bin) => [bin.device, bin]));
  const taskById = new Map(tasks.map((task) => [task.id, task]));
  const taskByDevice = new Map(
    tasks.flatMap((task) => (task.device === null ? [] : [[task.device, task] as const])),
  );
  const alertItems = alerts.map((alert) =>
    alertItem(alert, binByDevice.get(alert.subject) ?? null, taskById),
  );
  const alerted = new Set(alerts.map(({ subject }) => subject));
  const binItems = bins
    .filter((bin) => !alerted.has(bin.device) && isBinDue(bin, input.nowMs))
    .map((bin) => binItem(bin, taskByDevice.get(bin.device) ?? null));
  const shownTasks = new Set(
    [...alertItems, ...binItems].flatMap((item) => ("task" in item ? (item.task?.id ?? []) : [])),
  );
  return [
    ...alertItems,
    ...binItems,
    ...healthItems(input, alerted),
    ...reports.filter(({ state }) => state === "received").map(reportItem),
    ...tasks.filter((task) => task.isOverdue && !shownTasks.has(task.id)).map(taskItem),
  ].sort(byUrgency);
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

/** An alert by what its rule is about: the bin's level and heat, the air, or the device itself. */
function subjectOf(alert: AlertRow): Subject {
  if (alert.subjectKind === "bin" && /^bin-(full|soon-full|hot)/.test(alert.rule)) return "bin";
  if (alert.subjectKind === "air" && /^(pm25|plume|haze)/.test(alert.rule)) return "air";
  return "device";
}

function alertItem(
  alert: AlertRow,
  bin: BinRow | null,
  taskById: ReadonlyMap<string, TaskRow>,
): AttentionItem {
  const about = subjectOf(alert);
  return {
    kind: "alert",
    key: `alert-${alert.id}`,
    about,
    severity: alert.severity,
    sinceMs: alert.openedAt,
    isSeen: alert.state !== "open",
    aheadMs: null,
    site: alert.site,
    siteName: alert.siteName,
    lat: alert.lat,
    lon: alert.lon,
    alert,
    bin: about === "bin" ? bin : null,
    task: alert.task === null ? null : (taskById.get(alert.task) ?? null),
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
  site: bin.site,
  siteName: bin.siteName,
  lat: bin.lat,
  lon: bin.lon,
  bin,
  task,
});

function healthItems(
  { health, stations }: AttentionInput,
  alerted: ReadonlySet<string>,
): AttentionItem[] {
  const stationByDevice = new Map(stations.map((station) => [station.device, station]));
  return health.flatMap(({ device, faults, judgedAt }): AttentionItem[] => {
    const serious = faults.filter((fault) => !REMARKS.has(fault));
    if (serious.length === 0 || alerted.has(device)) return [];
    const station = stationByDevice.get(device);
    const place = station ?? null;
    return [
      {
        kind: "health",
        key: `health-${device}`,
        about: "device",
        severity: "warning",
        sinceMs: station?.latest?.atMs ?? judgedAt ?? 0,
        isSeen: false,
        aheadMs: null,
        site: null,
        siteName: place?.siteName ?? null,
        lat: place?.lat ?? null,
        lon: place?.lon ?? null,
        device,
        name: place?.name ?? device,
        faults: serious,
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
  site: null,
  siteName: null,
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
  site: task.site,
  siteName: task.siteName,
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

/**
 * Puts the bins and devices of one site together where there are many of them; the group stands
 * where its most urgent member stood. Reports and tasks stand alone.
 */
export function groupBySite(items: readonly AttentionItem[]): (AttentionItem | AttentionGroup)[] {
  const bySite = new Map<string, AttentionItem[]>();
  for (const item of items) {
    if (item.siteName === null || item.about === "report" || item.about === "task") continue;
    bySite.set(item.siteName, [...(bySite.get(item.siteName) ?? []), item]);
  }
  const listed = new Set<string>();
  return items.flatMap((item): (AttentionItem | AttentionGroup)[] => {
    const together = item.siteName === null ? undefined : bySite.get(item.siteName);
    const isTogether = together?.includes(item) === true && together.length >= GROUP_MIN;
    if (!isTogether || item.siteName === null) return [item];
    if (listed.has(item.siteName)) return [];
    listed.add(item.siteName);
    const { siteName, severity } = item;
    return [{ key: `site-${siteName}`, siteName, severity, items: together }];
  });
}
