import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../context.ts";
import { PROJECT_DIR } from "../project.ts";
import { reference } from "../reference/reference.ts";

/** `resik reference`: writes the committed reference page anew. */
export function writeReference({ out }: Pick<CommandContext, "out">): void {
  writeFileSync(join(PROJECT_DIR, "docs", "reference.md"), reference());
  out("docs/reference.md is written.");
}
