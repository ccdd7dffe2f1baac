import { existsSync, writeFileSync } from "node:fs";
import { createSecret } from "@resik/kit/random";
import { CommandError, type CommandContext } from "../context.ts";
import { SECRET_NAMES } from "../secrets.ts";

/** Secrets of the engines beside ours, which docker-compose.yml hands out. */
export const COMPOSE_SECRETS = [
  {
    name: "RESIK_INFLUXDB_TOKEN",
    about: "InfluxDB: ingest writes with it, and may do everything.",
  },
  { name: "RESIK_INFLUXDB_READER_PASSWORD", about: "InfluxDB: api and Grafana read with it." },
  { name: "INFLUXDB_ADMIN_PASSWORD", about: "InfluxDB: its first user, for people." },
  { name: "GRAFANA_ADMIN_PASSWORD", about: "Grafana: its user admin, for people." },
] as const;

const HEAD = `# Settings of this Resik for docker compose. Keep this file to yourself, and keep a copy of it: it
# cannot be made again. docs/operating/compose.md lists what else may stand here.
`;

/** The text of a settings file with fresh secrets, the same names in the same order each time. */
function settingsText(): string {
  const own = SECRET_NAMES.map((name) => `${name}=${createSecret()}`);
  const others = COMPOSE_SECRETS.flatMap(({ name, about }) => [
    `# ${about}`,
    `${name}=${createSecret()}`,
  ]);
  return `${[HEAD, ...own, "", ...others].join("\n")}\n`;
}

/** `resik init`: a settings file with fresh secrets, readable by its owner alone. */
export function runInit({ out }: Pick<CommandContext, "out">, path: string): void {
  try {
    // Exclusive: secrets that are in use must never be replaced by accident.
    writeFileSync(path, settingsText(), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (existsSync(path)) {
      throw new CommandError(`${path} exists already and is not overwritten; move it away first.`);
    }
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CommandError(`${path} cannot be written by this user (${code}).`);
  }
  out(`${path} is written with fresh secrets; only you can read it. Next: docker compose up -d`);
}
