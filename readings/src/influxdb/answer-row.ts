import { nsToMs } from "./influxql.ts";
import { decodeTagValue } from "./line.ts";
import type { InfluxSeries, InfluxValue } from "./query-answer.ts";

/** One row of an answer, read by the names of its columns. */
export interface AnswerRow {
  timeNs: bigint;
  timeMs: number;
  value(name: string): InfluxValue;
  /** Null for an absent value and for one that is no number. */
  number(name: string): number | null;
  text(name: string): string | null;
  /** A tag, of GROUP BY or selected; null when the point has none. */
  tag(name: string): string | null;
}

/** All rows of all series, series after series. */
export function* rowsOf(answer: readonly InfluxSeries[]): Generator<AnswerRow, void> {
  for (const series of answer) {
    const places = new Map(series.columns.map((name, index) => [name, index]));
    const timePlace = places.get("time") ?? 0;
    for (const values of series.values) yield rowOf(series, places, values, timePlace);
  }
}

function rowOf(
  series: InfluxSeries,
  places: ReadonlyMap<string, number>,
  values: readonly InfluxValue[],
  timePlace: number,
): AnswerRow {
  const time = values[timePlace];
  const timeNs = typeof time === "bigint" ? time : 0n;
  const value = (name: string): InfluxValue => values[places.get(name) ?? -1] ?? null;
  const text = (name: string): string | null => {
    const found = value(name);
    return typeof found === "string" ? found : null;
  };
  return {
    timeNs,
    timeMs: nsToMs(timeNs),
    value,
    text,
    number(name) {
      const found = value(name);
      return typeof found === "number" ? found : null;
    },
    tag(name) {
      const stored = series.tags[name] ?? text(name);
      // A point without the tag is grouped under the empty text, which no tag can hold.
      return stored === null || stored === "" ? null : decodeTagValue(stored);
    },
  };
}
