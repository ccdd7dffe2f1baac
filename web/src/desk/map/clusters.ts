/** A point on the map in pixels of the whole world at one zoom level. */
export interface PixelPoint {
  x: number;
  y: number;
}

/**
 * Puts together what would lie on top of each other: a place joins the first cluster whose first
 * member is nearer than `reachPx`, about the size of a marker with its label. It depends on the
 * order of the places and on the zoom alone, so that panning changes nothing.
 */
export function clusterNear<T extends PixelPoint>(points: readonly T[], reachPx: number): T[][] {
  const clusters: { first: T; members: T[] }[] = [];
  for (const point of points) {
    const near = clusters.find(
      ({ first }) => Math.hypot(first.x - point.x, first.y - point.y) < reachPx,
    );
    if (near) near.members.push(point);
    else clusters.push({ first: point, members: [point] });
  }
  return clusters.map(({ members }) => members);
}

/** Whether any zoom could tell these places apart. */
export const isOneSpot = (places: readonly { lat: number; lon: number }[]): boolean =>
  places.every(
    ({ lat, lon }) =>
      Math.abs(lat - (places[0]?.lat ?? lat)) < SPOT_DEG &&
      Math.abs(lon - (places[0]?.lon ?? lon)) < SPOT_DEG,
  );

/** About two metres. */
const SPOT_DEG = 0.00002;
