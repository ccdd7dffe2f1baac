import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import type { Clock } from "@resik/kit/clock";
import { recordingTruth, truthRecordSchema, type TruthLog } from "./log.ts";
import { createMemoryTruth, type MemoryTruth } from "./memory.ts";

/** Lines are handed to the operating system when so many bytes wait, or after this time. */
const BUFFER_BYTES_MAX = 256 * 1_024;
const FLUSH_MS = 200;

/**
 * Truth as one JSON object a line, for a simulator in a process of its own. The file is written
 * anew. It is not synced: it is judged on the machine that wrote it, and when the simulator
 * itself is killed the last 200 ms may be missing.
 *
 * @throws when the file cannot be opened.
 */
export function openTruthFile(path: string, clock: Clock): TruthLog {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  let lines: string[] = [];
  let bytes = 0;
  const flush = (): void => {
    if (lines.length === 0) return;
    writeSync(file, lines.join(""));
    lines = [];
    bytes = 0;
  };
  const timer = clock.every(FLUSH_MS, flush);
  return recordingTruth(
    (record) => {
      const line = `${JSON.stringify(record)}\n`;
      lines.push(line);
      bytes += line.length;
      if (bytes >= BUFFER_BYTES_MAX) flush();
    },
    () => {
      timer.cancel();
      flush();
      closeSync(file);
      return Promise.resolve();
    },
  );
}

/**
 * Reads truth files into one truth that can be asked and judged.
 *
 * @throws when a file cannot be read or holds a line that is not truth.
 */
export async function readTruthFiles(paths: readonly string[]): Promise<MemoryTruth> {
  const truth = createMemoryTruth();
  for (const path of paths) {
    const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
    for await (const line of lines) {
      if (line !== "") truth.add(truthRecordSchema.parse(JSON.parse(line)));
    }
  }
  return truth;
}
