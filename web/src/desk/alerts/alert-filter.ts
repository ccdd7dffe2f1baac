import { isOneOf } from "../../edge/shape.ts";
import { isDeviceSlug } from "../../route/device-slug.ts";
import { ALERT_STATES, SEVERITIES, type AlertState, type Severity } from "../edge/parse-alerts.ts";
import { FIRST_PAGE_ROWS } from "../live/first-page.ts";

/** Which alerts are listed; it stands in the address. */
export interface AlertFilter {
  state: "unresolved" | AlertState | "all";
  severity: Severity | null;
  rule: string | null;
  site: string | null;
  /** Id of the device, or of the site, that they are about. */
  subject: string | null;
}

export const NO_FILTER: AlertFilter = {
  state: "unresolved",
  severity: null,
  rule: null,
  site: null,
  subject: null,
};

const STATES = ["unresolved", ...ALERT_STATES, "all"] as const;
const slugOf = (value: string | null): string | null =>
  value !== null && isDeviceSlug(value) ? value : null;

/**
 * Reads `?keadaan=open&tingkat=high&aturan=bin-full&tempat=tps-puri&alat=bak-puri-01`; what is none
 * counts as absent.
 */
export function parseAlertFilter(query: string): AlertFilter {
  const read = new URLSearchParams(query);
  const state = read.get("keadaan");
  const severity = read.get("tingkat");
  return {
    state: isOneOf(STATES, state) ? state : "unresolved",
    severity: isOneOf(SEVERITIES, severity) ? severity : null,
    rule: slugOf(read.get("aturan")),
    site: slugOf(read.get("tempat")),
    subject: slugOf(read.get("alat")),
  };
}

/** The address of the list with this filter. */
export function alertsHref({ state, severity, rule, site, subject }: AlertFilter): string {
  const query = new URLSearchParams();
  if (state !== "unresolved") query.set("keadaan", state);
  if (severity !== null) query.set("tingkat", severity);
  if (rule !== null) query.set("aturan", rule);
  if (site !== null) query.set("tempat", site);
  if (subject !== null) query.set("alat", subject);
  const text = query.toString();
  return text === "" ? "/dlh/peringatan" : `/dlh/peringatan?${text}`;
}

/** The question to the api. */
export function alertsPath({ state, severity, rule, site, subject }: AlertFilter): string {
  const query = new URLSearchParams({ limit: String(FIRST_PAGE_ROWS) });
  if (state === "unresolved") query.set("unresolved", "true");
  else if (state !== "all") query.set("state", state);
  if (severity !== null) query.set("severity", severity);
  if (rule !== null) query.set("rule", rule);
  if (site !== null) query.set("site", site);
  if (subject !== null) query.set("subject", subject);
  return `/api/v1/alerts?${query}`;
}
