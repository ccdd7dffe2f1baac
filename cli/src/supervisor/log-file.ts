import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** One file of a program's log in bytes; with its predecessor it takes twice this on disk. */
export const LOG_FILE_BYTES_MAX = 10 * 1_024 * 1_024;

export interface LogFile {
  write(line: string): void;
  close(): void;
}

/**
 * A log that stays bounded: when the file is full it becomes `<path>.1`, which replaces the one
 * before, and a new file begins. Only its owner may read it. A log that cannot be written (a full
 * disk) must not stop what it reports on: the first failure is told once, later lines are dropped.
 *
 * @throws when the file cannot be opened at all.
 */
export function openLogFile(
  path: string,
  onFailure: (error: Error) => void,
  bytesMax = LOG_FILE_BYTES_MAX,
): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let file = openSync(path, "a", 0o600);
  let bytes = fstatSync(file).size;
  let failed = false;

  function rotate(): void {
    closeSync(file);
    renameSync(path, `${path}.1`);
    file = openSync(path, "a", 0o600);
    bytes = 0;
  }

  return {
    write(line) {
      const chunk = Buffer.from(`${line}\n`);
      try {
        if (bytes > 0 && bytes + chunk.length > bytesMax) rotate();
        bytes += writeSync(file, chunk);
        failed = false;
      } catch (error) {
        if (!failed) onFailure(error instanceof Error ? error : new Error(String(error)));
        failed = true;
      }
    },
    close: () => closeSync(file),
  };
}
