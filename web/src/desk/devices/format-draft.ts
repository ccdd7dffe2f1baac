import type {
  ForeignFormat,
  MappedChannel,
  MappingEntry,
  PayloadFormat,
} from "@resik/contract/payload/format";
import { numericFieldsOf } from "@resik/contract/series";
import { readFigure, readNumber } from "../rules/rule-draft.ts";

// The contract's own lists would bring their schemas along.
export const FORMATS = ["native", "senml", "chirpstack", "tasmota"] as const satisfies (
  ForeignFormat | "native"
)[];
export type FormatName = (typeof FORMATS)[number];
export const CHANNELS = ["bin", "air", "status"] as const satisfies MappedChannel[];
export const ENTRIES_MAX = 32;
/** As the api takes it; it travels beside every message of its device. */
const BYTES_MAX = 2_048;

/** Channel and field, such as `bin.distanceMm`. */
export type Target = `${MappedChannel}.${string}`;

/** What a mapping may fill; the depth comes from the format itself. */
export const TARGETS: readonly Target[] = CHANNELS.flatMap((channel) =>
  numericFieldsOf(channel)
    .filter((field) => field !== "depthMm")
    .map((field): Target => `${channel}.${field}`),
);

/** A line of the table. */
export interface EntryDraft {
  /** Tells lines apart while they are typed. */
  key: number;
  from: string;
  target: Target;
  scale: string;
  offset: string;
  /** Values that say "no echo", with semicolons between; `null` is one of them. */
  noEcho: string;
  noEchoFrom: string;
}

export interface FormatDraft {
  format: FormatName;
  entries: readonly EntryDraft[];
  /** Entries about the quality of a measurement are kept as they are. */
  qualities: readonly Extract<MappingEntry, { quality: unknown }>[];
  depthMm: string;
  blindZoneMm: string;
  /** Hours of the device's own times without a zone, of Tasmota alone. */
  utcOffsetH: string;
}

export type FormatProblem =
  | `from-${number}`
  | `target-${number}`
  | `number-${number}`
  | `no-echo-${number}`
  | "empty"
  | "depth"
  | "depth-missing"
  | "blind-zone"
  | "offset"
  | "too-long";

const write = (value: number | undefined): string =>
  value === undefined ? "" : String(value).replace(".", ",");

export const newEntry = (key: number, target: Target = "bin.distanceMm"): EntryDraft => ({
  key,
  from: "",
  target,
  scale: "",
  offset: "",
  noEcho: "",
  noEchoFrom: "",
});

export function formatDraftOf(saved: PayloadFormat): FormatDraft {
  if (saved.format === "native") {
    const nothing = { depthMm: "", blindZoneMm: "", utcOffsetH: "" };
    return { format: "native", entries: [newEntry(0)], qualities: [], ...nothing };
  }
  const entries = saved.mapping.flatMap((entry, key) =>
    "field" in entry
      ? [
          {
            key,
            from: entry.from,
            target: `${entry.channel}.${entry.field}` as const,
            scale: write(entry.scale),
            offset: write(entry.offset),
            noEcho: (entry.noEcho ?? [])
              .map((value) => (value === null ? "null" : write(value)))
              .join("; "),
            noEchoFrom: write(entry.noEchoFrom),
          },
        ]
      : [],
  );
  return {
    format: saved.format,
    entries,
    qualities: saved.mapping.flatMap((entry) => ("quality" in entry ? [entry] : [])),
    depthMm: write(saved.binDepthMm),
    blindZoneMm: write(saved.blindZoneMm),
    utcOffsetH: saved.utcOffsetMin === undefined ? "" : write(saved.utcOffsetMin / 60),
  };
}

export interface ReadFormat {
  /** Null while something is wrong. */
  format: PayloadFormat | null;
  problems: ReadonlySet<FormatProblem>;
}

const isDistance = ({ target }: EntryDraft): boolean => target === "bin.distanceMm";

