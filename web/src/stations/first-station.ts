import { byAttention } from "./attention.ts";
import type { StationsState } from "./stations-state.ts";

/** The station that wants attention most; null when there is none. */
export function firstStation(state: StationsState): string | null {
  const stations = [...(state.byDevice?.values() ?? [])].map((entry) => entry.station);
  return stations.sort(byAttention)[0]?.device ?? null;
}
