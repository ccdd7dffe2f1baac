import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSecret } from "@resik/kit/random";

/** Every secret of the system; each has one owner and whoever calls on it. */
export const SECRET_NAMES = [
  "RESIK_BROKER_AUTH_SECRET",
  "RESIK_INGEST_MQTT_SECRET",
  "RESIK_API_MQTT_SECRET",
  "RESIK_SESSION_SECRET",
  "RESIK_ADMIN_TOKEN",
] as const;
export type SecretName = (typeof SECRET_NAMES)[number];
export type Secrets = Readonly<Record<SecretName, string>>;

type Environment = Readonly<Record<string, string | undefined>>;

export const secretsPath = (dataDir: string): string => join(dataDir, "secrets.env");

/**
 * The secrets of a data folder: made at the first start, kept in a file that only its owner may
 * read, and overruled by the environment. A file of an older version gets the names it lacks.
 */
export function loadOrCreateSecrets(dataDir: string, environment: Environment): Secrets {
  const path = secretsPath(dataDir);
  const stored = readSecrets(path);
  const missing = SECRET_NAMES.filter((name) => !stored[name] && !environment[name]);
  if (missing.length > 0) {
    const made = Object.fromEntries(missing.map((name) => [name, createSecret()]));
    Object.assign(stored, made);
    writeSecrets(path, stored);
  }
  const chosen = SECRET_NAMES.map((name) => [name, environment[name] || stored[name] || ""]);
  // Every name of the list is a key, each with text: the line above makes them.
  return Object.fromEntries(chosen) as Secrets;
}

/** One secret for a command that talks to a running system; null when nobody made it yet. */
export function findSecret(
  name: SecretName,
  dataDir: string,
  environment: Environment,
): string | null {
  return environment[name] || readSecrets(secretsPath(dataDir))[name] || null;
}

/** Whole or not at all, and never readable by others, whatever mode an older file had. */
function writeSecrets(path: string, secrets: Partial<Record<SecretName, string>>): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, formatSecrets(secrets), { mode: 0o600, flush: true });
  renameSync(temporary, path);
}

/** @throws when the file exists and may not be read. */
function readSecrets(path: string): Partial<Record<SecretName, string>> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
  const secrets: Partial<Record<SecretName, string>> = {};
  for (const line of text.split("\n")) {
    const [name, value] = line.split("=", 2);
    const known = SECRET_NAMES.find((secret) => secret === name?.trim());
    if (known && value) secrets[known] = value.trim();
  }
  return secrets;
}

const formatSecrets = (secrets: Partial<Record<SecretName, string>>): string =>
  `# Secrets of this data folder, made at the first start. Keep them to yourself.\n${SECRET_NAMES.flatMap(
    (name) => (secrets[name] ? [`${name}=${secrets[name]}`] : []),
  ).join("\n")}\n`;