/** What the form says; what the api would refuse is found here, where there are words for it. */
export function readFormat(draft: FormatDraft): ReadFormat {
  const problems = new Set<FormatProblem>();
  const { format } = draft;
  if (format === "native") return { format: { format }, problems };
  const taken = new Set<string>();
  const mapping: MappingEntry[] = draft.entries.map((entry) => {
    if (taken.has(entry.target)) problems.add(`target-${entry.key}`);
    taken.add(entry.target);
    return readEntry(entry, problems);
  });
  mapping.push(...draft.qualities);
  if (mapping.length === 0 || mapping.length > ENTRIES_MAX) problems.add("empty");
  const hasDistance = draft.entries.some(isDistance);
  const sizes = hasDistance ? readSizes(draft, problems) : {};
  if (hasDistance && draft.depthMm.trim() === "" && !taken.has("bin.fillRatio")) {
    problems.add("depth-missing");
  }
  const zone = format === "tasmota" ? readZone(draft.utcOffsetH, problems) : {};
  const read: PayloadFormat = { format, mapping, ...sizes, ...zone };
  if (new TextEncoder().encode(JSON.stringify(read)).byteLength > BYTES_MAX) {
    problems.add("too-long");
  }
  return { format: problems.size === 0 ? read : null, problems };
}

function readEntry(entry: EntryDraft, problems: Set<FormatProblem>): MappingEntry {
  const { key, target } = entry;
  const from = entry.from.trim();
  if (from === "" || from.length > 120) problems.add(`from-${key}`);
  const factor = readOptional(entry.scale, () => problems.add(`number-${key}`));
  const offset = readOptional(entry.offset, () => problems.add(`number-${key}`));
  // Every value would be the same.
  if (factor.scale === 0) problems.add(`number-${key}`);
  const [channel, field = ""] = target.split(".");
  const read: MappingEntry = {
    from,
    // A target begins with one of the channels.
    channel: CHANNELS.find((one) => one === channel) ?? "bin",
    field,
    ...(factor.scale === undefined ? {} : { scale: factor.scale }),
    ...(offset.scale === undefined ? {} : { offset: offset.scale }),
  };
  return isDistance(entry) ? { ...read, ...readNoEcho(entry, problems) } : read;
}

function readOptional(typed: string, onProblem: () => void): { scale?: number } {
  if (typed.trim() === "") return {};
  const value = readNumber(typed);
  if (value === null || Math.abs(value) > 1e12) {
    onProblem();
    return {};
  }
  return { scale: value };
}

function readNoEcho(
  { key, noEcho, noEchoFrom }: EntryDraft,
  problems: Set<FormatProblem>,
): { noEcho?: (number | null)[]; noEchoFrom?: number } {
  const parts = noEcho
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const values = parts.map((part) => (part === "null" ? null : readNumber(part)));
  const isWrong = values.some((value, index) => value === null && parts[index] !== "null");
  if (isWrong || values.length > 4) problems.add(`no-echo-${key}`);
  const from = readOptional(noEchoFrom, () => problems.add(`no-echo-${key}`));
  return {
    ...(values.length === 0 ? {} : { noEcho: values }),
    ...(from.scale === undefined ? {} : { noEchoFrom: from.scale }),
  };
}

function readSizes(
  { depthMm, blindZoneMm }: FormatDraft,
  problems: Set<FormatProblem>,
): { binDepthMm?: number; blindZoneMm?: number } {
  const whole = (typed: string, min: number, max: number, problem: FormatProblem) => {
    if (typed.trim() === "") return undefined;
    const value = readFigure(typed);
    if (value !== null && Number.isInteger(value) && value >= min && value <= max) return value;
    problems.add(problem);
    return undefined;
  };
  const depth = whole(depthMm, 100, 10_000, "depth");
  const blind = whole(blindZoneMm, 1, 2_000, "blind-zone");
  if (depth !== undefined && blind !== undefined && blind >= depth) problems.add("blind-zone");
  return {
    ...(depth === undefined ? {} : { binDepthMm: depth }),
    ...(blind === undefined ? {} : { blindZoneMm: blind }),
  };
}

function readZone(typed: string, problems: Set<FormatProblem>): { utcOffsetMin?: number } {
  if (typed.trim() === "") return {};
  const hours = readNumber(typed);
  const minutes = hours === null ? NaN : Math.round(hours * 60);
  if (minutes >= -720 && minutes <= 840) return { utcOffsetMin: minutes };
  problems.add("offset");
  return {};
}
