import type { z } from "zod";

/**
 * JSON that a program wrote, checked again because a file outlives the program that wrote it.
 *
 * @returns null when another version wrote what this one does not know, or it is no JSON at all.
 */
export function parseStored<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // No version of ours wrote it; it is told like any other that cannot be read.
    return null;
  }
}
