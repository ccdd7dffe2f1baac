import type { Presence } from "../../edge/station.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useDevicesText } from "./text/use-devices-text.ts";

const TONES: Record<Presence, string> = {
  online: "badge badge-good",
  offline: "badge badge-alarm",
  silent: "badge badge-warn",
  never: "badge",
};

/** Whether a device is there. */
export function PresenceBadge({ presence, isRetired }: { presence: Presence; isRetired: boolean }) {
  const { text } = useLanguage();
  const { list } = useDevicesText();
  if (isRetired) return <span class="badge">{list.retired}</span>;
  return <span class={TONES[presence]}>{text.lists.presence[presence]}</span>;
}
