import type { ReadyMessage, SetupMessage } from "@resik/kit/program";
import { z } from "zod";

const readySchema = z.object({
  type: z.literal("resik-ready"),
  program: z.string(),
  ports: z.record(z.string(), z.int()),
}) satisfies z.ZodType<ReadyMessage>;

const setupSchema = z.object({
  type: z.literal("resik-setup"),
  program: z.string(),
  url: z.string(),
}) satisfies z.ZodType<SetupMessage>;

const messageSchema = z.discriminatedUnion("type", [readySchema, setupSchema]);
export type ProgramMessage = z.infer<typeof messageSchema>;

/** What a program said over its process channel; null when it is none of ours. */
export function parseProgramMessage(message: unknown): ProgramMessage | null {
  const parsed = messageSchema.safeParse(message);
  return parsed.success ? parsed.data : null;
}
