import type { StoredChannel } from "@resik/contract/channel";
import type { QuarantinedMessage, Reading } from "@resik/contract/reading";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import type { ReadingBatch, SeriesQuery } from "./port.ts";

/** A whole hour that is also no midnight anywhere near: 2026-03-02T05:00:00Z. */
export const START_MS = Date.UTC(2026, 2, 2, 5);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const WIB_MS = 7 * HOUR_MS;

export const siteId = (text: string) => siteIdSchema.parse(text);
export const deviceId = (text: string) => deviceIdSchema.parse(text);

/** A reading of an air station, changed as the test needs it. */
export function airReading(change: Partial<Reading> = {}): Reading {
  const atMs = change.atMs ?? START_MS;
  return {
    site: siteId("pati-kota"),
    device: deviceId("st-01"),
    channel: "air",
    boot: "boot-a",
    seq: 0,
    sampledAtMs: atMs,
    receivedAtMs: atMs + 130,
    atMs,
    quality: "ok",
    fields: { pm25UgM3: 12.5 },
    ...change,
  };
}

/** Readings of one station, a minute apart, with a value made from the sequence. */
export const minutes = (count: number, change: Partial<Reading> = {}): Reading[] =>
  Array.from({ length: count }, (_, seq) =>
    airReading({ seq, atMs: START_MS + seq * MINUTE_MS, fields: { pm25UgM3: seq }, ...change }),
  );

export const batchOf = (
  readings: readonly Reading[],
  quarantined: readonly QuarantinedMessage[] = [],
): ReadingBatch => ({ readings, quarantined });

export function quarantinedMessage(change: Partial<QuarantinedMessage> = {}): QuarantinedMessage {
  return {
    topic: "resik/v1/pati-kota/st-01/air",
    payload: Buffer.from("{"),
    receivedAtMs: START_MS,
    reason: "not-json",
    detail: "unexpected end",
    ...change,
  };
}

/** The mean PM2.5 of the first station by the hour over two days. */
export function seriesQuery(change: Partial<SeriesQuery> = {}): SeriesQuery {
  const channel: StoredChannel = "air";
  return {
    channel,
    fields: ["pm25UgM3"],
    devices: [deviceId("st-01")],
    fromMs: START_MS - DAY_MS,
    toMs: START_MS + DAY_MS,
    everyMs: HOUR_MS,
    aggregate: "mean",
    alignMs: 0,
    pointsMax: 5_000,
    ...change,
  };
}
