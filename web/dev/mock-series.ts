import type { SeriesAnswer } from "@resik/contract/http/readings";
import { seriesAnswerSchema, seriesQuerySchema } from "@resik/contract/http/readings";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A smooth repeatable disturbance between -1 and 1: sample data needs no chance. */
const wobble = (atMs: number): number =>
  Math.sin(atMs / 1_700_000) * 0.6 + Math.sin(atMs / 410_000) * 0.4;

/** What a device would have measured: a bin fills in two days, air is worst before dawn. */
function valueAt(field: string, atMs: number): number {
  const dayPart = ((atMs + 7 * HOUR_MS) % DAY_MS) / DAY_MS;
  switch (field) {
    case "fillRatio":
      return Math.min(
        1,
        Math.max(0, ((atMs % (2 * DAY_MS)) / (2 * DAY_MS)) * 0.95 + wobble(atMs) * 0.01),
      );
    case "distanceMm":
      return Math.round(1_200 * (1 - valueAt("fillRatio", atMs)));
    case "pm25UgM3":
      return 34 + 22 * Math.cos((dayPart - 0.2) * 2 * Math.PI) + 6 * wobble(atMs);
    case "humidityRatio":
      return 0.7 + 0.12 * Math.cos((dayPart - 0.2) * 2 * Math.PI);
    default:
      return 30 + 3 * wobble(atMs);
  }
}

/** A device was off for this part of each day, so that every chart has a gap. */
const isOff = (atMs: number): boolean => {
  const hour = ((atMs + 7 * HOUR_MS) % DAY_MS) / HOUR_MS;
  return hour >= 10 && hour < 12.5;
};

/** Answers `GET open/series`; null when the query does not fit the contract. */
export function sampleSeries(params: URLSearchParams): SeriesAnswer | null {
  const query = seriesQuerySchema.safeParse(Object.fromEntries(params));
  if (!query.success) return null;
  const { channel, fields, devices = [], from, to, every = 0, aggregate = "mean" } = query.data;
  const stepMs = every === 0 ? (channel === "bin" ? 20 : 1) * 60_000 : every * 1_000;
  const shift = aggregate === "min" ? -0.04 : aggregate === "max" ? 0.04 : 0;
  const at: number[] = [];
  for (
    let atMs = Math.ceil(Date.parse(from) / stepMs) * stepMs;
    atMs < Date.parse(to);
    atMs += stepMs
  ) {
    if (!isOff(atMs) || every >= 7_200) at.push(atMs);
  }
  const shifted = (field: string, atMs: number): number => {
    const value = valueAt(field, atMs);
    const moved = value + shift * (field.endsWith("Ratio") ? 1 : Math.abs(value) * 4);
    return field === "fillRatio" ? Math.min(1, Math.max(0, moved)) : moved;
  };
  return seriesAnswerSchema.parse({
    channel,
    everyS: every,
    aggregate,
    series: devices.map((device) => ({
      device,
      site: "situs-33-18-10",
      at: device === "bak-kayen-02" ? [] : at,
      values: Object.fromEntries(
        fields.map((field) => [
          field,
          device === "bak-kayen-02" ? [] : at.map((atMs) => shifted(field, atMs)),
        ]),
      ),
    })),
  });
}
