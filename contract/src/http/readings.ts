import { z } from "zod";
import { ASKED_CHANNELS, STORED_CHANNELS } from "../channel.ts";
import { SERIES_DEVICES_MAX } from "../limits.ts";
import { qualitySchema } from "../payload/quality.ts";
import { AGGREGATES } from "../series.ts";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";

/** An RFC 3339 time, for clocks that may be wrong by any number of years; others: `instantSchema`. */
export const anyInstantSchema = z.iso.datetime({ offset: true });

/** What JavaScript and our own answers write as four digits of a year, in UTC. */
const FIRST_INSTANT_MS = Date.parse("0000-01-01T00:00:00Z");
const LAST_INSTANT_MS = Date.parse("9999-12-31T23:59:59.999Z");

/** An RFC 3339 time whose year has four digits in UTC too: any other one could not be answered. */
export const instantSchema = anyInstantSchema.refine(
  (text) => {
    const atMs = Date.parse(text);
    return atMs >= FIRST_INSTANT_MS && atMs <= LAST_INSTANT_MS;
  },
  { message: "not between the years 0 and 9999 in UTC" },
);
export const askedChannelSchema = z.enum(ASKED_CHANNELS);
export const aggregateSchema = z.enum(AGGREGATES);
const fieldsSchema = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));

/** A reading as the api shows it. */
export const readingViewSchema = z.object({
  site: siteIdSchema,
  device: deviceIdSchema,
  channel: z.enum(STORED_CHANNELS),
  boot: z.string(),
  seq: z.int(),
  /** The time the reading counts for. */
  at: instantSchema,
  /** Device clock; null when it was unset. */
  sampledAt: instantSchema.nullable(),
  receivedAt: instantSchema,
  quality: qualitySchema,
  fields: fieldsSchema,
});
export type ReadingView = z.infer<typeof readingViewSchema>;

/** A comma separated list in a query, each part of which must fit the schema. */
const list = <T>(of: z.ZodType<T, string>, max: number) =>
  z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(of).min(1).max(max));

/** `GET readings/series`: windows of `every` over [from, to), aligned to WIB midnight. */
export const seriesQuerySchema = z.object({
  channel: askedChannelSchema,
  /** Comma separated. */
  fields: list(z.string().max(40), 10),
  devices: list(deviceIdSchema, SERIES_DEVICES_MAX).optional(),
  site: siteIdSchema.optional(),
  from: instantSchema,
  to: instantSchema,
  /** Window in seconds; 0 gives the raw readings. Absent: chosen so that about 500 points result. */
  every: z.coerce.number().int().min(0).max(31_622_400).optional(),
  aggregate: aggregateSchema.optional(),
});

/**
 * One device's windows as columns: `values.pm25UgM3[i]` belongs to `at[i]` (epoch milliseconds, the
 * start of the window). A window without readings is absent; a field without a value is null.
 */
export const seriesColumnsSchema = z.object({
  device: deviceIdSchema,
  site: siteIdSchema,
  at: z.array(z.number()),
  values: z.record(z.string(), z.array(z.number().nullable())),
  /** True when there were more raw readings than one answer may hold. */
  truncated: z.boolean().optional(),
});
export const seriesAnswerSchema = z.object({
  channel: askedChannelSchema,
  everyS: z.int(),
  aggregate: aggregateSchema,
  series: z.array(seriesColumnsSchema),
});
export type SeriesAnswer = z.infer<typeof seriesAnswerSchema>;

export const latestQuerySchema = z.object({
  channel: askedChannelSchema.optional(),
  site: siteIdSchema.optional(),
  device: deviceIdSchema.optional(),
});
export const latestAnswerSchema = z.object({ readings: z.array(readingViewSchema) });

export const exportQuerySchema = z.object({
  channel: askedChannelSchema,
  device: deviceIdSchema.optional(),
  site: siteIdSchema.optional(),
  from: instantSchema,
  to: instantSchema,
  format: z.enum(["csv", "ndjson"]).default("csv"),
});
