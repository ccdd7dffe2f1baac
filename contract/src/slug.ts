import { z } from "zod";

/** Sites and devices are named by slugs: 2 to 40 of `a-z` and `0-9`, single hyphens between them. */
export const SLUG_PATTERN = /^[a-z0-9](-?[a-z0-9]){1,39}$/;
/** With a hyphen in every gap. */
export const SLUG_CHARACTERS_MAX = 79;

const slug = z.string().max(SLUG_CHARACTERS_MAX).regex(SLUG_PATTERN);

export const siteIdSchema = slug.brand<"SiteId">();
export const deviceIdSchema = slug.brand<"DeviceId">();

export type SiteId = z.infer<typeof siteIdSchema>;
export type DeviceId = z.infer<typeof deviceIdSchema>;

/** The check without zod, for paths that see every message. */
export const isSlug = (text: string): boolean => SLUG_PATTERN.test(text);

/** Under this site the programs report on themselves (channel `pipeline`); no place may have it. */
export const OWN_SITE_ID = "resik";
