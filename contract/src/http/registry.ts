import { z } from "zod";
import { deviceConfigSchema } from "../payload/downlink.ts";
import { deviceIdSchema, siteIdSchema } from "../slug.ts";
import { instantSchema } from "./readings.ts";

export const SITE_KINDS = ["waste-bank", "tps", "station", "office"] as const;
export const DEVICE_KINDS = ["bin", "air", "scale"] as const;
export const deviceKindSchema = z.enum(DEVICE_KINDS);
export type DeviceKind = z.infer<typeof deviceKindSchema>;

const siteParts = {
  name: z.string().trim().min(1).max(120),
  /** Kemendagri code of the kecamatan, such as 33.18.10. */
  areaCode: z.string().regex(/^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/),
  areaName: z.string().trim().min(1).max(120),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
};

export const siteSchema = z.object({
  id: siteIdSchema,
  kind: z.enum(SITE_KINDS),
  ...siteParts,
});
export type Site = z.infer<typeof siteSchema>;

/** All that may change of a site, each time: its id and its kind stay for good. */
export const siteChangeSchema = z.strictObject(siteParts);
export type SiteChange = z.infer<typeof siteChangeSchema>;

const nameAndPlace = {
  name: z.string().trim().min(1).max(120),
  /** Without both of them it stands where its site does. */
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
};
const isWholePlace = ({ lat, lon }: { lat?: number | undefined; lon?: number | undefined }) =>
  (lat === undefined) === (lon === undefined);
const HALF_PLACE = { message: "lat and lon, or neither", path: ["lon"] };

export const deviceRegistrationSchema = z
  .strictObject({
    id: deviceIdSchema,
    site: siteIdSchema,
    kind: deviceKindSchema,
    ...nameAndPlace,
    config: deviceConfigSchema.optional(),
  })
  .refine(isWholePlace, HALF_PLACE);
export type DeviceRegistration = z.infer<typeof deviceRegistrationSchema>;

/** What people call a device and where it stands: all of it, each time. */
export const devicePlaceSchema = z.strictObject(nameAndPlace).refine(isWholePlace, HALF_PLACE);
export type DevicePlace = z.infer<typeof devicePlaceSchema>;

export const deviceSchema = z.object({
  id: deviceIdSchema,
  site: siteIdSchema,
  kind: deviceKindSchema,
  name: z.string(),
  lat: z.number(),
  lon: z.number(),
  config: deviceConfigSchema,
  registeredAt: instantSchema,
  retiredAt: instantSchema.nullable(),
});
export type Device = z.infer<typeof deviceSchema>;

/** The answer to a registration or rotation: the only time the secret is ever shown. */
export const deviceCredentialsSchema = z.object({
  device: deviceSchema,
  mqtt: z.object({
    username: z.string(),
    /** 256 random bits, base64url. */
    password: z.string(),
    topicPrefix: z.string(),
  }),
});
export type DeviceCredentials = z.infer<typeof deviceCredentialsSchema>;
