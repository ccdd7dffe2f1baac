import type { Station } from "../edge/station.ts";

/** A bin for tests: online, half full, measured well at instant 1,000. */
export const sampleBin = (changes: Partial<Station> = {}): Station => ({
  device: "bak-01",
  kind: "bin",
  name: "Bak 1",
  siteName: "TPS Pasar",
  areaCode: "33.18.10",
  areaName: "Pati",
  lat: -6.75,
  lon: 111.04,
  presence: "online",
  latest: { atMs: 1_000, quality: "ok", fields: { fillRatio: 0.5 } },
  ...changes,
});

/** An air station for tests with this PM2.5 in µg/m³. */
export const sampleAir = (pm25UgM3: number, changes: Partial<Station> = {}): Station =>
  sampleBin({
    device: "udara-01",
    kind: "air",
    name: "Udara 1",
    latest: { atMs: 1_000, quality: "ok", fields: { pm25UgM3 } },
    ...changes,
  });

export const withFill = (device: string, fillRatio: number): Station =>
  sampleBin({
    device,
    name: device,
    latest: { atMs: 1_000, quality: "ok", fields: { fillRatio } },
  });
