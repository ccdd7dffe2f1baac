import { day, fields, integer, list, number, oneOf, text, type Read } from "../../edge/parts.ts";
import { binPart } from "../edge/parse-bins.ts";

/** Why a bin is on the list. */
export const STOP_REASONS = [
  "full",
  "full-that-day",
  "full-next-day",
  "reported",
  "on-the-way",
] as const;

const stopPart = fields({
  order: integer,
  bin: binPart,
  urgency: number,
  reason: oneOf(STOP_REASONS),
  legKm: number,
});
export type CollectionStop = Read<typeof stopPart>;

/** `GET collection`. */
export const collectionPart = fields({
  day,
  start: fields({ name: text, lat: number, lon: number }),
  stops: list(stopPart),
  totalKm: number,
  leftOut: integer,
});
export type CollectionPlan = Read<typeof collectionPart>;
