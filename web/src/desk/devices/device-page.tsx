import { useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { LeaveGuard } from "../../controls/leave-guard.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { isNotThere, isRefusal } from "../../edge/request.ts";
import { formatDay } from "../../format/time.ts";
import { stationHref } from "../../route/route.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { PlaceLine } from "../parts/place-line.tsx";
import { CommandSection } from "./command-section.tsx";
import { ConfigForm } from "./config-form.tsx";
import { CorrectionSection } from "./correction-section.tsx";
import { CredentialsView } from "./credentials-view.tsx";
import { EndsSection } from "./ends-section.tsx";
import { FormatSection } from "./format-section.tsx";
import { HealthSection } from "./health-section.tsx";
import { MuteDialog } from "./mute-dialog.tsx";
import { PlaceForm } from "./place-form.tsx";
import { StatusSection } from "./status-section.tsx";
import { parseDevice, type Credentials, type DeviceView } from "./device-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";
import "../parts/desk-rows.css";
import "../parts/desk-form.css";
import "./devices.css";

const LIST_PATH = "/dlh/perangkat";

/** One device: how it is, what it is told, and what it is asked. */
export function DevicePage({ id }: { id: string }) {
  const { page } = useDevicesText();
  const device = useLoaded(`/api/v1/devices/${encodeURIComponent(id)}`, parseDevice);
  useFresh(device.refresh);
  const { failure } = device;
  if (device.value === null && failure !== null) {
    if (isNotThere(failure)) {
      return <NoDevice title={page.unknownTitle} text={page.unknownText} />;
    }
    if (isRefusal(failure, "not-allowed")) {
      return <NoDevice title={page.notYoursTitle} text={page.notYoursText} />;
    }
  }
  return (
    <LoadedView of={device} level="h1">
      {(view) => <Device device={view} onChanged={device.refresh} />}
    </LoadedView>
  );
}

function NoDevice({ title, text }: { title: string; text: string }) {
  const { page } = useDevicesText();
  return (
    <Notice icon="search" level="h1" title={title} text={text}>
      <a class="button" href={LIST_PATH}>
        {page.back}
      </a>
    </Notice>
  );
}

interface DeviceProps {
  device: DeviceView;
  onChanged: () => void;
}

function Device({ device, onChanged }: DeviceProps) {
  const words = useDevicesText();
  const { text } = useLanguage();
  // A new secret lives in this page's memory alone.
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  const { name, kind, siteName } = device;
  return (
    <>
      <PageHead
        title={name}
        lead={`${text.lists.deviceKind[kind]} · ${siteName}`}
        back={{ href: LIST_PATH, label: words.page.back }}
      />
      {credentials === null ? (
        <Parts device={device} onChanged={onChanged} onCredentials={setCredentials} />
      ) : (
        <CredentialsView
          of={credentials}
          onDone={() => {
            setCredentials(null);
            onChanged();
          }}
        />
      )}
    </>
  );
}

interface PartsProps extends DeviceProps {
  onCredentials: (credentials: Credentials) => void;
}

function Parts({ device, onChanged, onCredentials }: PartsProps) {
  const words = useDevicesText();
  const { language } = useLanguage();
  const { isStaff } = useDesk();
  const { id, kind, retiredAt } = device;
  const isInUse = retiredAt === null;
  const mayChange = isStaff && isInUse;
  const [isConfigDirty, setConfigDirty] = useState(false);
  const [isPlaceDirty, setPlaceDirty] = useState(false);
  const [isFormatDirty, setFormatDirty] = useState(false);
  const [isRotating, setRotating] = useState(false);
  return (
    <>
      {retiredAt !== null && (
        <p class="status-line status-line-warn">
          {words.page.retired(formatDay(retiredAt, language))}
        </p>
      )}
      {!isStaff && <p class="quiet">{words.staffOnly}</p>}
      <Ways device={device} mayMute={mayChange} />
      <div class="stack">
        <div class="desk-columns">
          <div class="stack">
            <StatusSection device={device} />
            {isInUse && <HealthSection id={id} />}
            <PlaceLine title={words.page.place} lat={device.lat} lon={device.lon} />
            {mayChange && <PlaceForm device={device} onDirty={setPlaceDirty} onSaved={onChanged} />}
          </div>
          {mayChange && (
            <div class="stack">
              <CommandSection id={id} kind={kind} />
              <ConfigForm device={device} onDirty={setConfigDirty} onSaved={onChanged} />
            </div>
          )}
        </div>
        {kind === "air" && isStaff && <CorrectionSection id={id} isInUse={isInUse} />}
        {kind !== "scale" && isStaff && (
          <FormatSection id={id} isInUse={isInUse} onDirty={setFormatDirty} />
        )}
        {mayChange && (
          <EndsSection
            id={id}
            onRotating={setRotating}
            onCredentials={onCredentials}
            onRetired={onChanged}
          />
        )}
      </div>
      <LeaveGuard
        // A device that is used no more takes nothing of what is typed.
        isOn={isRotating || (mayChange && (isConfigDirty || isPlaceDirty || isFormatDirty))}
        back={LIST_PATH}
        words={isRotating ? words.credentials.making : undefined}
      />
    </>
  );
}

/** To what else is known of it. */
function Ways({ device, mayMute }: { device: DeviceView; mayMute: boolean }) {
  const { page } = useDevicesText();
  const [isMuting, setMuting] = useState(false);
  const { id, kind, retiredAt } = device;
  return (
    <div class="desk-actions">
      {kind !== "scale" && retiredAt === null && (
        <a class="button button-quiet" href={stationHref(id)}>
          {page.chart}
        </a>
      )}
      <a class="button button-quiet" href={`/dlh/peringatan?alat=${id}`}>
        {page.alerts}
      </a>
      {mayMute && (
        <button class="button button-quiet" type="button" onClick={() => setMuting(true)}>
          {page.mute}
        </button>
      )}
      {isMuting && <MuteDialog id={id} onClose={() => setMuting(false)} />}
    </div>
  );
}
