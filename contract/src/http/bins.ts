import { z } from "zod";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";
import { instantSchema } from "./readings.ts";

/** Share of cases in which the truth lies in the stated interval. */
export const FULL_INTERVAL_SHARE = 0.8;

/** When a bin will be full; `early` to `late` holds the truth in `FULL_INTERVAL_SHARE` of cases. */
export const fullForecastSchema = z.object({
  at: instantSchema,
  early: instantSchema,
  late: instantSchema,
});
export type FullForecast = z.infer<typeof fullForecastSchema>;

export const BIN_TRUSTS = ["ok", "no-echo", "wall-echo", "stuck-near", "tilted", "stale"] as const;

/** `GET bins`: where every bin stands, by when it is full. */
export const binViewSchema = z.object({
  device: deviceIdSchema,
  name: z.string(),
  site: siteIdSchema,
  siteName: z.string(),
  areaName: z.string(),
  lat: z.number(),
  lon: z.number(),
  /** The level that can be believed; null while there is none. */
  fillRatio: z.number().min(0).max(1).nullable(),
  /** When that level was measured. */
  at: instantSchema.nullable(),
  /** Why the newest readings are not believed as they are; `ok` when they are. */
  trust: z.enum(BIN_TRUSTS),
  isFull: z.boolean(),
  emptiedAt: instantSchema.nullable(),
  ratePerDay: z.number().nullable(),
  /** Null when it is full, or when nobody can say. */
  full: fullForecastSchema.nullable(),
});
export type BinView = z.infer<typeof binViewSchema>;
export const binListQuerySchema = z.object({ site: siteIdSchema.optional() });
export const binListSchema = z.object({ generatedAt: instantSchema, bins: z.array(binViewSchema) });

/** `GET collection?day=&start=`: which bins to empty on a day and in what order. */
export const collectionQuerySchema = z.object({
  /** WIB. */
  day: z.iso.date(),
  /** Where the vehicle starts and ends; absent: the office of the district or the first site. */
  start: siteIdSchema.optional(),
  /** Stops at most. */
  stops: z.coerce.number().int().min(1).max(200).default(40),
});
export const collectionStopSchema = z.object({
  order: z.int(),
  bin: binViewSchema,
  /** 0 to 1: full already or soon counts more; a far one must be worth its way. */
  urgency: z.number(),
  reason: z.enum(["full", "full-that-day", "full-next-day", "reported", "on-the-way"]),
  /** Straight-line kilometres from the stop before. */
  legKm: z.number(),
});
export const collectionSchema = z.object({
  day: z.iso.date(),
  start: z.object({ name: z.string(), lat: z.number(), lon: z.number() }),
  stops: z.array(collectionStopSchema),
  /** With the way back, straight lines; a road is longer. */
  totalKm: z.number(),
  /** Due bins that did not fit into `stops`. */
  leftOut: z.int(),
});
export type Collection = z.infer<typeof collectionSchema>;
