import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DISK_FREE_BYTES_MIN } from "@resik/contract/limits";
import { StartError } from "@resik/kit/program";
import { RESTORE_STAGING } from "../backup/layout.ts";

const MEBIBYTE = 1_024 * 1_024;
/** The broker refuses messages below its own limit; twice that leaves room to start at all. */
export const START_FREE_BYTES_MIN = 2 * DISK_FREE_BYTES_MIN;

/**
 * Makes the data folder where it is missing and checks that this user can write there, that there
 * is room and that nothing of it was left half restored.
 *
 * @throws StartError with one sentence when not.
 */
export function checkDataDir(dataDir: string, freeBytesMin = START_FREE_BYTES_MIN): void {
  const probe = join(dataDir, `.write-check-${randomUUID()}`);
  try {
    makeFolders(dataDir);
    writeFileSync(probe, "x");
    rmSync(probe);
  } catch (error) {
    throw new StartError(dataDirSentence(dataDir, error));
  }
  if (existsSync(join(dataDir, RESTORE_STAGING))) {
    // A part of the stores may have its place already: programs would make the others anew.
    throw new StartError(
      `A restore into the data folder ${dataDir} was interrupted: empty the folder and restore again.`,
    );
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const freeBytes = bavail * bsize;
  if (freeBytes >= freeBytesMin) return;
  throw new StartError(
    `The disk of the data folder ${dataDir} is nearly full: ${Math.floor(freeBytes / MEBIBYTE)} MiB ` +
      `are free and ${Math.ceil(freeBytesMin / MEBIBYTE)} MiB are needed; make room or set ` +
      "RESIK_DATA_DIR to another disk.",
  );
}

/**
 * Makes a folder and what is missing above it, for the owner alone.
 *
 * One by one: the recursive mkdir of Node 24 never returns where a folder refuses with
 * ENOENT.
 */
export function makeFolders(path: string): void {
  const missing: string[] = [];
  for (let folder = path; !existsSync(folder); folder = dirname(folder)) missing.push(folder);
  for (const folder of missing.reverse()) mkdirSync(folder, { mode: 0o700 });
}

function dataDirSentence(dataDir: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return `The disk of the data folder ${dataDir} is full; make room or set RESIK_DATA_DIR.`;
  }
  if (code === "ENOTDIR" || code === "EEXIST") {
    return `The data folder ${dataDir} is a file or lies below one; set RESIK_DATA_DIR to a folder.`;
  }
  return (
    `The data folder ${dataDir} cannot be written by this user (${String(code ?? error)}); ` +
    "change its owner or set RESIK_DATA_DIR."
  );
}
