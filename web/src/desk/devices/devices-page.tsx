import { useLocation } from "preact-iso/router";
import { useMemo, useState } from "preact/hooks";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { useLoaded, type Loaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatNumber } from "../../format/number.ts";
import { FailureNotice } from "../../shell/failure-notice.tsx";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { DeviceRow } from "./parse-devices.ts";
import { useDevices, type Devices } from "./use-devices.ts";
import { deviceHealthListPart, type DeviceHealthRow } from "../edge/parse-health.ts";
import { useDesk } from "../live/desk-context.tsx";
import { useFresh } from "../live/use-fresh.ts";
import {
  devicesHref,
  fitsFilter,
  NO_FILTER,
  parseDeviceFilter,
  type DeviceFilter,
} from "./device-filter.ts";
import { DeviceFilters } from "./device-filters.tsx";
import { DeviceRowItem } from "./device-row-item.tsx";
import { useDevicesText } from "./text/use-devices-text.ts";
import "../parts/desk-rows.css";
import "./devices.css";

/** All of a district's devices are looked through on the phone: 5,000 at most at once. */
const QUESTION = { pages: 10, periodMs: 60_000 };
const SHOWN_ROWS = 50;

const parseHealth = answerOf(deviceHealthListPart);

/** Every device with how it is now, to be looked through. */
export function DevicesPage() {
  const text = useDevicesText();
  const { isStaff } = useDesk();
  const { url } = useLocation();
  const filter = parseDeviceFilter(url.split("?")[1] ?? "");
  const query = filter.isWithRetired ? "limit=500&retired=true" : "limit=500";
  const devices = useDevices({ query, ...QUESTION });
  const health = useLoaded("/api/v1/device-health", parseHealth);
  useFresh(health.refresh);
  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        {isStaff && (
          <a class="button" href="/dlh/perangkat/baru">
            {text.register}
          </a>
        )}
      </PageHead>
      {!isStaff && <p class="quiet">{text.staffOnly}</p>}
      <Answer devices={devices} health={health} filter={filter} />
    </>
  );
}

type Health = ReadonlyMap<string, DeviceHealthRow>;

interface AnswerProps {
  devices: Devices;
  health: Loaded<{ devices: DeviceHealthRow[] }>;
  filter: DeviceFilter;
}

function Answer({ devices, health, filter }: AnswerProps) {
  const { text } = useLanguage();
  const words = useDevicesText();
  const { rows, failure, next, isLoading, more, retry } = devices;
  const byDevice: Health = useMemo(
    () => new Map((health.value?.devices ?? []).map((one) => [one.device, one])),
    [health.value],
  );
  if (rows === null && failure === null) {
    return (
      <div class="skeleton skeleton-part" aria-busy="true">
        <span class="visually-hidden">{text.shell.loading}</span>
      </div>
    );
  }
  return (
    <>
      {failure !== null && (
        <FailureNotice title={words.list.failed} failure={failure} onRetry={retry} />
      )}
      {health.failure !== null && (
        <p class="status-line status-line-warn" role="status">
          {words.list.healthFailed}
        </p>
      )}
      {rows !== null && <Found rows={rows} health={byDevice} filter={filter} />}
      {failure === null && next !== null && (
        <>
          <p class="quiet">{words.list.cut}</p>
          <button class="button button-quiet" type="button" onClick={more}>
            {isLoading ? text.shell.loading : words.list.fetchRest}
          </button>
        </>
      )}
    </>
  );
}

interface FoundProps {
  rows: readonly DeviceRow[];
  health: Health;
  filter: DeviceFilter;
}

function Found({ rows, health, filter }: FoundProps) {
  const { list } = useDevicesText();
  const { route } = useLocation();
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState(SHOWN_ROWS);
  const found = useMemo(
    () =>
      rows.filter((row) =>
        fitsFilter(row, filter, search, (health.get(row.id)?.faults.length ?? 0) > 0),
      ),
    [rows, health, devicesHref(filter), search],
  );
  const choose = (change: Partial<DeviceFilter>): void => {
    setShown(SHOWN_ROWS);
    route(devicesHref({ ...filter, ...change }), true);
  };
  const isPlain = search === "" && devicesHref(filter) === devicesHref(NO_FILTER);
  if (rows.length === 0 && isPlain) return <NoDevices />;
  return (
    <>
      <DeviceFilters
        rows={rows}
        filter={filter}
        search={search}
        onSearch={setSearch}
        onChoose={choose}
      />
      <p class="quiet devices-count" role="status">
        {list.count(formatNumber(found.length), formatNumber(rows.length))}
      </p>
      {found.length === 0 ? (
        <Notice icon="search" title={list.noneMatchTitle} text={list.noneMatchText}>
          <button
            class="button button-quiet"
            type="button"
            onClick={() => {
              setSearch("");
              choose(NO_FILTER);
            }}
          >
            {list.clear}
          </button>
        </Notice>
      ) : (
        <ul class="rows panel" aria-label={list.name}>
          {found.slice(0, shown).map((row) => (
            <DeviceRowItem key={row.id} row={row} health={health.get(row.id) ?? null} />
          ))}
        </ul>
      )}
      {found.length > shown && <More onMore={() => setShown((before) => before + SHOWN_ROWS)} />}
    </>
  );
}

function More({ onMore }: { onMore: () => void }) {
  const { list } = useDevicesText();
  return (
    <button class="button button-quiet devices-more" type="button" onClick={onMore}>
      {list.more}
    </button>
  );
}

function NoDevices() {
  const text = useDevicesText();
  const { isStaff } = useDesk();
  const { noneTitle, noneText, noneYoursText } = text.list;
  return (
    <Notice icon="scale" title={noneTitle} text={isStaff ? noneText : noneYoursText}>
      {isStaff && (
        <a class="button" href="/dlh/perangkat/baru">
          {text.register}
        </a>
      )}
    </Notice>
  );
}
