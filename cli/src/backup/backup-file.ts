import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { CommandError } from "../context.ts";

const CHUNK_BYTES = 1_024 * 1_024;

export interface Digest {
  bytes: number;
  sha256: string;
}

/**
 * Size and SHA-256 of an ordinary file. A symbolic link is refused: it would lead out of the folder.
 *
 * @throws CommandError when it is no ordinary file; errors of the file system pass through.
 */
export const digestFile = (path: string, signal?: AbortSignal): Promise<Digest> =>
  passOver(path, () => undefined, signal);

/**
 * Copies an ordinary file for its owner alone and gives the digest of exactly what was copied, on
 * disk when it resolves.
 *
 * @throws as `digestFile`, and when the target exists.
 */
export async function copyFile(from: string, to: string, signal?: AbortSignal): Promise<Digest> {
  const target = openSync(to, "wx", 0o600);
  try {
    const digest = await passOver(from, (chunk) => writeWhole(target, chunk), signal);
    fsyncSync(target);
    return digest;
  } finally {
    closeSync(target);
  }
}

function writeWhole(handle: number, chunk: Uint8Array): void {
  for (let at = 0; at < chunk.length;) at += writeSync(handle, chunk, at);
}

async function passOver(
  path: string,
  take: (chunk: Uint8Array) => void,
  signal?: AbortSignal,
): Promise<Digest> {
  const handle = openOrdinary(path);
  try {
    const hash = createHash("sha256");
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let bytes = 0;
    for (;;) {
      signal?.throwIfAborted();
      const read = readSync(handle, buffer, 0, CHUNK_BYTES, null);
      if (read === 0) return { bytes, sha256: hash.digest("hex") };
      const chunk = buffer.subarray(0, read);
      hash.update(chunk);
      take(chunk);
      bytes += read;
      // A signal is seen between two chunks.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    closeSync(handle);
  }
}

function openOrdinary(path: string): number {
  let handle: number;
  try {
    // Never waits for the other end of a pipe, never follows a link.
    handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ELOOP") {
      throw new CommandError(`${path} is a symbolic link, not a file.`);
    }
    throw error;
  }
  if (fstatSync(handle).isFile()) return handle;
  closeSync(handle);
  throw new CommandError(`${path} is not an ordinary file.`);
}
