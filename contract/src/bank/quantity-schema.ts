import { z } from "zod";
import { QUANTITY_MAX } from "./limits.ts";
import { UNITS } from "./quantity.ts";

export const unitSchema = z.enum(UNITS);

/** Whole smallest parts of an item's unit: grams, millilitres or pieces. */
export const quantitySchema = z.int().min(1).max(QUANTITY_MAX).brand<"Quantity">();
export type Quantity = z.infer<typeof quantitySchema>;

/** Whole grams, for items by kilogram and for reports. */
export const gramsSchema = z.int().min(0).max(QUANTITY_MAX).brand<"Grams">();
export type Grams = z.infer<typeof gramsSchema>;
