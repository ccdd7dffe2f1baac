import { worstFirst } from "../worst.ts";
import type { AirOverview, AirStation } from "../parse-ispu.ts";

const HOUR_MS = 3_600_000;
/**
 * The server lets an index speak for three hours. A board that lost its network goes on by its own
 * clock: an hour more, and the number leaves the screen.
 */
const INDEX_MS_MAX = 4 * HOUR_MS;
/** The last hour's value is about now: it leaves once another full hour must have come. */
const LAST_HOUR_MS_MAX = 2 * HOUR_MS;

/** A station as it may be shown now, whenever it was heard of. */
export interface BoardStation extends AirStation {
  /** When the index stood that is too old to be shown; null where there is none such. */
  oldAtMs: number | null;
}

export function boardStationOf(station: AirStation, nowMs: number): BoardStation {
  const { day, hour } = station;
  const dayAtMs = day === null ? null : Date.parse(day.at);
  const isOld = dayAtMs !== null && nowMs - dayAtMs > INDEX_MS_MAX;
  const isHourOld = hour !== null && nowMs - Date.parse(hour.at) > LAST_HOUR_MS_MAX;
  return {
    ...station,
    day: isOld ? null : day,
    hour: isHourOld ? null : hour,
    oldAtMs: isOld ? dayAtMs : null,
  };
}

/** The station of a turn, the worst first; the turns go round however many stations there are by then. */
export function stationOfTurn(overview: AirOverview, turn: number): AirStation | null {
  const stations = worstFirst(overview.stations);
  return stations.length === 0 ? null : (stations[turn % stations.length] ?? null);
}

/** A page that stands for weeks starts anew once a day, which brings it new versions, too. */
export const RELOAD_AFTER_MS = 24 * HOUR_MS;

/** Only while the server answers: a page that reloads without a network is a blank one. */
export const shouldReload = (times: {
  startedMs: number;
  lastAnswerMs: number | null;
  nowMs: number;
}): boolean =>
  times.nowMs - times.startedMs > RELOAD_AFTER_MS &&
  times.lastAnswerMs !== null &&
  times.nowMs - times.lastAnswerMs < 90_000;
