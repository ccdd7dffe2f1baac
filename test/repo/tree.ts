import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

/** Every file git tracks or would track, relative to the root. */
export function projectFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return listed.split("\n").filter((path) => path !== "" && existsSync(join(ROOT, path)));
}

export const sourceFiles = (): string[] =>
  projectFiles().filter((path) => /\.(ts|tsx|mts|mjs|js)$/.test(path));

export const textOf = (path: string): string => readFileSync(join(ROOT, path), "utf8");

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^;'"=]*?\sfrom\s*)?["']([^"']+)["']|import\(\s*["']([^"']+)["']/g;

/** What a source text imports, as written. */
export function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap((match) => match[1] ?? match[2] ?? []);
}

/** The workspace (top folder) that an import leads to; null for a package or Node itself. */
export function importedFolder(fromPath: string, specifier: string): string | null {
  const own = /^@resik\/([^/]+)/.exec(specifier);
  if (own) return own[1] ?? null;
  if (!specifier.startsWith(".")) return null;
  const target = relative(ROOT, resolve(ROOT, dirname(fromPath), specifier));
  return target.split("/")[0] ?? null;
}
