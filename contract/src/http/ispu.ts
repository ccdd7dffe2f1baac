import { z } from "zod";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";
import { instantSchema } from "./readings.ts";

export const ISPU_PARAMETER_IDS = ["pm10", "pm25", "so2", "co", "o3", "no2", "hc"] as const;
export const ISPU_CATEGORY_IDS = [
  "good",
  "moderate",
  "unhealthy",
  "very-unhealthy",
  "hazardous",
] as const;
export const ispuCategorySchema = z.enum(ISPU_CATEGORY_IDS);

/** One parameter's 24 hours. */
export const ispuParameterSchema = z.object({
  parameter: z.enum(ISPU_PARAMETER_IDS),
  /** Mean of the 24 hours. */
  meanUgM3: z.number(),
  index: z.number(),
  /** Share of the 24 hours that were measured. */
  completenessRatio: z.number(),
});

/** The index of the 24 hours that end at `at`; every number is a whole one where it is shown. */
export const ispuIndexSchema = z.object({
  at: instantSchema,
  index: z.int(),
  /** The air is worse than the table knows: shown as ">500". */
  beyondScale: z.boolean(),
  category: ispuCategorySchema,
  critical: z.enum(ISPU_PARAMETER_IDS),
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
  /** Null when too little was measured. */
  day: ispuIndexSchema.nullable(),
  /** The last full hour's own view, apart from ISPU. */
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

/** `GET open/ispu/{device}?from&to`: hour by hour; an hour without an index is absent. */
export const ispuHistoryQuerySchema = z.object({ from: instantSchema, to: instantSchema });
export const ispuHistorySchema = z.object({
  device: deviceIdSchema,
  indicative: z.boolean(),
  /** Columns: epoch milliseconds of each hour's end, and what belongs to it. */
  at: z.array(z.number()),
  index: z.array(z.int()),
  category: z.array(ispuCategorySchema),
  critical: z.array(z.enum(ISPU_PARAMETER_IDS)),
  provisional: z.array(z.boolean()),
});
export type IspuHistory = z.infer<typeof ispuHistorySchema>;

/**
 * How a low-cost particle sensor's values are corrected for humidity before ISPU takes them; raw
 * values stay as they are. Each change is a version that counts from its time on.
 */
export const correctionSchema = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("none") }),
  /** c = raw / (1 + a · h^b), h = relative humidity 0..1 (growth of particles). */
  z.strictObject({
    method: z.literal("growth"),
    a: z.number().min(0).max(5),
    b: z.number().min(1).max(20),
  }),
  /** c = slope · raw + humidity · RH% + offset, never below 0 (fit to a reference station). */
  z.strictObject({
    method: z.literal("linear"),
    slope: z.number().min(0.05).max(5),
    humidityPerPercent: z.number().min(-2).max(2),
    offsetUgM3: z.number().min(-50).max(50),
  }),
]);
export type Correction = z.infer<typeof correctionSchema>;
export const correctionVersionSchema = z.object({
  version: z.int(),
  from: instantSchema,
  correction: correctionSchema,
  note: z.string(),
  by: z.string(),
  createdAt: instantSchema,
});
/** `GET devices/{id}/correction` (staff), newest first. */
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
