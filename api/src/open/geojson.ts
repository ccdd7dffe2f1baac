import type { OpenStation } from "@resik/contract/http/open";

export interface GeoPoint {
  type: "Point";
  /** Longitude, latitude, WGS 84 (RFC 7946). */
  coordinates: [number, number];
}

export const pointOf = ({ lat, lon }: Pick<OpenStation, "lat" | "lon">): GeoPoint => ({
  type: "Point",
  coordinates: [lon, lat],
});

/** Bins and air stations as an RFC 7946 collection; one without a reading keeps its place. */
export const toFeatureCollection = (stations: readonly OpenStation[]) => ({
  type: "FeatureCollection" as const,
  features: stations.map((station) => ({
    type: "Feature" as const,
    id: station.device,
    geometry: pointOf(station),
    properties: {
      kind: station.kind,
      name: station.name,
      site: station.site,
      siteName: station.siteName,
      areaCode: station.areaCode,
      areaName: station.areaName,
      presence: station.presence,
      at: station.latest?.at ?? null,
      quality: station.latest?.quality ?? null,
      ...station.latest?.fields,
    },
  })),
});
