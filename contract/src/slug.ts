import { z } from "zod";

/** Sites and devices are named by slugs of 2 to 40 characters: `a-z`, `0-9`, single hyphens. */
export const SLUG_PATTERN = /^[a-z0-9](-?[a-z0-9]){1,39}$/;

const slug = z.string().max(80).regex(SLUG_PATTERN);

export const siteIdSchema = slug.brand<"SiteId">();
export const deviceIdSchema = slug.brand<"DeviceId">();

export type SiteId = z.infer<typeof siteIdSchema>;
export type DeviceId = z.infer<typeof deviceIdSchema>;

/** The check without zod, for paths that see every message. */
export const isSlug = (text: string): boolean => SLUG_PATTERN.test(text);

/** Under this site the programs report on themselves (channel `pipeline`); no place may have it. */
export const OWN_SITE_ID = "resik";
