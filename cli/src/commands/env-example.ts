import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../context.ts";
import { envExample } from "../env-example.ts";
import { PROJECT_DIR } from "../project.ts";

/** `resik env-example`: writes the committed list of settings anew. */
export function writeEnvExample({ out }: Pick<CommandContext, "out">): void {
  writeFileSync(join(PROJECT_DIR, ".env.example"), envExample());
  out(".env.example is written.");
}
