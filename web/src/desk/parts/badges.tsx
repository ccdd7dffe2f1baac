import type { AlertState, Severity } from "../edge/parse-alerts.ts";
import type { ReportState } from "../edge/parse-resident-reports.ts";
import type { TaskRow } from "../edge/parse-tasks.ts";
import { useListText } from "../text/list-text.ts";
import "./badges.css";

/** Each severity has a shape of its own beside its colour and its word. */
const SIGNS: Record<Severity, string> = {
  critical: "M8 1l7 13.5H1z",
  high: "M8 1l7 7-7 7-7-7z",
  warning: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2",
};

interface SeveritySignProps {
  severity: Severity;
  /** Not yet, but soon: drawn hollow. */
  isAhead?: boolean;
}

export function SeveritySign({ severity, isAhead }: SeveritySignProps) {
  return (
    <svg
      class={`severity-sign severity-sign-${severity}${isAhead ? " severity-sign-ahead" : ""}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={SIGNS[severity]} />
    </svg>
  );
}

const SEVERITY_TONE: Record<Severity, string> = {
  critical: "badge badge-alarm",
  high: "badge badge-alarm",
  warning: "badge badge-warn",
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  const text = useListText();
  return (
    <span class={SEVERITY_TONE[severity]}>
      <SeveritySign severity={severity} />
      {text.severity[severity]}
    </span>
  );
}

const ALERT_TONE: Record<AlertState, string> = {
  open: "badge badge-warn",
  acknowledged: "badge",
  resolved: "badge badge-good",
};

export function AlertStateBadge({ state }: { state: AlertState }) {
  const text = useListText();
  return <span class={ALERT_TONE[state]}>{text.alertState[state]}</span>;
}

const TASK_TONE: Record<TaskRow["state"], string> = {
  open: "badge",
  started: "badge badge-warn",
  done: "badge badge-good",
  cancelled: "badge",
};

export function TaskStateBadge({ state }: { state: TaskRow["state"] }) {
  const text = useListText();
  return <span class={TASK_TONE[state]}>{text.taskState[state]}</span>;
}

const REPORT_TONE: Record<ReportState, string> = {
  received: "badge badge-warn",
  "in-work": "badge",
  done: "badge badge-good",
  declined: "badge",
};

export function ReportStateBadge({ state }: { state: ReportState }) {
  const text = useListText();
  return <span class={REPORT_TONE[state]}>{text.reportState[state]}</span>;
}
