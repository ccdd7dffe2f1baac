import { z } from "zod";
import { ISPU_CATEGORY_IDS } from "../ispu/category.ts";
import { ISPU_PARAMETERS } from "../ispu/parameter.ts";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";
import { instantSchema } from "./readings.ts";

export const ispuCategorySchema = z.enum(ISPU_CATEGORY_IDS);
const parameterSchema = z.enum(ISPU_PARAMETERS);

/** One parameter's 24 hours. */
export const ispuParameterSchema = z.object({
  parameter: parameterSchema,
  /** Mean of the 24 hours, corrected for humidity where the station has a correction. */
  meanUgM3: z.number(),
  /** Not rounded. */
  index: z.number(),
  /** Share of the 24 hours that were measured. */
  completenessRatio: z.number(),
});

/**
 * The index of the 24 hours that end at `at`, a full hour in whose last hour something was
 * measured; every number is a whole one where it is shown.
 */
export const ispuIndexSchema = z.object({
  at: instantSchema,
  index: z.int(),
  /** The air is worse than the table knows: shown as ">500". */
  beyondScale: z.boolean(),
  category: ispuCategorySchema,
  critical: parameterSchema,
  /** Too few hours for a final number: "sementara". */
  provisional: z.boolean(),
  parameters: z.array(ispuParameterSchema),
});
export type IspuIndex = z.infer<typeof ispuIndexSchema>;

/** `GET open/ispu`: every station's index, and the district's. */
export const ispuStationSchema = z.object({
  device: deviceIdSchema,
  name: z.string(),
  site: siteIdSchema,
  siteName: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  lat: z.number(),
  lon: z.number(),
  /** A low-cost sensor: for orientation, not for official use. */
  indicative: z.boolean(),
  /** The newest of the last hours; null when too little was measured, or nothing for a while. */
  day: ispuIndexSchema.nullable(),
  /** The last full hour's own view, apart from ISPU; null when nothing was measured in it. */
  hour: z
    .object({ at: instantSchema, pm25UgM3: z.number(), category: ispuCategorySchema })
    .nullable(),
});
export type IspuStation = z.infer<typeof ispuStationSchema>;

export const ispuDistrictSchema = z.object({
  /** The station with the highest index speaks for the district; null without any. */
  worst: deviceIdSchema.nullable(),
  medianIndex: z.int().nullable(),
  /** Stations in each category, and those without an index. */
  byCategory: z.record(ispuCategorySchema, z.int()),
  without: z.int(),
});
export const ispuOverviewSchema = z.object({
  district: z.object({ name: z.string(), code: z.string() }),
  generatedAt: instantSchema,
  summary: ispuDistrictSchema,
  stations: z.array(ispuStationSchema),
});
export type IspuOverview = z.infer<typeof ispuOverviewSchema>;

/**
 * `GET open/ispu/{id}?from&to`: the index at each full hour after `from` and up to `to`; an hour
 * without an index is absent.
 */
export const ispuHistoryQuerySchema = z.object({ from: instantSchema, to: instantSchema });
export const ispuHistorySchema = z.object({
  device: deviceIdSchema,
  indicative: z.boolean(),
  /** Columns: epoch milliseconds of each hour's end, and what belongs to it. */
  at: z.array(z.number()),
  index: z.array(z.int()),
  beyondScale: z.array(z.boolean()),
  category: z.array(ispuCategorySchema),
  critical: z.array(parameterSchema),
  provisional: z.array(z.boolean()),
});
export type IspuHistory = z.infer<typeof ispuHistorySchema>;

/** c = raw / (1 + a · h^b), h = relative humidity 0..1 (growth of particles). */
const growthShape = { a: z.number().min(0).max(5), b: z.number().min(1).max(20) };
/** c = slope · raw + humidityPerPercent · RH% + offset, never below 0 (fit to a reference). */
const linearShape = {
  slope: z.number().min(0.05).max(5),
  humidityPerPercent: z.number().min(-2).max(2),
  offsetUgM3: z.number().min(-50).max(50),
};

/**
 * How a low-cost particle sensor's values are corrected for humidity before ISPU takes them; raw
 * values stay as they are. The numbers are PM2.5's; `pm10` has its own, and without them PM10
 * stays as measured. Each change is a version that counts from its time on.
 */
export const correctionSchema = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("none") }),
  z.strictObject({
    method: z.literal("growth"),
    ...growthShape,
    pm10: z.strictObject(growthShape).optional(),
  }),
  z.strictObject({
    method: z.literal("linear"),
    ...linearShape,
    pm10: z.strictObject(linearShape).optional(),
  }),
]);
export type Correction = z.infer<typeof correctionSchema>;
/** Of two versions the one with the later `from` counts, of two with the same the newer one. */
export const correctionVersionSchema = z.object({
  version: z.int(),
  /** Counts for hours that start at this time or later. */
  from: instantSchema,
  correction: correctionSchema,
  /** Why: where the numbers come from. */
  note: z.string(),
  /** Username; null for the command line. */
  by: z.string().nullable(),
  createdAt: instantSchema,
});
/** `GET devices/{id}/correction` (staff), newest version first; empty while nothing is corrected. */
export const correctionListSchema = z.object({
  device: deviceIdSchema,
  versions: z.array(correctionVersionSchema),
});
/** `POST devices/{id}/correction` (administrator). */
export const correctionRequestSchema = z.strictObject({
  from: instantSchema,
  correction: correctionSchema,
  note: z.string().trim().min(1).max(300),
});
export type CorrectionRequest = z.infer<typeof correctionRequestSchema>;
export type CorrectionList = z.infer<typeof correctionListSchema>;
