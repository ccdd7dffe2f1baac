import { z } from "zod";
import { ERROR_CODES } from "../error-code.ts";

/** RFC 9457 problem details; `code` is ours and from a closed list. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(ERROR_CODES),
  detail: z.string().optional(),
  /** Where the input was wrong, for forms. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
