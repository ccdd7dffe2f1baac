import { useState } from "preact/hooks";
import { DateField } from "../controls/date-field.tsx";
import { SegmentField, SelectField } from "../controls/select-field.tsx";
import { useLoaded } from "../controls/use-loaded.ts";
import { parseStationList } from "../edge/parse-stations.ts";
import { daysBetween } from "../format/date.ts";
import { dayOf } from "../format/month.ts";
import { DATASETS, type DatasetId } from "./parse-catalogue.ts";
import { useOpenDataText } from "./text/use-open-data-text.ts";

/** Days of one file, both ends counted; the server refuses more. */
const DAYS_MAX = 31;
const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;

interface Choice {
  dataset: DatasetId;
  station: string;
  /** First and last day, as a date field writes them; empty where somebody cleared it. */
  from: string;
  to: string;
  format: "csv" | "ndjson";
}

/** Why these days are no file; null where they are one. */
export function rangeFault({ from, to }: Pick<Choice, "from" | "to">): "wrong" | "long" | null {
  const days = daysBetween(from, to) + 1;
  // Without a day in each field there is nothing to count.
  if (!Number.isFinite(days) || days < 1) return "wrong";
  return days > DAYS_MAX ? "long" : null;
}

/** The link to a file of whole days (WIB); null where the days are no file. */
export function exportHref(choice: Choice): string | null {
  if (rangeFault(choice) !== null) return null;
  const dayAfter = new Date(Date.parse(`${choice.to}T00:00:00Z`) + DAY_MS)
    .toISOString()
    .slice(0, 10);
  const query = new URLSearchParams({
    channel: choice.dataset,
    from: `${choice.from}T00:00:00+07:00`,
    to: `${dayAfter}T00:00:00+07:00`,
    format: choice.format,
  });
  if (choice.station !== "") query.set("device", choice.station);
  return `/api/v1/open/export?${query.toString()}`;
}

/** A file of raw readings, chosen by kind, station and days. */
export function DownloadForm({ nowMs }: { nowMs: number }) {
  const data = useOpenDataText();
  const stations = useLoaded("/api/v1/open/stations", parseStationList);
  const [dataset, setDataset] = useState<DatasetId>("air");
  const [station, setStation] = useState("");
  const [from, setFrom] = useState(() => dayOf(nowMs - WEEK_MS));
  const [to, setTo] = useState(() => dayOf(nowMs));
  const [format, setFormat] = useState<"csv" | "ndjson">("csv");
  const fault = rangeFault({ from, to });
  const error = fault === null ? undefined : fault === "wrong" ? data.rangeWrong : data.rangeLong;
  const own = (stations.value?.stations ?? []).filter(({ kind }) => kind === dataset);
  return (
    <section class="panel open-data-section">
      <h2 class="open-data-section-title">{data.download}</h2>
      <SegmentField
        id="dataset"
        label={data.dataset}
        value={dataset}
        choices={DATASETS.map((value) => ({ value, label: data.datasets[value] }))}
        onChange={(value) => {
          setDataset(value);
          setStation("");
        }}
      />
      <SelectField
        id="station"
        label={data.station}
        value={station}
        choices={[
          { value: "", label: data.everyStation },
          ...own.map(({ device, name }) => ({ value: device, label: name })),
        ]}
        onChange={setStation}
      />
      <div class="open-data-days">
        <DateField id="from" type="date" label={data.from} value={from} onInput={setFrom} />
        <DateField
          id="to"
          type="date"
          label={data.to}
          value={to}
          onInput={setTo}
          rule={data.rangeRule}
          {...(error === undefined ? {} : { error })}
        />
      </div>
      <SegmentField
        id="format"
        label={data.format}
        value={format}
        choices={(["csv", "ndjson"] as const).map((value) => ({
          value,
          label: data.formats[value],
        }))}
        onChange={setFormat}
      />
      <Get href={exportHref({ dataset, station, from, to, format })} />
    </section>
  );
}

/** The link to the file; a button that does nothing while there is no file to get. */
function Get({ href }: { href: string | null }) {
  const data = useOpenDataText();
  return href === null ? (
    <button class="button open-data-get" type="button" disabled>
      {data.get}
    </button>
  ) : (
    <a class="button open-data-get" href={href} download>
      {data.get}
    </a>
  );
}
