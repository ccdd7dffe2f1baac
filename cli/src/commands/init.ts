import { existsSync, writeFileSync } from "node:fs";
import { createSecret } from "@resik/kit/random";
import { CommandError, type CommandContext } from "../context.ts";
import { SECRET_NAMES } from "../secrets.ts";

/** `resik init`: a settings file with fresh secrets, readable by its owner alone. */
export function runInit({ out }: Pick<CommandContext, "out">, path: string): void {
  const lines = [
    "# Settings of this Resik. .env.example lists all there are. Keep this file to yourself.",
    ...SECRET_NAMES.map((name) => `${name}=${createSecret()}`),
  ];
  try {
    // Exclusive: secrets that are in use must never be replaced by accident.
    writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (existsSync(path)) {
      throw new CommandError(`${path} exists already and is not overwritten; move it away first.`);
    }
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CommandError(`${path} cannot be written by this user (${code}).`);
  }
  out(`${path} is written with fresh secrets; only you can read it.`);
}
