import { statSync } from "node:fs";
import { StartError } from "@resik/kit/program";
import { makeFolders } from "./data-dir.ts";

/**
 * Makes a folder that somebody named, for its owner alone, where it is missing.
 *
 * @throws StartError with one sentence when a file is in the way; a folder that this user may not
 * write passes through as the file system says it.
 */
export function makeFolder(path: string): void {
  try {
    makeFolders(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOTDIR" && code !== "EEXIST" && code !== "ENOENT") throw error;
    throw notAFolder(path);
  }
  if (!statSync(path).isDirectory()) throw notAFolder(path);
}

const notAFolder = (path: string): StartError =>
  new StartError(`${path} is a file, lies below one or cannot be made; name a folder.`);
