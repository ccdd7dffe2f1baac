import { useMemo, useRef } from "preact/hooks";
import { useLoaded, type Loaded } from "../../controls/use-loaded.ts";
import { answerOf, pageOf } from "../../edge/parts.ts";
import { parseStationList } from "../../edge/parse-stations.ts";
import type { StationList } from "../../edge/station.ts";
import { useNow } from "../../shell/now-context.tsx";
import { binListPart } from "../edge/parse-bins.ts";
import { deviceHealthListPart } from "../edge/parse-health.ts";
import { residentReportPart } from "../edge/parse-resident-reports.ts";
import { taskPart } from "../edge/parse-tasks.ts";
import { useDesk } from "../live/desk-context.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { attentionItems, type AttentionItem } from "./attention-list.ts";
import { outcomeAfter, type Outcome } from "./outcome.ts";

/** More rows than this nobody reads on a first page. */
const ROWS_MAX = 200;

const parseBins = answerOf(binListPart);
const parseHealth = answerOf(deviceHealthListPart);
const parseReports = answerOf(pageOf(residentReportPart));
const parseTasks = answerOf(pageOf(taskPart));

export interface HomeData {
  /** Null until the alerts and the first answers of everything else came. */
  items: AttentionItem[] | null;
  stations: Loaded<StationList>;
  /** Whether anything is watched that one may see. */
  hasDevices: boolean;
  /** Something could not be fetched, so the list may be incomplete. */
  isPartial: boolean;
}

/** Everything that the first page shows, brought together and kept fresh. */
export function useHomeData(): HomeData {
  const { alerts, isStaff, rules } = useDesk();
  const nowMs = useNow();
  const stations = useLoaded("/api/v1/open/stations", parseStationList);
  const bins = useLoaded("/api/v1/bins", parseBins);
  const health = useLoaded("/api/v1/device-health", parseHealth);
  const newReports = `/api/v1/resident-reports?state=received&limit=${ROWS_MAX}`;
  const reports = useLoaded(isStaff ? newReports : null, parseReports);
  const tasks = useLoaded(`/api/v1/tasks?limit=${ROWS_MAX}`, parseTasks);
  const all: readonly Loaded<unknown>[] = [stations, bins, health, reports, tasks];
  useFresh(() => {
    for (const one of all) one.refresh();
  });
  const outcomes = useRef<Outcome[]>(all.map(() => "waiting"));
  outcomes.current = all.map((one, at) => outcomeAfter(outcomes.current[at] ?? "waiting", one));
  const isWaiting = outcomes.current.includes("waiting");

  const items = useMemo(() => {
    if (alerts === null || isWaiting) return null;
    return attentionItems({
      alerts: alerts.rows,
      bins: bins.value?.bins ?? [],
      health: health.value?.devices ?? [],
      stations: stations.value?.stations ?? [],
      reports: reports.value?.items ?? [],
      tasks: tasks.value?.items ?? [],
      rules,
      nowMs,
    });
  }, [
    alerts,
    isWaiting,
    rules,
    nowMs,
    stations.value,
    bins.value,
    health.value,
    reports.value,
    tasks.value,
  ]);
  // Every device stands in the list of what is wrong with them, also where nothing is.
  const hasDevices = health.value === null || health.value.devices.length > 0;
  return { items, stations, hasDevices, isPartial: outcomes.current.includes("failed") };
}
