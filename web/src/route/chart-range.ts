export const PRESETS = ["1h", "24h", "7d", "30d", "1y"] as const;
export type Preset = (typeof PRESETS)[number];

const HOUR_MS = 3_600_000;
export const MS_BY_PRESET: Record<Preset, number> = {
  "1h": HOUR_MS,
  "24h": 24 * HOUR_MS,
  "7d": 7 * 24 * HOUR_MS,
  "30d": 30 * 24 * HOUR_MS,
  "1y": 365 * 24 * HOUR_MS,
};

/** A sliding range that ends now, or a fixed one [fromMs, toMs) that somebody chose. */
export type ChartRange =
  { kind: "preset"; preset: Preset } | { kind: "fixed"; fromMs: number; toMs: number };

export const DEFAULT_RANGE: ChartRange = { kind: "preset", preset: "24h" };
/** A fixed range is at most this long. */
export const RANGE_MS_MAX = 366 * 24 * HOUR_MS;

const isPreset = (text: string | null): text is Preset =>
  (PRESETS as readonly (string | null)[]).includes(text);

/** Whether a fixed range can be asked for: in order, and not too long. */
export const isFixedRange = (fromMs: number, toMs: number): boolean =>
  Number.isFinite(fromMs) &&
  Number.isFinite(toMs) &&
  fromMs < toMs &&
  toMs - fromMs <= RANGE_MS_MAX;

/** Reads `range=7d` or `from=…&to=…` (RFC 3339); the default where it makes no sense. */
export function parseChartRange(query: string): ChartRange {
  const params = new URLSearchParams(query);
  const from = params.get("from");
  const to = params.get("to");
  if (from !== null && to !== null) {
    const fromMs = Date.parse(from);
    const toMs = Date.parse(to);
    if (isFixedRange(fromMs, toMs)) return { kind: "fixed", fromMs, toMs };
  }
  const preset = params.get("range");
  return isPreset(preset) ? { kind: "preset", preset } : DEFAULT_RANGE;
}

/** Puts range and field into a query beside what stands there already. */
export function withChartQuery(query: string, range: ChartRange, field: string): string {
  const params = new URLSearchParams(query);
  for (const name of ["range", "from", "to"]) params.delete(name);
  if (range.kind === "fixed") {
    params.set("from", new Date(range.fromMs).toISOString());
    params.set("to", new Date(range.toMs).toISOString());
  } else {
    params.set("range", range.preset);
  }
  params.set("field", field);
  return params.toString();
}

/** The range in epoch milliseconds as it lies at `nowMs`. */
export function spanOfRange(range: ChartRange, nowMs: number): { fromMs: number; toMs: number } {
  if (range.kind === "fixed") return { fromMs: range.fromMs, toMs: range.toMs };
  return { fromMs: nowMs - MS_BY_PRESET[range.preset], toMs: nowMs };
}

/**
 * Seconds of one window of the series for a span: 0 asks for the readings themselves. Chosen so
 * that no chart has more than about 400 points.
 */
export function windowOfSpan(spanMs: number): number {
  if (spanMs <= 2 * HOUR_MS) return 0;
  if (spanMs <= 26 * HOUR_MS) return 300;
  if (spanMs <= 8 * 24 * HOUR_MS) return 1_800;
  if (spanMs <= 32 * 24 * HOUR_MS) return 7_200;
  if (spanMs <= 100 * 24 * HOUR_MS) return 21_600;
  return 86_400;
}
