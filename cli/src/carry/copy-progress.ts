import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { STORED_CHANNELS } from "@resik/contract/channel";
import { deviceIdSchema } from "@resik/contract/slug";
import { z } from "zod";

const channelSchema = z.enum(STORED_CHANNELS);

const copyProgressSchema = z.object({
  version: z.literal(1),
  from: z.string(),
  to: z.string(),
  /** When the copy began, over all its interruptions. */
  startedAtMs: z.int(),
  /** Channels whose final roll-ups are in the target. */
  rolledUp: z.array(channelSchema),
  /** The last reading that the target confirmed; it and all before it are there. */
  position: z.object({ channel: channelSchema, device: deviceIdSchema, atMs: z.int() }).nullable(),
  /** Readings that the target confirmed. */
  readings: z.int().min(0),
  /** When every reading had been confirmed; a later run takes what came since. */
  finishedAtMs: z.int().nullable(),
});
export type CopyProgress = z.infer<typeof copyProgressSchema>;

/** Where a copy notes how far it came. */
export interface CopyNotes {
  load(): CopyProgress | null;
  save(progress: CopyProgress): void;
  forget(): void;
}

/** Source and target of a copy as they may be shown and kept: without credentials. */
export interface CopyEnds {
  from: string;
  to: string;
}

/** The address of a store without user, password and whatever else stands in its query. */
export function showAddress(url: string): string {
  if (!URL.canParse(url)) return "(no address)";
  const { protocol, host, pathname } = new URL(url);
  return host === "" && pathname === "" ? protocol : `${protocol}//${host}${pathname}`;
}

/** A copy that is never resumed, such as the one within a backup. */
export const keepNoNotes = (): CopyNotes => ({
  load: () => null,
  save: () => undefined,
  forget: () => undefined,
});

/**
 * Notes in the data folder, one file for each source and target: a copy to another store begins
 * anew. A file that is torn or of another version counts as none.
 */
export function openCopyNotes(dataDir: string, ends: CopyEnds): CopyNotes {
  const name = createHash("sha256").update(JSON.stringify(ends)).digest("hex").slice(0, 16);
  const path = join(dataDir, "copies", `readings-${name}.json`);
  return {
    load: () => readProgress(path, ends),
    save(progress) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // Whole or not at all: a copy that is killed here goes on from the notes before.
      const temporary = `${path}.new`;
      writeFileSync(temporary, `${JSON.stringify(progress)}\n`, { mode: 0o600, flush: true });
      renameSync(temporary, path);
    },
    forget: () => rmSync(path, { force: true }),
  };
}

function readProgress(path: string, ends: CopyEnds): CopyProgress | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  const parsed = copyProgressSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  return parsed.data.from === ends.from && parsed.data.to === ends.to ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Torn: as good as absent, because writing a reading again changes nothing.
    return null;
  }
}
