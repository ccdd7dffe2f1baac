import { z } from "zod";
import { qualitySchema } from "../payload/quality.ts";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";
import { instantSchema } from "./readings.ts";

/** What the public sees of one bin or air station. No personal data, no operational detail. */
export const openStationSchema = z.object({
  device: deviceIdSchema,
  kind: z.enum(["bin", "air"]),
  name: z.string(),
  site: siteIdSchema,
  siteName: z.string(),
  /** Kemendagri code of the kecamatan. */
  areaCode: z.string(),
  areaName: z.string(),
  lat: z.number(),
  lon: z.number(),
  /** `silent` when nothing came for three intervals; `never` when nothing ever came. */
  presence: z.enum(["online", "offline", "silent", "never"]),
  latest: z
    .object({
      at: instantSchema,
      quality: qualitySchema,
      /** Numeric fields only. */
      fields: z.record(z.string(), z.number()),
    })
    .nullable(),
});
export type OpenStation = z.infer<typeof openStationSchema>;

export const openStationsSchema = z.object({
  district: z.object({ name: z.string(), code: z.string(), timezone: z.string() }),
  generatedAt: instantSchema,
  stations: z.array(openStationSchema),
});
export type OpenStations = z.infer<typeof openStationsSchema>;
