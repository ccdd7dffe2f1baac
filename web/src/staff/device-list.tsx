import { formatDay } from "../format/time.ts";
import { stationHref } from "../route/route.ts";
import { AgeText } from "../shell/age-text.tsx";
import { Icon } from "../shell/icon.tsx";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { Notice } from "../shell/notice.tsx";
import { useLanguage } from "../text/language-context.tsx";
import type { DeviceRow } from "./parse-devices.ts";
import { useDevices } from "./use-devices.ts";

export function DeviceList() {
  const { text } = useLanguage();
  const { rows, next, isLoading, failure, more, retry } = useDevices();
  if (rows === null && isLoading) {
    return <div class="skeleton skeleton-part" aria-busy="true" />;
  }
  if (rows !== null && rows.length === 0) {
    return <Notice icon="scale" title={text.staff.emptyTitle} text={text.staff.emptyText} />;
  }
  return (
    <>
      <ul class="devices panel">
        {(rows ?? []).map((row) => (
          <DeviceItem row={row} key={row.id} />
        ))}
      </ul>
      {failure !== null && (
        <FailureNotice title={text.staff.errorTitle} failure={failure} onRetry={retry} />
      )}
      {failure === null && next !== null && (
        <button class="button button-quiet devices-more" type="button" onClick={more}>
          {isLoading ? text.shell.loading : text.staff.more}
        </button>
      )}
    </>
  );
}

/** Bins and air stations in use lead to their page. */
function DeviceItem({ row }: { row: DeviceRow }) {
  const { text, language } = useLanguage();
  const hasPage = row.kind !== "scale" && !row.isRetired;
  return (
    <li class="device">
      <span class="card-icon">
        <Icon name={row.kind} />
      </span>
      <span class="device-names">
        {hasPage ? (
          <a class="device-name" href={stationHref(row.id)}>
            {row.name}
          </a>
        ) : (
          <span class="device-name">{row.name}</span>
        )}
        <span class="device-note">
          {text.lists.deviceKind[row.kind]} · {row.siteName} ·{" "}
          {text.staff.registered(formatDay(row.registeredAtMs, language))}
        </span>
      </span>
      <span class="device-state">
        {row.isRetired ? (
          <span class="badge">{text.staff.retired}</span>
        ) : (
          <span class={row.presence === "online" ? "badge badge-good" : "badge"}>
            {text.lists.presence[row.presence]}
          </span>
        )}
        {row.lastSeenAtMs !== null && (
          <span>
            {text.staff.lastSeen} <AgeText atMs={row.lastSeenAtMs} />
          </span>
        )}
      </span>
    </li>
  );
}
