import type { Station } from "../edge/station.ts";
import { fillRatioOf, fillLevelOf } from "./fill-level.ts";
import { pm25BandOf, pm25Of } from "./pm25-band.ts";
import { isSilent } from "./presence.ts";

/**
 * How much a station wants somebody's attention: a higher number comes first. Steps of ten keep
 * the kinds of trouble apart; within a step the measured value decides (see {@link byAttention}).
 */
export function attentionOf(station: Station): number {
  const silence = isSilent(station) ? 1 : 0;
  const fillRatio = fillRatioOf(station);
  if (fillRatio !== null) {
    const level = fillLevelOf(fillRatio);
    if (level === "full") return 40;
    if (level === "nearly-full") return 30;
  }
  const pm25 = pm25Of(station);
  if (pm25 !== null) {
    const band = pm25BandOf(pm25);
    if (band === "very-high") return 40;
    if (band === "high") return 30;
  }
  // What is too close to measure may well be a bin that is full to the lid.
  if (station.latest?.quality === "blind-zone") return 30;
  if (silence) return 20;
  return station.latest !== null && station.latest.quality !== "ok" ? 10 : 0;
}

/** Orders by attention, then by how full or how dirty, then by name. */
export function byAttention(a: Station, b: Station): number {
  const step = attentionOf(b) - attentionOf(a);
  if (step !== 0) return step;
  const measure = strengthOf(b) - strengthOf(a);
  return measure !== 0 ? measure : byName(a, b);
}

export const byName = (a: Station, b: Station): number =>
  a.name.localeCompare(b.name, "id", { numeric: true }) || (a.device < b.device ? -1 : 1);

/** The measured value between 0 and 1, so that bins and air stations can share a list. */
function strengthOf(station: Station): number {
  const fillRatio = fillRatioOf(station);
  if (fillRatio !== null) return fillRatio;
  const pm25 = pm25Of(station);
  return pm25 === null ? -1 : Math.min(pm25 / 250, 1);
}
