import type { Failure } from "../edge/request.ts";
import type { LiveReading, Station, StationList } from "../edge/station.ts";

/** How the numbers on the page are kept fresh. */
export type Connection = "connecting" | "live" | "polling" | "lost";

export interface StationsState {
  connection: Connection;
  districtName: string;
  /** Why the connection is lost; null while it is not. */
  failure: Failure | null;
  /** Null until the first list came. */
  byDevice: ReadonlyMap<string, StationEntry> | null;
  /** Counts the lists taken: the order of cards is drawn anew with each, never in between. */
  generation: number;
  /** When the numbers were last known to be true, epoch milliseconds; 0 before. */
  freshAtMs: number;
}

export interface StationEntry {
  station: Station;
  /** Counts the changes seen since the page opened; 0 is not worth a highlight. */
  revision: number;
}

export type StationsAction =
  | { type: "listed"; list: StationList; nowMs: number }
  | { type: "measured"; readings: readonly LiveReading[]; nowMs: number }
  | { type: "connected"; connection: Exclude<Connection, "lost"> }
  | { type: "lost"; failure: Failure };

export const INITIAL_STATIONS: StationsState = {
  connection: "connecting",
  failure: null,
  districtName: "",
  byDevice: null,
  generation: 0,
  freshAtMs: 0,
};

export function reduceStations(state: StationsState, action: StationsAction): StationsState {
  switch (action.type) {
    case "listed":
      return {
        ...state,
        districtName: action.list.districtName,
        byDevice: mergeList(state.byDevice, action.list),
        generation: state.generation + 1,
        freshAtMs: action.nowMs,
      };
    case "measured":
      return mergeReadings(state, action.readings, action.nowMs);
    case "connected":
      return state.connection === action.connection
        ? state
        : { ...state, connection: action.connection, failure: null };
    case "lost":
      return { ...state, connection: "lost", failure: action.failure };
  }
}

/** Takes a whole list; a live value that is newer than the list's stays. */
function mergeList(
  before: StationsState["byDevice"],
  list: StationList,
): ReadonlyMap<string, StationEntry> {
  const byDevice = new Map<string, StationEntry>();
  for (const listed of list.stations) {
    const known = before?.get(listed.device);
    const knownLatest = known?.station.latest ?? null;
    const isKnownNewer = knownLatest !== null && knownLatest.atMs > (listed.latest?.atMs ?? 0);
    const station = isKnownNewer ? { ...listed, latest: knownLatest } : listed;
    byDevice.set(listed.device, entryAfter(known, station));
  }
  return byDevice;
}

/** Keeps the very same entry when nothing changed, so that its card is not drawn again. */
function entryAfter(known: StationEntry | undefined, station: Station): StationEntry {
  if (known === undefined) return { station, revision: 0 };
  if (JSON.stringify(known.station) === JSON.stringify(station)) return known;
  const hasNewValue = known.station.latest?.atMs !== station.latest?.atMs;
  return { station, revision: known.revision + (hasNewValue ? 1 : 0) };
}

/** Readings may come late, doubled or out of order: only a newer one changes a station. */
function mergeReadings(
  state: StationsState,
  readings: readonly LiveReading[],
  nowMs: number,
): StationsState {
  if (state.byDevice === null) return state;
  const byDevice = new Map(state.byDevice);
  for (const { device, channel, latest } of readings) {
    const known = byDevice.get(device);
    if (known === undefined || known.station.kind !== channel) continue;
    if (latest.atMs <= (known.station.latest?.atMs ?? -1)) continue;
    byDevice.set(device, {
      station: { ...known.station, latest, presence: "online" },
      revision: known.revision + 1,
    });
  }
  return { ...state, byDevice, freshAtMs: nowMs };
}
