import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CommandError } from "../context.ts";
import { SECRET_NAMES } from "../secrets.ts";
import { COMPOSE_SECRETS, runInit } from "./init.ts";

let dir = "";
let lines: string[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-init-"));
  lines = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const init = (path: string): void => runInit({ out: (line) => lines.push(line) }, path);
const NAMES = [...SECRET_NAMES, ...COMPOSE_SECRETS.map(({ name }) => name)];

test("the file has every secret that compose asks for, all different, for its owner alone", () => {
  const path = join(dir, ".env");
  init(path);
  const secrets = parseEnv(readFileSync(path, "utf8"));
  expect(Object.keys(secrets).toSorted()).toEqual(NAMES.toSorted());
  // Letters, digits, - and _ alone: neither compose nor a shell finds anything in them to expand.
  for (const secret of Object.values(secrets)) expect(secret).toMatch(/^[\w-]{43}$/);
  expect(new Set(Object.values(secrets)).size).toBe(NAMES.length);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("what it says shows no secret, and two files share none", () => {
  init(join(dir, "a"));
  init(join(dir, "b"));
  const [a, b] = ["a", "b"].map((name) =>
    Object.values(parseEnv(readFileSync(join(dir, name), "utf8"))),
  );
  expect(a?.filter((secret) => b?.includes(secret))).toEqual([]);
  expect(a?.filter((secret) => lines.join("\n").includes(String(secret)))).toEqual([]);
});

test("secrets in use are never replaced", () => {
  const path = join(dir, ".env");
  writeFileSync(path, "RESIK_ADMIN_TOKEN=in-use\n");
  expect(() => init(path)).toThrow(CommandError);
  expect(() => init(path)).toThrow("exists already and is not overwritten");
  expect(readFileSync(path, "utf8")).toBe("RESIK_ADMIN_TOKEN=in-use\n");
});

test("a folder that is not there is one sentence", () => {
  const path = join(dir, "nowhere", ".env");
  expect(() => init(path)).toThrow(`${path} cannot be written by this user (ENOENT).`);
});
