import { MEASUREMENTS, type Measurement, type MeasurementField } from "@resik/contract/measurement";

/**
 * Points of every measurement of the contract, as line protocol by retention policy: what a screen
 * may expect to find, without the programs that write it.
 */
export interface ContractPoints {
  raw: string[];
  keep: string[];
}

interface Teller {
  site: string;
  device: string;
  kind: string;
}

const BINS: readonly Teller[] = ["bak-1", "bak-2", "bak-3"].map((device) => ({
  site: "tps-pasar",
  device,
  kind: "bin",
}));
const STATIONS: readonly Teller[] = ["udara-1", "udara-2"].map((device) => ({
  site: "alun-alun",
  device,
  kind: "air",
}));
const SCALES: readonly Teller[] = [{ site: "bsu-melati", device: "timbangan-1", kind: "scale" }];
const BANKS: readonly Teller[] = ["bsu-melati", "bsu-mawar"].map((device) => ({
  site: device,
  device,
  kind: "waste-bank",
}));
const PROGRAMS: readonly Teller[] = ["broker", "ingest"].map((device) => ({
  site: "resik",
  device,
  kind: "",
}));

const TELLERS: Readonly<Record<string, readonly Teller[]>> = {
  bin: BINS,
  bin_state: BINS,
  air: STATIONS,
  ispu: STATIONS,
  scale: SCALES,
  status: [...BINS, ...STATIONS, ...SCALES],
  deposit: BANKS,
  bank: BANKS,
  place: [...BINS, ...STATIONS, ...SCALES, ...BANKS],
  alert: BINS,
  pipeline: PROGRAMS,
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How far back points stand, and how often, in milliseconds. */
const spacing = (name: string): { backMs: number; everyMs: number } => {
  if (name === "pipeline") return { backMs: 4 * HOUR_MS, everyMs: MINUTE_MS };
  if (name.startsWith("deposit")) return { backMs: 90 * DAY_MS, everyMs: DAY_MS / 2 };
  if (name.startsWith("place")) return { backMs: 2 * DAY_MS, everyMs: DAY_MS };
  return { backMs: 3 * DAY_MS, everyMs: HOUR_MS };
};

/** Values that fall on both sides of the thresholds of the panels. */
const VALUES: Readonly<Record<string, (step: number, nowMs: number) => number | string | boolean>> =
  {
    fillRatio: (step) => [0.3, 0.85, 0.97][step % 3] ?? 0,
    emptiedAtMs: (step, nowMs) => (step % 3 === 0 ? 0 : nowMs - DAY_MS),
    fullAtMs: (step, nowMs) => (step % 3 === 0 ? 0 : nowMs + DAY_MS),
    fullEarlyMs: (step, nowMs) => (step % 3 === 0 ? 0 : nowMs + DAY_MS / 2),
    fullLateMs: (step, nowMs) => (step % 3 === 0 ? 0 : nowMs + 2 * DAY_MS),
    ratePerH: () => 0.01,
    batteryV: (step) => [3.1, 3.4, 5][step % 3] ?? 0,
    batteryV_last: (step) => [3.1, 3.4, 5][step % 3] ?? 0,
    rssiDbm: (step) => [-115, -90, -70][step % 3] ?? 0,
    quality: () => "ok",
    state: () => "online",
    firmware: () => "1.4.2",
    category: () => "moderate",
    critical: () => "pm25",
    index: () => 72,
    completenessRatio: () => 0.9,
    retired: () => false,
    provisional: () => false,
    latDeg: (step) => -6.75 + step / 100,
    lonDeg: (step) => 111.03 + step / 100,
  };

const TAG_VALUES: Readonly<Record<string, readonly string[]>> = {
  quality: ["ok"],
  item: ["botol-pet", "kardus"],
  itemGroup: ["plastic", "paper"],
  rule: ["bin-full"],
  severity: ["warning"],
};

export function contractPoints(nowMs: number): ContractPoints {
  const points: ContractPoints = { raw: [], keep: [] };
  for (const measurement of Object.values(MEASUREMENTS)) {
    const lines =
      measurement.name === "alert" ? alertLines(nowMs) : courseLines(measurement, nowMs);
    points[measurement.retention].push(...lines);
  }
  return points;
}

function courseLines(measurement: Measurement, nowMs: number): string[] {
  const { name, tags, fields } = measurement;
  const tellers = TELLERS[name] ?? TELLERS[name.replace(/_hourly$/, "")] ?? [];
  const { backMs, everyMs } = spacing(name);
  const count = Math.floor(backMs / everyMs);
  return tellers.flatMap((teller, index) =>
    Array.from({ length: count }, (_, step) => {
      const key = [name, ...tags.map((tag) => `${tag}=${tagOf(tag, teller, step)}`)].join(",");
      const values = Object.entries(fields).map(
        ([field, spec]) => `${field}=${valueOf(field, spec, step + index, nowMs)}`,
      );
      const atMs = nowMs - (count - 1 - step) * everyMs - index * 1_000;
      return `${key} ${values.join(",")} ${BigInt(atMs) * 1_000_000n}`;
    }),
  );
}

function tagOf(tag: string, teller: Teller, step: number): string {
  if (tag === "site" || tag === "device" || tag === "kind") return teller[tag];
  const values = TAG_VALUES[tag] ?? [];
  return values[step % values.length] ?? "";
}

function valueOf(field: string, spec: MeasurementField, step: number, nowMs: number): string {
  const value = VALUES[field]?.(step, nowMs) ?? (field.endsWith("AtMs") ? nowMs : undefined);
  switch (spec.kind) {
    case "number":
      return spec.integer === true ? `${Number(value ?? 1 + step)}i` : String(value ?? 1 + step);
    case "text":
      return JSON.stringify(String(value ?? `${field} ${step % 2}`));
    case "boolean":
      return String(value === true);
  }
}

/** One alert that was seen and resolved, and one that is open. */
function alertLines(nowMs: number): string[] {
  const line = (teller: Teller | undefined, hoursAgo: number, state: string, seq: number) =>
    `alert,site=${teller?.site},device=${teller?.device},rule=bin-full,severity=warning ` +
    `state="${state}",open=${state === "resolved" ? 0 : 1}i,value=0.9,quality="ok",boot="a",` +
    `seq=${seq}i,receivedAtMs=${nowMs}i ${BigInt(nowMs - hoursAgo * HOUR_MS) * 1_000_000n}`;
  const [resolved, open] = BINS;
  return [
    line(resolved, 9, "open", 1),
    line(resolved, 8, "acknowledged", 2),
    line(resolved, 7, "resolved", 3),
    line(open, 2, "open", 4),
  ];
}
