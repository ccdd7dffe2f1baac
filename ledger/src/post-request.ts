import { commandSchema } from "@resik/contract/bank/command";
import { actorIdSchema, bankIdSchema, idempotencyKeySchema } from "@resik/contract/bank/ids";
import { z } from "zod";

/** A command with who asks, when it happened, and the key that makes a retry harmless. */
export const postRequestSchema = z.object({
  bank: bankIdSchema,
  key: idempotencyKeySchema,
  actor: actorIdSchema,
  /** The caller's clock, epoch milliseconds; prices are looked up by it. */
  occurredAtMs: z.int().min(0),
  command: commandSchema,
});
export type PostRequest = z.infer<typeof postRequestSchema>;
