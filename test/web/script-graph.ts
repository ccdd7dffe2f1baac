import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** The built scripts and which of them need each other, as a browser follows them. */
export interface ScriptGraph {
  /** Compressed bytes by file. */
  bytes: ReadonlyMap<string, number>;
  /** The files a browser fetches for these chunks: they and all they import, each once. */
  loadedBy(chunks: readonly string[]): string[];
  /** What those files weigh together, compressed. */
  weight(chunks: readonly string[]): number;
}

/** `import{a}from"./x.js"` and `import"./x.js"`; not `import("./x.js")`, which waits for its use. */
const STATIC_IMPORT = /(?:^|[;}\s])(?:import|export)(?:[^"'()]*?from)?\s*["']\.\/([^"']+\.js)["']/g;

/** Reads the scripts of a built web. A chunk is named without its hash, such as `me-group`. */
export async function readScriptGraph(webDir: string): Promise<ScriptGraph> {
  const folder = join(webDir, "assets");
  const bytes = new Map<string, number>();
  const imports = new Map<string, string[]>();
  for (const file of await readdir(folder)) {
    if (!file.endsWith(".js")) continue;
    const text = await readFile(join(folder, file), "utf8");
    bytes.set(file, gzipSync(text).length);
    imports.set(
      file,
      [...text.matchAll(STATIC_IMPORT)].flatMap(([, target]) => target ?? []),
    );
  }
  const fileOf = (chunk: string): string => {
    const isIt = (file: string) =>
      file.startsWith(`${chunk}-`) && /^[\w-]{8}\.js$/.test(file.slice(chunk.length + 1));
    const found = [...bytes.keys()].filter(isIt);
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new Error(`${found.length} built files for ${chunk}: ${[...bytes.keys()].join(", ")}`);
    }
    return only;
  };
  const loadedBy = (chunks: readonly string[]): string[] => {
    const waiting = chunks.map(fileOf);
    const loaded = new Set<string>();
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (loaded.has(file)) continue;
      loaded.add(file);
      waiting.push(...(imports.get(file) ?? []));
    }
    return [...loaded].sort();
  };
  return {
    bytes,
    loadedBy,
    weight: (chunks) => loadedBy(chunks).reduce((sum, file) => sum + (bytes.get(file) ?? 0), 0),
  };
}
