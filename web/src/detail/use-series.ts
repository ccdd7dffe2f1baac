import { useEffect, useState } from "preact/hooks";
import type { ChartData } from "../chart/chart-data.ts";
import type { Failure } from "../edge/request.ts";
import type { StationKind } from "../edge/station.ts";
import { spanOfRange, type ChartRange } from "../route/chart-range.ts";
import { fetchSeries, type SeriesQuestion } from "./fetch-series.ts";

export type SeriesState =
  | { state: "loading" }
  | { state: "failed"; failure: Failure }
  | { state: "ready"; data: ChartData };

/** A range that slides with now is fetched again after this; live points fill the time between. */
const REFETCH_PERIOD_MS = 5 * 60_000;

interface SeriesInput {
  device: string;
  channel: StationKind;
  field: string;
  range: ChartRange;
  path?: SeriesQuestion["path"];
}

/** The series of one field over a range, and a way to ask for it again. */
export function useSeries(input: SeriesInput): { series: SeriesState; retry: () => void } {
  const { device, channel, field, range, path } = input;
  const [series, setSeries] = useState<SeriesState>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  const key = JSON.stringify([device, channel, field, range, path, attempt]);

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<void> => {
      const span = spanOfRange(range, Date.now());
      const asked = { device, channel, field, ...span, ...(path === undefined ? {} : { path }) };
      const answer = await fetchSeries(asked, abort.signal);
      if (abort.signal.aborted) return;
      setSeries((before) => stateAfter(before, answer));
      if (range.kind === "preset") timer = setTimeout(() => void load(), REFETCH_PERIOD_MS);
    };
    setSeries({ state: "loading" });
    void load();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key]);

  return { series, retry: () => setAttempt((count) => count + 1) };
}

/** A refresh in the background that fails leaves what is shown: the banner tells of the network. */
function stateAfter(
  before: SeriesState,
  answer: Awaited<ReturnType<typeof fetchSeries>>,
): SeriesState {
  if (answer.ok) return { state: "ready", data: answer.value };
  return before.state === "ready" ? before : { state: "failed", failure: answer.failure };
}
