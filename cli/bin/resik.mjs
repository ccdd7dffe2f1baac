#!/usr/bin/env node
// Plain JavaScript that any Node can read: on an old one it says so, and only then loads the rest.

import module from "node:module";
import { join } from "node:path";

const NODE_MAJOR_MIN = 24;
const EXIT_CODE_SETTINGS = 78;

const major = Number(process.versions.node.split(".")[0]);
if (major >= NODE_MAJOR_MIN) {
  // The folder that cli/src/project.ts names; an environment with NODE_COMPILE_CACHE has its own.
  module.enableCompileCache(join(import.meta.dirname, "../../node_modules/.cache/resik"));
  await import("../src/main.ts");
} else {
  process.stderr.write(
    `resik: Node ${NODE_MAJOR_MIN} or newer is needed and this is ${process.versions.node}; ` +
      "`npm ci` in the project brings the right one along, and `npm start` uses it.\n",
  );
  process.exitCode = EXIT_CODE_SETTINGS;
}
