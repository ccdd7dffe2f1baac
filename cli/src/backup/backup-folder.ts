import { lstatSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { MANIFEST_PATH } from "./layout.ts";

/** A backup that is being written, or one that is being removed. */
const INCOMPLETE = ".incomplete-";
/** In order of time, and fit for every file system. */
const NAME = /^resik-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z(-\d+)?$/;

/** The folder in which a backup is written before it has its name. */
export const incompletePath = (folder: string, name: string): string =>
  join(folder, `${INCOMPLETE}${name}`);

/** A name that says when it was taken and that is not in use. */
export function backupName(folder: string, takenAtMs: number): string {
  const instant = new Date(takenAtMs).toISOString().slice(0, 19).replaceAll(":", "-");
  const taken = new Set(readdirSync(folder));
  const name = `resik-${instant}Z`;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

const isFolder = (path: string): boolean => lstatSync(path).isDirectory();

/** Names of the complete backups of a folder, oldest first. */
export function listBackups(folder: string): string[] {
  const names = readdirSync(folder).filter(
    (name) =>
      NAME.test(name) &&
      isFolder(join(folder, name)) &&
      lstatSync(join(folder, name, MANIFEST_PATH), { throwIfNoEntry: false })?.isFile() === true,
  );
  return names.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** Paths of the complete backups besides this one, newest first. */
export const earlierBackups = (folder: string, path: string): string[] =>
  listBackups(folder)
    .map((name) => join(folder, name))
    .filter((earlier) => earlier !== path)
    .reverse();

/** Removes what interrupted backups and removals left; gives how many there were. */
export function removeLeftovers(folder: string): number {
  const left = readdirSync(folder).filter((name) => name.startsWith(INCOMPLETE));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
  return left.length;
}

/** Removes the oldest complete backups until so many are left; gives the names of those removed. */
export function removeOldBackups(folder: string, keep: number): string[] {
  const names = listBackups(folder);
  const old = names.slice(0, Math.max(0, names.length - keep));
  for (const name of old) {
    // First out of the list: a removal that is interrupted must not look like a backup.
    const going = incompletePath(folder, name);
    renameSync(join(folder, name), going);
    rmSync(going, { recursive: true, force: true });
  }
  return old;
}
