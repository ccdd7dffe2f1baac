import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** Files of `public/` that the shell needs to open without a network. */
const PUBLIC_SHELL = ["/manifest.webmanifest", "/theme.js", "/icons/mark.svg"];
/** The minifier may choose other quotation marks. */
const PLACEHOLDER = /(["'`])__RESIK_SHELL__\1/;

/**
 * Writes the list of built files into the service worker, with a version drawn from their names,
 * so that each build replaces the cache of the one before.
 */
export function shellWorker(): Plugin {
  return {
    name: "resik-shell-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => name.startsWith("assets/"))
        .sort()
        .map((name) => `/${name}`);
      const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 12);
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk" || !PLACEHOLDER.test(worker.code)) {
        throw new Error("The service worker has no place for the list of files.");
      }
      const shell = JSON.stringify({ version, files: ["/", ...PUBLIC_SHELL, ...files] });
      worker.code = worker.code.replace(PLACEHOLDER, () => JSON.stringify(shell));
    },
  };
}
