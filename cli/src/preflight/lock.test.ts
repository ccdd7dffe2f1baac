import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "@resik/kit/program";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-lock-"));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

test("a folder in use by a running process is refused, and free again after its release", () => {
  const lock = takeLock(dir, process.pid);
  expect(() => takeLock(dir, process.ppid)).toThrow(
    `The data folder ${dir} is in use by another running Resik (process ${process.pid}); ` +
      "end it first or set RESIK_DATA_DIR to another folder.",
  );
  lock.release();
  takeLock(dir, process.ppid).release();
});

test.each([
  ["of a process that has ended", JSON.stringify({ pid: 2 ** 22 + 1, identity: "4194305 x 1" })],
  ["of an earlier life of a process id", JSON.stringify({ pid: process.ppid, identity: "old" })],
  ["torn by a crash", '{"pid":'],
  ["that is empty", ""],
])("a lock %s is taken over", (_name, text) => {
  writeFileSync(join(dir, "resik.lock"), text);
  const lock = takeLock(dir, process.pid);
  expect(() => takeLock(dir, process.ppid)).toThrow(StartError);
  lock.release();
});

test("a lock that somebody replaced is not removed by its former holder", () => {
  const lock = takeLock(dir, process.pid);
  writeFileSync(join(dir, "resik.lock"), "another");
  lock.release();
  expect(readdirSync(dir)).toEqual(["resik.lock"]);
});
