import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generatedFiles } from "./generated.ts";

const PROVISIONING = join(import.meta.dirname, "..", "provisioning");

// What is not generated any more has to go, or Grafana would keep showing it.
rmSync(PROVISIONING, { recursive: true, force: true });
for (const { path, text } of generatedFiles()) {
  const file = join(PROVISIONING, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`${path}\n`);
}
