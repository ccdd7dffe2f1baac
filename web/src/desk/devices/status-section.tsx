import { Facts, Section, type Fact } from "../../bank/desk-frame/page-parts.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { formatMeasure } from "../../format/measure.ts";
import { formatDay } from "../../format/time.ts";
import { AgeText } from "../../shell/age-text.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { durationText } from "../parts/duration-text.ts";
import { useListText } from "../text/list-text.ts";
import { PresenceBadge } from "./presence-badge.tsx";
import { parseDeviceStatus, type DeviceStatusView, type DeviceView } from "./device-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

/** Above this a radio works well, above the other it still does. */
const STRONG_DBM = -70;
const FAIR_DBM = -85;

/** Whether the device is there, and its last word on itself. */
export function StatusSection({ device }: { device: DeviceView }) {
  const { page } = useDevicesText();
  const path = `/api/v1/devices/${device.id}/status`;
  const status = useLoaded(path, parseDeviceStatus);
  useFresh(status.refresh);
  return (
    <Section title={page.status}>
      <LoadedView of={status} level="h3">
        {(view) => <Told device={device} view={view} />}
      </LoadedView>
    </Section>
  );
}

function Told({ device, view }: { device: DeviceView; view: DeviceStatusView }) {
  const { page } = useDevicesText();
  const { language } = useLanguage();
  const own = useOwnFacts(view.status?.fields ?? {});
  const facts: Fact[] = [
    {
      label: page.presence,
      value: <PresenceBadge presence={view.presence} isRetired={device.retiredAt !== null} />,
    },
    {
      label: page.lastSeen,
      value: view.lastSeenAt === null ? page.never : <AgeText atMs={view.lastSeenAt} />,
    },
    ...own,
    { label: page.registered, value: formatDay(device.registeredAt, language) },
    { label: page.id, value: device.id },
    { label: page.topic, value: `resik/v1/${device.site}/${device.id}/` },
  ];
  return (
    <>
      <Facts facts={facts} />
      <p class="quiet devices-told">
        {view.status === null ? (
          page.noStatus
        ) : (
          <>
            {page.toldAt} <AgeText atMs={view.status.at} />
          </>
        )}
      </p>
    </>
  );
}

type Told = Readonly<Record<string, number | string | boolean>>;

/** What of its own word is there. */
function useOwnFacts({ firmware, uptimeS, rssiDbm, batteryV }: Told): Fact[] {
  const { page } = useDevicesText();
  const words = useListText();
  const facts: Fact[] = [];
  if (typeof firmware === "string") facts.push({ label: page.firmware, value: firmware });
  if (typeof uptimeS === "number") {
    facts.push({ label: page.uptime, value: durationText(uptimeS, words) });
  }
  if (typeof rssiDbm === "number") {
    const strength = rssiDbm >= STRONG_DBM ? "strong" : rssiDbm >= FAIR_DBM ? "fair" : "weak";
    const note = formatMeasure("rssiDbm", rssiDbm);
    facts.push({ label: page.signal, value: page.signals[strength], note });
  }
  if (typeof batteryV === "number") {
    facts.push({ label: page.battery, value: formatMeasure("batteryV", batteryV) });
  }
  return facts;
}
