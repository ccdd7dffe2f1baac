export interface AreaLabel {
  name: string;
  lat: number;
  lon: number;
}

/**
 * A kecamatan's name in the middle of its stations: what a map without a background can say. Those
 * with the most stations come first, for where names are too close only the first can stand.
 */
export function areaLabels(
  stations: readonly { areaName: string; lat: number; lon: number }[],
): AreaLabel[] {
  const byName = new Map<string, { lat: number; lon: number; count: number }>();
  for (const { areaName, lat, lon } of stations) {
    const sum = byName.get(areaName) ?? { lat: 0, lon: 0, count: 0 };
    byName.set(areaName, { lat: sum.lat + lat, lon: sum.lon + lon, count: sum.count + 1 });
  }
  return [...byName]
    .sort(([, one], [, other]) => other.count - one.count)
    .map(([name, { lat, lon, count }]) => ({ name, lat: lat / count, lon: lon / count }));
}
