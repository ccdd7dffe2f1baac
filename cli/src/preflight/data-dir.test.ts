import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkDataDir } from "./data-dir.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-data-dir-"));
});
afterEach(() => {
  chmodSync(dir, 0o700);
  rmSync(dir, { recursive: true, force: true });
});

test("a missing data folder is made and nothing is left in it", () => {
  const dataDir = join(dir, "a", "b");
  checkDataDir(dataDir, 0);
  expect(readdirSync(dataDir)).toEqual([]);
});

test("a data folder below a file is told in one sentence", () => {
  writeFileSync(join(dir, "file"), "");
  expect(() => checkDataDir(join(dir, "file", "data"), 0)).toThrow(
    `The data folder ${join(dir, "file", "data")} is a file or lies below one; ` +
      "set RESIK_DATA_DIR to a folder.",
  );
});

test("a data folder that cannot be written is told in one sentence", () => {
  // /proc refuses everybody, the administrator too.
  const dataDir = process.getuid?.() === 0 ? "/proc/resik" : dir;
  chmodSync(dir, 0o500);
  expect(() => checkDataDir(dataDir, 0)).toThrow(
    /^The data folder .* cannot be written by this user \(\w+\); change its owner or set RESIK_DATA_DIR\.$/,
  );
});

test("a data folder in which a restore was interrupted is no data folder yet", () => {
  mkdirSync(join(dir, ".restoring"));
  expect(() => checkDataDir(dir, 0)).toThrow(
    `A restore into the data folder ${dir} was interrupted: empty the folder and restore again.`,
  );
});

test("a disk that is nearly full is told with what is free and what is needed", () => {
  expect(() => checkDataDir(dir, Number.MAX_SAFE_INTEGER)).toThrow(
    /nearly full: \d+ MiB are free and \d+ MiB are needed/,
  );
});
