import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, "main.ts"), ...args], {
    encoding: "utf8",
  });

it("says what can be measured, and with which options", () => {
  const { status, stdout } = run("--help");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}alerts --days --devices --seed --examples$/m);
  expect(run("forecast", "--help").stdout).toBe(stdout);
});

it.each([
  ["no name", [], "Which bench?"],
  ["an unknown name", ["alert"], "There is no bench alert."],
  ["an unknown option", ["alerts", "--day=3"], "Unknown option '--day'"],
  ["a value out of its bounds", ["alerts", "--days=600"], "at days"],
])("refuses %s in words", (_what, args, why) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(why);
  expect(stderr).toContain("Usage: npm run bench");
  expect(stderr).not.toContain("node:internal");
});
