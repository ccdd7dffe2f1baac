import type { Station } from "../../edge/station.ts";
import { formatNumber, formatPercent } from "../../format/number.ts";
import { stationHref } from "../../route/route.ts";
import { isSilent } from "../../stations/presence.ts";
import { fillRatioOf } from "../../stations/fill-level.ts";
import { pm25Of } from "../../stations/pm25-band.ts";
import type { Severity } from "../edge/parse-alerts.ts";
import type { AttentionItem } from "../home/attention-list.ts";

/** How a place stands; each has a shape and a colour of its own. */
export const TONES = ["critical", "high", "warning", "silent", "fine"] as const;
export type Tone = (typeof TONES)[number];

/** Something on the map. */
export interface MapPlace {
  key: string;
  lat: number;
  lon: number;
  tone: Tone;
  /** Stands under the marker, a few letters. */
  label: string;
  name: string;
  /** Where it is and what is the matter, for the popup and for screen readers. */
  note: string;
  links: { href: string; text: string }[];
}

export interface PlaceWords {
  tone: Record<Tone, string>;
  silentLabel: string;
  reportLabel: string;
  taskLabel: string;
  siteLabel: string;
  toStation: string;
  /** What an item is called, such as `Bak penuh · 92 %`. */
  itemName: (item: AttentionItem) => string;
}

interface PlaceInput {
  stations: readonly Station[];
  items: readonly AttentionItem[];
  /** Stations of which nothing is listed are left out. */
  isFiltered: boolean;
  words: PlaceWords;
}

/** Every station with what is the matter there, and what is the matter elsewhere. */
export function mapPlaces({ stations, items, isFiltered, words }: PlaceInput): MapPlace[] {
  const byDevice = new Map<string, AttentionItem[]>();
  const elsewhere: AttentionItem[] = [];
  const known = new Set(stations.map(({ device }) => device));
  for (const item of items) {
    const device = deviceOf(item);
    if (device === null || !known.has(device)) elsewhere.push(item);
    else byDevice.set(device, [...(byDevice.get(device) ?? []), item]);
  }
  return [
    ...stations
      .filter(({ device }) => !isFiltered || byDevice.has(device))
      .map((station) => stationPlace(station, byDevice.get(station.device) ?? [], words)),
    ...elsewhere.flatMap((item) => itemPlace(item, words)),
  ];
}

function deviceOf(item: AttentionItem): string | null {
  switch (item.kind) {
    case "alert":
      return item.alert.subjectKind === "site" ? null : item.alert.subject;
    case "bin":
      return item.bin.device;
    case "health":
      return item.device;
    case "task":
      return item.task.device;
    case "report":
      return null;
  }
}

function stationPlace(
  station: Station,
  items: readonly AttentionItem[],
  words: PlaceWords,
): MapPlace {
  const tone: Tone = worst(items) ?? (isSilent(station) ? "silent" : "fine");
  const matters = items.map((item) => ({ href: hrefOf(item), text: words.itemName(item) }));
  return {
    key: station.device,
    lat: station.lat,
    lon: station.lon,
    tone,
    label: stationLabel(station, words),
    name: station.name,
    note: `${station.siteName} · ${station.areaName}`,
    links: [...matters, { href: stationHref(station.device), text: words.toStation }],
  };
}

function stationLabel(station: Station, words: PlaceWords): string {
  if (isSilent(station)) return words.silentLabel;
  const fill = fillRatioOf(station);
  if (fill !== null) return formatPercent(fill);
  const pm25 = pm25Of(station);
  return pm25 === null ? "–" : `PM ${formatNumber(pm25)}`;
}

function itemPlace(item: AttentionItem, words: PlaceWords): MapPlace[] {
  if (item.lat === null || item.lon === null) return [];
  const label = {
    report: words.reportLabel,
    task: words.taskLabel,
    alert: words.siteLabel,
    bin: words.siteLabel,
    health: words.siteLabel,
  }[item.kind];
  const place = item.kind === "report" ? item.report.areaName : item.siteName;
  return [
    {
      key: item.key,
      lat: item.lat,
      lon: item.lon,
      tone: item.severity,
      label,
      name: words.itemName(item),
      note: place ?? "",
      links: [{ href: hrefOf(item), text: words.itemName(item) }],
    },
  ];
}

function hrefOf(item: AttentionItem): string {
  switch (item.kind) {
    case "alert":
      return `/dlh/peringatan/${item.alert.id}`;
    case "bin":
      return stationHref(item.bin.device);
    case "health":
      return `/dlh/perangkat/${item.device}`;
    case "report":
      return `/dlh/laporan/${item.report.id}`;
    case "task":
      return `/dlh/tugas/${item.task.id}`;
  }
}

const worst = (items: readonly AttentionItem[]): Severity | null =>
  items.map(({ severity }) => severity).sort((a, b) => TONES.indexOf(a) - TONES.indexOf(b))[0] ??
  null;

/** The worst tone of several places. */
export const worstTone = (places: readonly MapPlace[]): Tone =>
  TONES.find((tone) => places.some((place) => place.tone === tone)) ?? "fine";
