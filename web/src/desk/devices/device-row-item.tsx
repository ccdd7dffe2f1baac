import { formatNumber } from "../../format/number.ts";
import { AgeText } from "../../shell/age-text.tsx";
import { Icon } from "../../shell/icon.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { DeviceRow } from "./parse-devices.ts";
import { DeskIcon } from "../frame/desk-icon.tsx";
import type { DeviceHealthRow } from "../edge/parse-health.ts";
import { useListText } from "../text/list-text.ts";
import { PresenceBadge } from "./presence-badge.tsx";
import { useDevicesText } from "./text/use-devices-text.ts";

interface DeviceRowItemProps {
  row: DeviceRow;
  /** Null while nobody could be asked. */
  health: DeviceHealthRow | null;
}

/** A device in the list: what it is, where, and how it is now. */
export function DeviceRowItem({ row, health }: DeviceRowItemProps) {
  const { text } = useLanguage();
  const { list } = useDevicesText();
  const words = useListText();
  // What the badge of its presence says already is not said twice.
  const faults = (health?.faults ?? []).filter((one) => one !== "silent" && one !== "offline");
  const batteryDays = health?.figures.batteryDaysLeft;
  return (
    <li>
      <a class="row-link desk-row" href={`/dlh/perangkat/${row.id}`}>
        <Icon name={row.kind} />
        <span class="row-main">
          <span class="row-name">{row.name}</span>
          <span class="row-note desk-row-place">
            {text.lists.deviceKind[row.kind]} · {row.siteName} · {row.id}
          </span>
          <span class="desk-row-note">
            <PresenceBadge presence={row.presence} isRetired={row.isRetired} />
            {faults.map((fault) => (
              <span class="badge badge-warn" key={fault}>
                {words.fault[fault]}
              </span>
            ))}
            {row.lastSeenAtMs !== null && (
              <span>
                {list.lastSeen} <AgeText atMs={row.lastSeenAtMs} />
              </span>
            )}
            {batteryDays !== undefined && (
              <span>{list.batteryDays(formatNumber(Math.floor(batteryDays)))}</span>
            )}
          </span>
        </span>
        <DeskIcon name="forward" />
      </a>
    </li>
  );
}
