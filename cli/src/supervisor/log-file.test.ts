import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "./log-file.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-log-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const unexpected = (error: Error): never => {
  throw error;
};

test("a full log becomes the older file and the two stay within twice the limit", () => {
  const path = join(dir, "log", "api.log");
  const log = openLogFile(path, unexpected, 100);
  for (let line = 0; line < 100; line++) log.write(`line ${String(line).padStart(3, "0")}`);
  log.close();
  const older = readFileSync(`${path}.1`, "utf8");
  const newer = readFileSync(path, "utf8");
  expect(older.length).toBeLessThanOrEqual(100);
  expect(newer.length).toBeLessThanOrEqual(100);
  const lines = (older + newer).trim().split("\n");
  expect(lines.at(-1)).toBe("line 099");
  expect(lines).toEqual([...lines].sort());
});

test("a log goes on where the last run ended, and only its owner may read it", () => {
  const path = join(dir, "broker.log");
  for (const text of ["first run", "second run"]) {
    const log = openLogFile(path, unexpected);
    log.write(text);
    log.close();
  }
  expect(readFileSync(path, "utf8")).toBe("first run\nsecond run\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a log that cannot be written tells once and does not stop its writer", () => {
  const failures: string[] = [];
  const log = openLogFile(join(dir, "api.log"), (error) => failures.push(error.message), 10);
  log.write("fills it up");
  rmSync(dir, { recursive: true });
  log.write("cannot be rotated");
  log.write("nor can this");
  expect(failures).toHaveLength(1);
});
