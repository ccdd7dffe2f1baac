import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findSecret, loadOrCreateSecrets, SECRET_NAMES, secretsPath } from "./secrets.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-secrets-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("the first start makes every secret, all different, for the owner's eyes only", () => {
  const secrets = loadOrCreateSecrets(dir, {});
  expect(Object.keys(secrets)).toEqual([...SECRET_NAMES]);
  for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(new Set(Object.values(secrets)).size).toBe(SECRET_NAMES.length);
  expect(statSync(secretsPath(dir)).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(["secrets.env"]);
});

test("later starts read the same secrets and leave the file alone", () => {
  const first = loadOrCreateSecrets(dir, {});
  const text = readFileSync(secretsPath(dir), "utf8");
  expect(loadOrCreateSecrets(dir, {})).toEqual(first);
  expect(readFileSync(secretsPath(dir), "utf8")).toBe(text);
});

test("the environment wins and is not written down", () => {
  const given = "x".repeat(40);
  const secrets = loadOrCreateSecrets(dir, { RESIK_ADMIN_TOKEN: given });
  expect(secrets.RESIK_ADMIN_TOKEN).toBe(given);
  expect(readFileSync(secretsPath(dir), "utf8")).not.toContain(given);
  expect(findSecret("RESIK_ADMIN_TOKEN", dir, { RESIK_ADMIN_TOKEN: given })).toBe(given);
});

test("a file that lacks a name gets it, keeps the others, and is closed to others again", () => {
  const kept = "k".repeat(43);
  writeFileSync(secretsPath(dir), `# note\nRESIK_SESSION_SECRET=${kept}\n`);
  chmodSync(secretsPath(dir), 0o644);
  const secrets = loadOrCreateSecrets(dir, {});
  expect(secrets.RESIK_SESSION_SECRET).toBe(kept);
  expect(loadOrCreateSecrets(dir, {})).toEqual(secrets);
  expect(statSync(secretsPath(dir)).mode & 0o777).toBe(0o600);
});

test("a folder without secrets has none to find", () => {
  expect(findSecret("RESIK_ADMIN_TOKEN", dir, {})).toBeNull();
});
