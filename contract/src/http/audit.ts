import { z } from "zod";
import { instantSchema } from "./readings.ts";

/** A line of the append-only log, newest first: `GET audit` and `GET banks/{bank}/audit`. */
export const auditLineSchema = z.object({
  seq: z.int(),
  at: instantSchema,
  /** `user:<id>`, `cli` or `setup`. */
  actor: z.string(),
  /** Null for programs, for people who are gone, and where names are not for the asker. */
  actorName: z.string().nullable(),
  action: z.string(),
  /** Ids alone: a device, a bank, `<bank>/<member>`. */
  target: z.string(),
});
export type AuditLine = z.infer<typeof auditLineSchema>;
