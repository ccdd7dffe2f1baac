import { buildChartData, type ChartData } from "../chart/chart-data.ts";
import { parseSeries, type SeriesColumn } from "../edge/parse-series.ts";
import { requestJson, type Answer } from "../edge/request.ts";
import type { StationKind } from "../edge/station.ts";
import { windowOfSpan } from "../route/chart-range.ts";

export interface SeriesQuestion {
  device: string;
  channel: StationKind;
  field: string;
  fromMs: number;
  toMs: number;
  /** Which of the api's series; what everybody may see unless it says otherwise. */
  path?: "/api/v1/open/series" | "/api/v1/readings/series";
}

type Ask = (aggregate: "mean" | "min" | "max") => Promise<Answer<SeriesColumn>>;

/** Asks for one field over a span: the readings themselves, or mean, lowest and highest. */
export async function fetchSeries(
  question: SeriesQuestion,
  signal: AbortSignal,
): Promise<Answer<ChartData>> {
  const everyS = windowOfSpan(question.toMs - question.fromMs);
  const ask: Ask = (aggregate) =>
    requestJson(
      `${question.path ?? "/api/v1/open/series"}?${seriesQuery(question, everyS, aggregate)}`,
      (value) => parseSeries(value, question.device, question.field),
      { signal },
    );
  return everyS === 0 ? fetchReadings(ask) : fetchWindows(ask);
}

/** Each point is one reading: it is its own lowest and highest. */
async function fetchReadings(ask: Ask): Promise<Answer<ChartData>> {
  const one = await ask("mean");
  if (!one.ok) return one;
  const { value } = one;
  return { ok: true, value: buildChartData({ mean: value, min: value, max: value }) };
}

async function fetchWindows(ask: Ask): Promise<Answer<ChartData>> {
  const [mean, min, max] = await Promise.all([ask("mean"), ask("min"), ask("max")]);
  if (!mean.ok) return mean;
  if (!min.ok) return min;
  if (!max.ok) return max;
  return {
    ok: true,
    value: buildChartData({ mean: mean.value, min: min.value, max: max.value }),
  };
}

function seriesQuery(question: SeriesQuestion, everyS: number, aggregate: string): string {
  return new URLSearchParams({
    channel: question.channel,
    fields: question.field,
    devices: question.device,
    from: new Date(question.fromMs).toISOString(),
    to: new Date(question.toMs).toISOString(),
    every: String(everyS),
    aggregate,
  }).toString();
}
