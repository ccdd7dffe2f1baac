import type { OpenStation, OpenStations } from "@resik/contract/http/open";
import { openStationSchema } from "@resik/contract/http/open";
import type { Quality } from "@resik/contract/payload/quality";

const MINUTE_MS = 60_000;

interface Sample {
  device: string;
  kind: "bin" | "air";
  name: string;
  siteName: string;
  area: [code: string, name: string];
  presence?: OpenStation["presence"];
  quality?: Quality;
  /** Fill ratio of a bin, PM2.5 in µg/m³ of an air station; absent when it reports none. */
  value?: number;
  ageMinutes?: number;
}

const PATI: [string, string] = ["33.18.10", "Pati"];
const JUWANA: [string, string] = ["33.18.08", "Juwana"];
const KAYEN: [string, string] = ["33.18.02", "Kayen"];
const TAYU: [string, string] = ["33.18.19", "Tayu"];

/** Every state that a card or a detail can be in, at least once. */
const SAMPLES: readonly Sample[] = [
  bin("bak-puri-01", "Bak Pasar Puri 1", "TPS Pasar Puri", PATI, { value: 0.97 }),
  bin("bak-puri-02", "Bak Pasar Puri 2", "TPS Pasar Puri", PATI, { value: 0.83, ageMinutes: 12 }),
  bin("bak-alun-01", "Bak Alun-alun Simpang Lima", "TPS Alun-alun", PATI, { value: 0.46 }),
  bin("bak-alun-02", "Bak Alun-alun Timur", "TPS Alun-alun", PATI, { quality: "no-echo" }),
  bin("bak-juwana-01", "Bak Pelabuhan Juwana", "TPS Pelabuhan", JUWANA, { value: 0.88 }),
  bin("bak-juwana-02", "Bak TPI Bajomulyo", "TPS Pelabuhan", JUWANA, {
    value: 0.31,
    quality: "tilted",
    ageMinutes: 25,
  }),
  bin("bak-kayen-01", "Bak Pasar Kayen", "Bank Sampah Kayen Asri", KAYEN, {
    value: 0.62,
    presence: "silent",
    ageMinutes: 260,
  }),
  bin("bak-kayen-02", "Bak Sekolah Kayen", "Bank Sampah Kayen Asri", KAYEN, { presence: "never" }),
  bin("bak-tayu-01", "Bak Pasar Tayu", "TPS Tayu", TAYU, { value: 0 }),
  bin("bak-tayu-02", "Bak Terminal Tayu", "TPS Tayu", TAYU, { value: 0.74, quality: "blind-zone" }),
  air("udara-pati", "Udara Alun-alun Pati", "Pos Alun-alun", PATI, { value: 38.4 }),
  air("udara-juwana", "Udara Pelabuhan Juwana", "Pos Pelabuhan", JUWANA, { value: 164.2 }),
  air("udara-kayen", "Udara Kayen", "Kantor Kecamatan Kayen", KAYEN, { value: 11.8 }),
  air("udara-tayu", "Udara Tayu", "Kantor Kecamatan Tayu", TAYU, {
    value: 71.5,
    presence: "offline",
    ageMinutes: 2_000,
  }),
  air("udara-winong", "Udara Winong", "Kantor Kecamatan Winong", ["33.18.04", "Winong"], {
    quality: "warming-up",
    value: 3,
  }),
];

type Rest = Pick<Sample, "presence" | "quality" | "value" | "ageMinutes">;

function bin(device: string, name: string, siteName: string, area: [string, string], rest: Rest) {
  return { device, kind: "bin", name, siteName, area, ...rest } as const;
}

function air(device: string, name: string, siteName: string, area: [string, string], rest: Rest) {
  return { device, kind: "air", name, siteName, area, ...rest } as const;
}

/** The numeric fields a device sends with a value. */
export function fieldsOf(kind: "bin" | "air", value: number | undefined): Record<string, number> {
  if (kind === "bin") {
    const steady = { depthMm: 1_200, temperatureC: 31.2 };
    if (value === undefined) return steady;
    return { fillRatio: value, distanceMm: Math.round(1_200 * (1 - value)), ...steady };
  }
  const weather = { temperatureC: 29.6, humidityRatio: 0.71, pressureHpa: 1_009 };
  if (value === undefined) return weather;
  return { pm25UgM3: value, pm10UgM3: Math.round(value * 14) / 10, ...weather };
}

function stationOf(sample: Sample, nowMs: number): OpenStation {
  const presence = sample.presence ?? "online";
  const atMs = nowMs - (sample.ageMinutes ?? 2) * MINUTE_MS;
  const latest = {
    at: new Date(atMs).toISOString(),
    quality: sample.quality ?? "ok",
    fields: fieldsOf(sample.kind, sample.value),
  };
  return openStationSchema.parse({
    device: sample.device,
    kind: sample.kind,
    name: sample.name,
    site: `situs-${sample.area[0].split(".").join("-")}`,
    siteName: sample.siteName,
    areaCode: sample.area[0],
    areaName: sample.area[1],
    lat: -6.75,
    lon: 111.03,
    presence,
    latest: presence === "never" ? null : latest,
  });
}

/** A district in miniature as it stands at `nowMs`. */
export function sampleStations(nowMs: number): OpenStations {
  return {
    district: { name: "Kabupaten Pati", code: "33.18", timezone: "Asia/Jakarta" },
    generatedAt: new Date(nowMs).toISOString(),
    stations: SAMPLES.map((sample) => stationOf(sample, nowMs)),
  };
}
