import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** Files of `public/` that the shell needs to open without a network. */
const PUBLIC_SHELL = ["/manifest.webmanifest", "/theme.js", "/icons/mark.svg"];
/** The minifier may choose other quotation marks. */
const PLACEHOLDER = /(["'`])__RESIK_SHELL__\1/;

/** Parts of the open pages that are loaded late and still belong to what everybody keeps. */
const CORE_PARTS = /\/src\/(stations|detail|chart)\//;
/** Pages that a browser keeps as a whole once it has opened one of them, by their first module. */
const GROUPS = {
  bank: "/src/bank/bank-group.tsx",
  me: "/src/me/me-group.tsx",
} as const;

interface Chunk {
  type: "chunk";
  facadeModuleId: string | null;
  isEntry: boolean;
  imports: string[];
  dynamicImports: string[];
  viteMetadata?: { importedCss: Set<string> };
}
type Bundle = Readonly<Record<string, Chunk | { type: "asset" }>>;

/** The files of some chunks and of all that `next` says belongs to a chunk. */
function closure(
  bundle: Bundle,
  starts: readonly string[],
  next: (chunk: Chunk) => readonly string[],
): Set<string> {
  const files = new Set<string>();
  const open = [...starts];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const chunk = bundle[name];
    if (files.has(name) || chunk?.type !== "chunk") continue;
    files.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    open.push(...next(chunk));
  }
  return files;
}

/** What everybody keeps, and what those keep who use a group of pages. */
function sortFiles(bundle: Bundle): { core: string[]; groups: Record<string, string[]> } {
  const chunks = Object.entries(bundle).flatMap(([name, chunk]) =>
    chunk.type === "chunk" ? [{ name, chunk }] : [],
  );
  const starts = chunks
    .filter(
      ({ name, chunk }) =>
        (chunk.isEntry && name !== "sw.js") || CORE_PARTS.test(chunk.facadeModuleId ?? ""),
    )
    .map(({ name }) => name);
  const core = closure(bundle, starts, ({ imports }) => imports);
  // Fonts and pictures belong to no chunk.
  for (const name of Object.keys(bundle)) {
    if (name.startsWith("assets/") && !/\.(js|css)$/.test(name)) core.add(name);
  }
  const groups: Record<string, string[]> = {};
  for (const [group, module] of Object.entries(GROUPS)) {
    const first = chunks.find(({ chunk }) => chunk.facadeModuleId?.endsWith(module));
    if (!first) throw new Error(`The group ${group} has no chunk of its own.`);
    // Behind a chunk of the core lie the other groups.
    const files = closure(bundle, [first.name], ({ imports, dynamicImports }) =>
      [...imports, ...dynamicImports].filter((name) => !core.has(name)),
    );
    groups[group] = addresses([...files].filter((name) => !core.has(name)));
  }
  return { core: addresses([...core]), groups };
}

const addresses = (names: readonly string[]): string[] => names.map((name) => `/${name}`).sort();

/**
 * Writes the lists of built files into the service worker, with a version drawn from all their
 * names, so that each build replaces the cache of the one before.
 */
export function shellWorker(): Plugin {
  return {
    name: "resik-shell-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
      const version = createHash("sha256").update(files.sort().join("\n")).digest("hex");
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk" || !PLACEHOLDER.test(worker.code)) {
        throw new Error("The service worker has no place for the list of files.");
      }
      // It is registered as a classic script, which browsers of old phones know.
      if (worker.imports.length > 0) throw new Error("The service worker must be a single file.");
      const { core, groups } = sortFiles(bundle);
      const shell = JSON.stringify({
        version: version.slice(0, 12),
        core: ["/", ...PUBLIC_SHELL, ...core],
        groups,
      });
      worker.code = worker.code.replace(PLACEHOLDER, () => JSON.stringify(shell));
    },
  };
}
