import { AgeText } from "../../shell/age-text.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { AlertRow } from "../edge/parse-alerts.ts";
import { DeskIcon } from "../frame/desk-icon.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { alertName, alertValue } from "../parts/alert-words.ts";
import { AlertStateBadge, SeveritySign } from "../parts/badges.tsx";
import "../parts/desk-rows.css";
import { useAlertText } from "../text/alert-text.ts";
import { useListText } from "../text/list-text.ts";

export function AlertList({ rows }: { rows: readonly AlertRow[] }) {
  const text = useAlertText();
  return (
    <ul class="rows panel" aria-label={text.listName}>
      {rows.map((alert) => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
    </ul>
  );
}

function AlertItem({ alert }: { alert: AlertRow }) {
  const text = useAlertText();
  const list = useListText();
  const { language } = useLanguage();
  const { rules } = useDesk();
  const value = alertValue(alert, alert.value, rules, language);
  return (
    <li>
      <a class="row-link desk-row" href={`/dlh/peringatan/${alert.id}`}>
        <SeveritySign severity={alert.severity} />
        <span class="row-main">
          <span class="row-name">
            <span class="visually-hidden">{list.severity[alert.severity]}: </span>
            {alertName(alert, language)}
            {value !== null && ` · ${value}`}
          </span>
          <span class="desk-row-place">
            {alert.subjectName} · {alert.siteName}
          </span>
          <span class="desk-row-note">
            <AlertStateBadge state={alert.state} />
            <AgeText atMs={alert.openedAt} />
            {alert.assignee !== null && <span>{alert.assignee.name}</span>}
            {alert.task !== null && <span>{text.task}</span>}
          </span>
        </span>
        <DeskIcon name="forward" />
      </a>
    </li>
  );
}
