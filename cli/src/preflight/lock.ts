import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "@resik/kit/program";
import { z } from "zod";
import { processIdentity } from "./process-identity.ts";

const LOCK_FILE = "resik.lock";
const TRIES_MAX = 5;

const lockSchema = z.object({ pid: z.int().min(1), identity: z.string() });

export interface Lock {
  release(): void;
}

/**
 * One running Resik a data folder. The lock names the process that holds it; one that was left
 * behind by a crash, a power cut or a file copy names no running process and is taken over.
 *
 * @throws StartError with the sentence of `inUse` when another Resik runs on the folder.
 */
export function takeLock(
  dataDir: string,
  pid: number,
  inUse: (holder: number) => string = (holder) =>
    `The data folder ${dataDir} is in use by another running Resik (process ${holder}); ` +
    "end it first or set RESIK_DATA_DIR to another folder.",
): Lock {
  const path = join(dataDir, LOCK_FILE);
  const mine = JSON.stringify({ pid, identity: processIdentity(pid) ?? String(pid) });
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    if (createExclusive(path, mine)) {
      return {
        release() {
          // Only ours: somebody may have removed it by hand and started another.
          if (readLock(path) === mine) rmSync(path, { force: true });
        },
      };
    }
    const found = readLock(path);
    const holder = found === null ? null : holderPid(found);
    if (holder !== null && holder !== pid) {
      throw new StartError(inUse(holder));
    }
    if (found !== null && readLock(path) === found) rmSync(path, { force: true });
  }
  throw new StartError(`The lock ${path} changes hands all the time; start again in a moment.`);
}

function createExclusive(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readLock(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** The process that holds the lock now; null when the lock is stale or torn. */
function holderPid(text: string): number | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Torn by a crash in the middle of writing: nobody holds it.
    return null;
  }
  const lock = lockSchema.safeParse(json);
  if (!lock.success) return null;
  return processIdentity(lock.data.pid) === lock.data.identity ? lock.data.pid : null;
}
