import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartError } from "@resik/kit/program";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFolder } from "./make-folder.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-folder-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

it("makes what is missing for the owner alone, and leaves what is there", () => {
  makeFolder(join(dir, "a", "b"));
  expect(statSync(join(dir, "a")).mode & 0o777).toBe(0o700);
  expect(statSync(join(dir, "a", "b")).mode & 0o777).toBe(0o700);
  makeFolder(join(dir, "a", "b"));
});

it.each(["file", "file/below", "/proc/none/below"])("refuses %s in one sentence", (path) => {
  writeFileSync(join(dir, "file"), "x");
  const named = path.startsWith("/") ? path : join(dir, path);
  expect(() => makeFolder(named)).toThrow(StartError);
  expect(() => makeFolder(named)).toThrow(/is a file, lies below one or cannot be made/);
});
