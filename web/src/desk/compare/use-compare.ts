import { useEffect, useState } from "preact/hooks";
import { parseSeries, type SeriesColumn } from "../../edge/parse-series.ts";
import { requestJson, type Answer, type Failure } from "../../edge/request.ts";
import type { StationKind } from "../../edge/station.ts";
import { spanOfRange, windowOfSpan } from "../../route/chart-range.ts";
import { joinColumns, type CompareData } from "./compare-data.ts";
import type { CompareChoice } from "./compare-choice.ts";

export type CompareState =
  | { state: "loading" }
  | { state: "failed"; failure: Failure }
  | { state: "ready"; data: CompareData; span: { fromMs: number; toMs: number } };

type Columns = { device: string; column: SeriesColumn }[];

/** Every station of one question, or nothing: a line that is missing unsaid would mislead. */
function parseColumns(value: unknown, devices: readonly string[], field: string): Columns | null {
  const columns: Columns = [];
  for (const device of devices) {
    const column = parseSeries(value, device, field);
    if (column === null) return null;
    columns.push({ device, column });
  }
  return columns;
}

function fetchColumns(
  { devices, measure }: CompareChoice,
  channel: StationKind,
  span: { fromMs: number; toMs: number },
  signal: AbortSignal,
): Promise<Answer<Columns>> {
  const query = new URLSearchParams({
    channel,
    fields: measure,
    devices: devices.join(","),
    from: new Date(span.fromMs).toISOString(),
    to: new Date(span.toMs).toISOString(),
    every: String(windowOfSpan(span.toMs - span.fromMs)),
    aggregate: "mean",
  });
  return requestJson(
    `/api/v1/open/series?${query.toString()}`,
    (value) => parseColumns(value, devices, measure),
    { signal },
  );
}

/** The same measure of several stations; one question for each kind of station. */
export function useCompare(
  choice: CompareChoice,
  kindOf: (device: string) => StationKind | null,
): { compared: CompareState; retry: () => void } {
  const [compared, setCompared] = useState<CompareState>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  const known = choice.devices.filter((device) => kindOf(device) !== null);
  const key = JSON.stringify([known, choice.measure, choice.range, attempt]);

  useEffect(() => {
    const abort = new AbortController();
    const load = async (): Promise<void> => {
      const span = spanOfRange(choice.range, Date.now());
      const kinds = (["bin", "air"] as const).filter((kind) =>
        known.some((device) => kindOf(device) === kind),
      );
      const answers = await Promise.all(
        kinds.map((kind) => {
          const devices = known.filter((device) => kindOf(device) === kind);
          return fetchColumns({ ...choice, devices }, kind, span, abort.signal);
        }),
      );
      if (abort.signal.aborted) return;
      const columns: Columns = [];
      for (const answer of answers) {
        if (!answer.ok) return setCompared({ state: "failed", failure: answer.failure });
        columns.push(...answer.value);
      }
      const inOrder = known.flatMap((device) => columns.filter((one) => one.device === device));
      setCompared({ state: "ready", data: joinColumns(inOrder), span });
    };
    setCompared({ state: "loading" });
    void load();
    return () => abort.abort();
  }, [key]);

  return { compared, retry: () => setAttempt((count) => count + 1) };
}
