import { fullChance } from "@resik/contract/bin/full-forecast";
import type { BinView, Collection } from "@resik/contract/http/bins";
import type { StandingBin } from "./bin-views.ts";
import { distanceKm, planRoundTrip, tripKm, type Place, type Stop } from "./round-trip.ts";

const DAY_MS = 86_400_000;
/** Western Indonesia, where the district's days begin. */
const WIB_OFFSET_MS = 7 * 3_600_000;
/** A chance from which a bin counts as full by then. */
const LIKELY = 0.5;
/** Way that a bin of urgency 1 is worth; it falls with the square of the urgency. */
const WORTH_KM = 30;
/** Emptier bins stay, even beside the road: a stop costs minutes, too. */
const ON_THE_WAY_RATIO = 0.5;
const METRES_PER_KM = 1_000;

type Reason = Collection["stops"][number]["reason"];

interface Candidate extends Stop {
  view: BinView;
  urgency: number;
  reason: Reason;
}

/** The instant at which a day (`YYYY-MM-DD`, WIB) begins. */
export const dayStartMs = (day: string): number => Date.parse(`${day}T00:00:00Z`) - WIB_OFFSET_MS;
/** The day (WIB) of an instant. */
export const dayOf = (atMs: number): string =>
  new Date(atMs + WIB_OFFSET_MS).toISOString().slice(0, 10);

/**
 * Which bins to empty on a day, in a short order to drive.
 *
 * Urgency: 1 for a full bin, 0.9 for one that residents reported as full, then by the chance that
 * it is full by the end of that day, or of the next. Full and reported bins are always on the list
 * while there are stops left, the most urgent first; a bin that will be full that day is worth a
 * detour of kilometres, one that is merely half full only one of some hundred metres.
 */
export function planCollection(input: {
  day: string;
  start: Place & { name: string };
  bins: readonly StandingBin[];
  /** When residents last saw a bin full, by device; of open reports. */
  reported: ReadonlyMap<string, number>;
  stopsMax: number;
}): Collection {
  const { day, start, stopsMax } = input;
  const endMs = dayStartMs(day) + DAY_MS;
  const candidates = input.bins
    .flatMap((bin) => candidateOf(bin, input.reported, endMs))
    .toSorted((a, b) => b.urgency - a.urgency || (a.id < b.id ? -1 : 1));
  const trip = planRoundTrip(start, candidates, stopsMax);
  const isDue = ({ reason }: Candidate): boolean =>
    reason !== "on-the-way" && reason !== "full-next-day";
  const due = candidates.filter(isDue).length;
  const stops = trip.map(({ view: bin, urgency, reason, lat, lon }, index) => ({
    order: index + 1,
    bin,
    urgency: round(urgency, 100),
    reason,
    legKm: round(distanceKm(trip[index - 1] ?? start, { lat, lon }), METRES_PER_KM),
  }));
  const { name, lat, lon } = start;
  return {
    day,
    start: { name, lat, lon },
    stops,
    totalKm: round(tripKm(start, trip), METRES_PER_KM),
    leftOut: due - trip.filter(isDue).length,
  };
}

const round = (value: number, parts: number): number => Math.round(value * parts) / parts;

function candidateOf(
  { view, standing }: StandingBin,
  reported: ReadonlyMap<string, number>,
  endMs: number,
): Candidate[] {
  const place = { id: view.device, lat: view.lat, lon: view.lon, view };
  const must = { ...place, worthKm: Infinity };
  if (view.isFull) return [{ ...must, urgency: 1, reason: "full" }];
  // Emptied since it was seen full: the report has only not been closed yet.
  const isReported = (reported.get(view.device) ?? -1) > emptiedMs(view);
  if (isReported) return [{ ...must, urgency: 0.9, reason: "reported" }];
  const { fillRatio, atMs } = standing?.belief ?? { fillRatio: null, atMs: null };
  // Without a forecast that can be stated now there is no chance to tell either.
  if (!standing || fillRatio === null || atMs === null || !view.full) return [];
  const level = { rhythm: standing.rhythm, fillRatio, atMs };
  const [thatDay, nextDay] = [fullChance(level, endMs), fullChance(level, endMs + DAY_MS)];
  const choice = weigh(thatDay, nextDay);
  if (choice.reason === "on-the-way" && fillRatio < ON_THE_WAY_RATIO) return [];
  return [{ ...place, ...choice, worthKm: WORTH_KM * choice.urgency ** 2 }];
}

const emptiedMs = ({ emptiedAt }: BinView): number =>
  emptiedAt === null ? 0 : Date.parse(emptiedAt);

function weigh(thatDay: number, nextDay: number): { urgency: number; reason: Reason } {
  if (thatDay >= LIKELY) return { urgency: 0.4 + 0.4 * thatDay, reason: "full-that-day" };
  const urgency = 0.1 + 0.3 * nextDay + 0.2 * thatDay;
  return { urgency, reason: nextDay >= LIKELY ? "full-next-day" : "on-the-way" };
}
