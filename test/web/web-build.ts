import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The web as it is built for people. */
    builtWeb: string;
  }
}

/**
 * Builds the web once for all tests that look at its pages; they get a copy each. In a process of
 * its own: the test runner's environment would make it a test build.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "resik-built-web-"));
  const vite = join(
    dirname(createRequire(import.meta.url).resolve("vite/package.json")),
    "bin/vite.js",
  );
  const root = join(import.meta.dirname, "../../web");
  await promisify(execFile)(
    process.execPath,
    [vite, "build", root, "--outDir", folder, "--emptyOutDir", "--logLevel", "error"],
    { cwd: root, env: { ...process.env, NODE_ENV: "production" } },
  );
  project.provide("builtWeb", folder);
  return () => rm(folder, { recursive: true, force: true });
}
