import type { StoredChannel } from "@resik/contract/channel";
import { UNCOUNTED_QUALITIES } from "../window.ts";
import { influxName, influxText, influxTime, msToNs } from "./influxql.ts";
import { encodeTagValue } from "./line.ts";

/** Tag conditions; values are as people know them. */
export const tagIs = (tag: string, value: string): string =>
  `${influxName(tag)} = ${influxText(encodeTagValue(value))}`;

export const tagIsOneOf = (tag: string, values: readonly string[]): string =>
  `(${values.map((value) => tagIs(tag, value)).join(" OR ")})`;

/** Instants that every server takes, with room for windows that start before the first one. */
const MS_MIN = -9_000_000_000_000;
const MS_MAX = 9_000_000_000_000;

/** Whether a time in milliseconds has nanoseconds in 64 bits. */
export const isInfluxTime = (ms: number): boolean => ms >= MS_MIN && ms <= MS_MAX;

/** The nearest instant that every server takes, in nanoseconds. */
export const nearestNs = (ms: number): bigint => msToNs(Math.min(MS_MAX, Math.max(MS_MIN, ms)));

/** [fromMs, toMs) */
export const timeIn = (fromMs: number, toMs: number): string =>
  `time >= ${influxTime(nearestNs(fromMs))} AND time < ${influxTime(nearestNs(toMs))}`;

const qualities = [...UNCOUNTED_QUALITIES].map(influxText);
const quality = influxName("quality");
/** Readings that count in windows; a condition on a tag, so no field is read for it. */
export const COUNTED = qualities.map((text) => `${quality} != ${text}`).join(" AND ");

/** One series in maps: slugs and channel names hold no space. */
export const seriesKey = (site: string, device: string): string => `${device} ${site}`;

export interface SeriesHourKey {
  channel: StoredChannel;
  site: string;
  device: string;
  hourMs: number;
}

export const hourKey = ({ channel, site, device, hourMs }: SeriesHourKey): string =>
  `${channel} ${site} ${device} ${hourMs}`;

/** In order of device, then site, as the rows of any store are. */
export const bySeries = (
  a: { site: string; device: string },
  b: { site: string; device: string },
): number => compareText(a.device, b.device) || compareText(a.site, b.site);

/** Order of characters' codes, which is the order of their bytes for slugs. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
