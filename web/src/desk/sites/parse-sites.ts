import type { Site } from "@resik/contract/http/registry";
import { answerOf, fields, number, oneOf, pageOf, text, type Read } from "../../edge/parts.ts";

// The contract's own list would bring its schemas along.
export const SITE_KINDS = [
  "tps",
  "waste-bank",
  "station",
  "office",
] as const satisfies readonly Site["kind"][];
export type SiteKind = (typeof SITE_KINDS)[number];

const sitePart = fields({
  id: text,
  name: text,
  kind: oneOf(SITE_KINDS),
  areaCode: text,
  areaName: text,
  lat: number,
  lon: number,
});
export type SiteView = Read<typeof sitePart>;

/** `GET sites`. */
export const parseSites = answerOf(pageOf(sitePart));
/** The answer of `POST sites` and of `PUT sites/{id}`. */
export const parseSite = answerOf(sitePart);
