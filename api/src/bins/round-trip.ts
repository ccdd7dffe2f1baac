/** Where something stands, in degrees (WGS 84). */
export interface Place {
  lat: number;
  lon: number;
}

/** A place that may be visited; what it is worth, in kilometres of way. Infinite: it must be. */
export interface Stop extends Place {
  /** Decides between equals, so that the same question has the same answer. */
  id: string;
  worthKm: number;
}

const EARTH_RADIUS_KM = 6_371;
const RADIANS_PER_DEGREE = Math.PI / 180;
/** A way shorter by less than this is not shorter: it keeps the search from going in circles. */
const GAIN_KM_MIN = 1e-9;
/** Times that the whole tour is looked through for a shorter one. */
const ROUNDS_MAX = 40;
/** Bins that may be put on the way; the least worth of more are not looked at. */
const OPTIONAL_MAX = 300;

/** Great-circle distance (haversine), kilometres; a road is longer. */
export function distanceKm(from: Place, to: Place): number {
  const half = (degrees: number): number => Math.sin((degrees * RADIANS_PER_DEGREE) / 2) ** 2;
  const across = Math.cos(from.lat * RADIANS_PER_DEGREE) * Math.cos(to.lat * RADIANS_PER_DEGREE);
  const haversine = half(to.lat - from.lat) + across * half(to.lon - from.lon);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** Length of the way from the start over all stops in order and back, kilometres. */
export function tripKm(start: Place, stops: readonly Place[]): number {
  let [sum, at] = [0, start];
  for (const stop of stops) {
    sum += distanceKm(at, stop);
    at = stop;
  }
  return stops.length === 0 ? 0 : sum + distanceKm(at, start);
}

/**
 * A short way round, in an order to drive: the stops that must be, and those others that are worth
 * the detour. Nearest neighbour first, then 2-opt and moves of single stops until nothing gets
 * shorter or so many rounds are over: cheap, never longer than nearest neighbour, and the same for
 * the same input. It is not always the shortest there is.
 *
 * @param stopsMax of more stops that must be, the first ones of `stops` count.
 */
export function planRoundTrip<S extends Stop>(
  start: Place,
  stops: readonly S[],
  stopsMax: number,
): S[] {
  const due = stops.filter(({ worthKm }) => worthKm === Infinity).slice(0, stopsMax);
  const optional = stops
    .filter(({ worthKm }) => worthKm > 0 && worthKm < Infinity)
    .toSorted((a, b) => b.worthKm - a.worthKm || byId(a, b))
    .slice(0, OPTIONAL_MAX);
  const tour = shorten(start, nearestNeighbour(start, due));
  collectPrizes(start, tour, optional, stopsMax);
  const kept = dropUnworthy(start, shorten(start, tour));
  const fresh = shorten(start, nearestNeighbour(start, kept));
  return tripKm(start, fresh) < tripKm(start, kept) - GAIN_KM_MIN ? fresh : kept;
}

const byId = (a: Stop, b: Stop): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** From each stop to the nearest that is left. */
export function nearestNeighbour<S extends Stop>(start: Place, stops: readonly S[]): S[] {
  const left = stops.toSorted(byId);
  const tour: S[] = [];
  for (let at: Place = start; left.length > 0;) {
    let [best, bestKm] = [0, Infinity];
    left.forEach((stop, index) => {
      const km = distanceKm(at, stop);
      if (km < bestKm) [best, bestKm] = [index, km];
    });
    const [next] = left.splice(best, 1);
    if (!next) break;
    tour.push(next);
    at = next;
  }
  return tour;
}

/** Puts in what is worth more than its detour, the best bargain first. */
function collectPrizes<S extends Stop>(
  start: Place,
  tour: S[],
  optional: readonly S[],
  stopsMax: number,
): void {
  const way = (): Place[] => [start, ...tour, start];
  // Each distance is worked out once: thousands of detours are compared for every stop put in.
  const left = optional.map((stop) => ({ stop, kms: way().map((at) => distanceKm(at, stop)) }));
  while (tour.length < stopsMax) {
    const legsKm = way().map((at, index, places) => distanceKm(at, places[index + 1] ?? at));
    let best: { gainKm: number; from: number; to: number } | null = null;
    for (const [from, { stop, kms }] of left.entries()) {
      for (let to = 0; to <= tour.length; to++) {
        const gainKm = stop.worthKm - ((kms[to] ?? 0) + (kms[to + 1] ?? 0) - (legsKm[to] ?? 0));
        if (gainKm > (best?.gainKm ?? 0) + GAIN_KM_MIN) best = { gainKm, from, to };
      }
    }
    if (!best) return;
    const { from, to } = best;
    const [taken] = left.splice(from, 1);
    if (!taken) return;
    tour.splice(to, 0, taken.stop);
    for (const { stop, kms } of left) kms.splice(to + 1, 0, distanceKm(taken.stop, stop));
  }
}

/** What a stop before the one at `index` adds to the way. */
function detourKm(start: Place, tour: readonly Place[], index: number, stop: Place): number {
  const [before, after] = [tour[index - 1] ?? start, tour[index] ?? start];
  return distanceKm(before, stop) + distanceKm(stop, after) - distanceKm(before, after);
}

/** Leaves out what, in the order found, costs more way than it is worth. */
function dropUnworthy<S extends Stop>(start: Place, tour: readonly S[]): S[] {
  const kept = [...tour];
  for (let index = kept.length - 1; index >= 0; index--) {
    const stop = kept[index];
    if (!stop || stop.worthKm === Infinity) continue;
    const without = kept.toSpliced(index, 1);
    if (detourKm(start, without, index, stop) > stop.worthKm) kept.splice(index, 1);
  }
  return kept;
}

function shorten<S extends Stop>(start: Place, tour: readonly S[]): S[] {
  const order = [...tour];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const isTurned = turnParts(start, order);
    const isMoved = moveStops(start, order);
    if (!isTurned && !isMoved) break;
  }
  return order;
}

/** 2-opt (Croes, 1958): a part driven the other way round uncrosses the way. */
function turnParts(start: Place, order: Stop[]): boolean {
  let isShorter = false;
  for (let first = 0; first < order.length - 1; first++) {
    for (let last = first + 1; last < order.length; last++) {
      const [from, to] = [order[first], order[last]];
      if (!from || !to) continue;
      const [before, after] = [order[first - 1] ?? start, order[last + 1] ?? start];
      const gainKm =
        distanceKm(before, from) +
        distanceKm(to, after) -
        distanceKm(before, to) -
        distanceKm(from, after);
      if (gainKm <= GAIN_KM_MIN) continue;
      order.splice(first, last - first + 1, ...order.slice(first, last + 1).reverse());
      isShorter = true;
    }
  }
  return isShorter;
}

/** A single stop moved to where it costs the least. */
function moveStops(start: Place, order: Stop[]): boolean {
  let isShorter = false;
  for (let index = 0; index < order.length; index++) {
    const stop = order[index];
    if (!stop) continue;
    const without = order.toSpliced(index, 1);
    const costKm = detourKm(start, without, index, stop);
    let [best, bestKm] = [index, costKm - GAIN_KM_MIN];
    for (let to = 0; to <= without.length; to++) {
      const km = detourKm(start, without, to, stop);
      if (km < bestKm) [best, bestKm] = [to, km];
    }
    if (best === index) continue;
    order.splice(0, order.length, ...without.toSpliced(best, 0, stop));
    isShorter = true;
  }
  return isShorter;
}
