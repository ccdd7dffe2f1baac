import { pageOf } from "../../edge/parts.ts";
import { requestJson, type Answer } from "../../edge/request.ts";
import { alertPart, alertSummaryPart } from "../edge/parse-alerts.ts";
import type { AlertsNow, AlertStream } from "./alert-watch.ts";

/** Alerts that are shown at once; more are on the alerts' own page. */
const SHOWN_MAX = 200;

/** Opens the desk's event stream; what stands in an event is fetched again, so it is not read. */
export function openAlertStream(onAlert: () => void): AlertStream {
  const source = new EventSource("/api/v1/live?channels=alert");
  const stream: AlertStream = {
    onopen: null,
    onerror: null,
    isClosed: () => source.readyState === EventSource.CLOSED,
    close: () => source.close(),
  };
  source.addEventListener("alert", onAlert);
  source.onopen = () => stream.onopen?.();
  source.onerror = () => stream.onerror?.();
  return stream;
}

/** What is open or acknowledged, and how many there are of each. */
export async function fetchAlertsNow(signal: AbortSignal): Promise<Answer<AlertsNow>> {
  const page = pageOf(alertPart);
  const [rows, summary] = await Promise.all([
    requestJson(
      `/api/v1/alerts?unresolved=true&limit=${SHOWN_MAX}`,
      (value) => page(value) ?? null,
      { signal },
    ),
    requestJson("/api/v1/alerts/summary", (value) => alertSummaryPart(value) ?? null, { signal }),
  ]);
  if (!rows.ok) return rows;
  if (!summary.ok) return summary;
  const { items, next } = rows.value;
  return { ok: true, value: { rows: items, isCut: next !== null, summary: summary.value } };
}
