import { z } from "zod";
import { PAGE_ROWS_MAX } from "../limits.ts";

/** The query of every list: where to go on, and how many rows (at most `PAGE_ROWS_MAX`). */
export const pageQueryShape = {
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_ROWS_MAX).default(100),
};

/** One page of a list; `next` is null at the end. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
