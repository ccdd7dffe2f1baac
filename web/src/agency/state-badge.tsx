import type { ReportState } from "../edge/parse-reports.ts";
import { useAgencyText } from "./text/use-agency-text.ts";

const CLASS_BY_STATE: Record<ReportState, string> = {
  draft: "badge",
  submitted: "badge badge-warn",
  verified: "badge badge-good",
  returned: "badge badge-alarm",
};

/** Where a report stands. */
export function StateBadge({ state }: { state: ReportState }) {
  return <span class={CLASS_BY_STATE[state]}>{useAgencyText().states[state]}</span>;
}
