import type { OpenStation } from "@resik/contract/http/open";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";

/** A station as the public sees it; without a reading unless it is given one. */
export const openStation = (
  device: string,
  kind: OpenStation["kind"],
  latest: OpenStation["latest"] = null,
): OpenStation => ({
  device: deviceIdSchema.parse(device),
  kind,
  name: `Station ${device}`,
  site: siteIdSchema.parse("bsu-melati"),
  siteName: "Bank Sampah Melati",
  areaCode: "33.18.10",
  areaName: "Pati",
  lat: -6.75,
  lon: 111.04,
  presence: "online",
  latest,
});
