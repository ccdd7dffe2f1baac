import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { readSettings } from "@resik/kit/settings";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CommandContext } from "../context.ts";
import { CLI_SETTINGS } from "../settings.ts";
import { runDemoBooks } from "./demo-books.ts";

let dir = "";
let lines: string[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-demo-books-"));
  lines = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function run(onEndRequest: CommandContext["onEndRequest"] = () => {}): Promise<void> {
  const environment = { RESIK_DATA_DIR: dir };
  const context: CommandContext = {
    environment,
    clock: systemClock,
    random: createRandom("demo-books"),
    out: (line) => lines.push(line),
    note: () => {},
    input: process.stdin,
    promptHidden: () => {},
    onEndRequest,
    progressStream: null,
  };
  return runDemoBooks(context, readSettings(CLI_SETTINGS, environment), { seed: "pati" });
}

test("books that are there are left as they are", async () => {
  mkdirSync(join(dir, "ledger"));
  writeFileSync(join(dir, "ledger", "ledger.sqlite"), "somebody's books");
  await run();
  expect(lines).toEqual(["There are books already; they are left as they are."]);
  expect(readdirSync(dir)).toEqual(["ledger"]);
});

test("books that were broken off are none: the next run begins anew", async () => {
  const running = run((end) => end());
  await expect(running).rejects.toThrow("aborted");
  expect(existsSync(join(dir, "ledger"))).toBe(false);
  expect(readdirSync(dir)).toEqual([]);
});
