import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { StartError } from "@resik/kit/program";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureWebBuilt, isWebFresh } from "./web-build.ts";

const OLD_S = 1_000_000;
const NEW_S = 2_000_000;

let dir = "";
let notes: string[] = [];

function put(path: string, text: string, timeS: number): void {
  const full = join(dir, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  utimesSync(full, timeS, timeS);
}
const build = () =>
  ensureWebBuilt({
    projectDir: dir,
    webDir: undefined,
    environment: {},
    note: (line) => notes.push(line),
    signal: new AbortController().signal,
  });
/** A stand-in for Vite's command: `node vite.js build --outDir DIR …`. */
const putVite = (script: string): void => put("node_modules/vite/bin/vite.js", script, OLD_S);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-web-"));
  notes = [];
  put("web/src/main.tsx", "", OLD_S);
  put("web/index.html", "", OLD_S);
  put("contract/src/slug.ts", "", OLD_S);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("pages younger than all their sources are taken as they are", async () => {
  put("web/dist/index.html", "", NEW_S);
  expect(isWebFresh(dir)).toBe(true);
  expect(await build()).toBe(join(dir, "web", "dist"));
  expect(notes).toEqual([]);
});

test.each([
  "web/src/deep/page.tsx",
  "web/public/icon.svg",
  "web/vite.config.ts",
  "contract/src/a.ts",
])("a newer %s makes the pages stale", (path) => {
  put("web/dist/index.html", "", OLD_S + 1);
  expect(isWebFresh(dir)).toBe(true);
  put(path, "", NEW_S);
  expect(isWebFresh(dir)).toBe(false);
});

test("a newer test is no reason to build", () => {
  put("web/dist/index.html", "", OLD_S + 1);
  put("web/src/page.test.tsx", "", NEW_S);
  expect(isWebFresh(dir)).toBe(true);
});

test("missing pages are built, with one line to the person who waits", async () => {
  putVite(`
    const { mkdirSync, writeFileSync } = require("node:fs");
    const outDir = process.argv[process.argv.indexOf("--outDir") + 1];
    mkdirSync(outDir, { recursive: true });
    writeFileSync(outDir + "/index.html", "built");
  `);
  await build();
  expect(isWebFresh(dir)).toBe(true);
  expect(notes).toEqual([
    "resik: building the pages (once after each change of their sources) ...",
  ]);
});

test("pages that cannot be built are told in one sentence, and the old ones stay", async () => {
  put("web/dist/index.html", "old", OLD_S - 1);
  putVite(`console.error("something is wrong in main.tsx"); process.exit(1);`);
  await expect(build()).rejects.toThrow(StartError);
  await expect(build()).rejects.toThrow(/^The pages could not be built;/);
  expect(notes).toContain("something is wrong in main.tsx");
  expect(isWebFresh(dir)).toBe(false);
});

test("without Vite the sentence says what to do", async () => {
  await expect(build()).rejects.toThrow("Vite is missing; run `npm ci` first.");
});

test("a folder that is named is taken as it is", async () => {
  const webDir = join(dir, "elsewhere");
  const options = { environment: {}, note: () => {}, signal: new AbortController().signal };
  expect(await ensureWebBuilt({ ...options, projectDir: dir, webDir })).toBe(webDir);
});
