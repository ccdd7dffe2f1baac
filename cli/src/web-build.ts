import { spawn } from "node:child_process";
import { existsSync, globSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { StartError } from "@resik/kit/program";

const OUTPUT_CHARS_MAX = 2_000;

export interface WebBuildOptions {
  projectDir: string;
  /** A folder built elsewhere; it is taken as it is. */
  webDir: string | undefined;
  environment: Readonly<Record<string, string>>;
  note(line: string): void;
  signal: AbortSignal;
}

/**
 * The folder of the built web: the one that RESIK_WEB_DIR names, or ours, which is built first when
 * it is missing or older than its sources.
 *
 * @throws StartError with one sentence when it cannot be built.
 */
export async function ensureWebBuilt(options: WebBuildOptions): Promise<string> {
  if (options.webDir !== undefined) return resolve(options.webDir);
  const sourceDir = join(options.projectDir, "web");
  const distDir = join(sourceDir, "dist");
  if (isWebFresh(options.projectDir)) return distDir;
  const vite = findVite(options.projectDir);
  if (vite === null) {
    throw new StartError("The pages cannot be built because Vite is missing; run `npm ci` first.");
  }
  options.note("resik: building the pages (once after each change of their sources) ...");
  // Beside it and then swapped: two starts at once, or one that is broken off, spoil nothing.
  const newDir = join(sourceDir, ".vite", `build-${process.pid}`);
  try {
    const { exitCode, output } = await runVite(vite, sourceDir, newDir, options);
    if (exitCode === 0 && existsSync(join(newDir, "index.html"))) {
      replaceFolder(distDir, newDir);
      return distDir;
    }
    if (!options.signal.aborted) options.note(output.trimEnd());
  } finally {
    rmSync(newDir, { recursive: true, force: true });
  }
  if (options.signal.aborted) throw new StartError("Building the pages was broken off.");
  throw new StartError(
    "The pages could not be built; what Vite said stands above, and `npm run build -w web` repeats it.",
  );
}

/** True when the built page is younger than every file it is made from. */
export function isWebFresh(projectDir: string): boolean {
  const index = join(projectDir, "web", "dist", "index.html");
  if (!existsSync(index)) return false;
  const builtMs = statSync(index).mtimeMs;
  return webSources(projectDir).every((path) => statSync(path).mtimeMs <= builtMs);
}

function webSources(projectDir: string): string[] {
  const webDir = join(projectDir, "web");
  const top = readdirSync(webDir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(webDir, entry.name));
  const below = globSync(
    ["web/src/**/*", "web/public/**/*", "contract/src/**/*.ts"].map((glob) =>
      join(projectDir, glob),
    ),
  );
  // Tests are no part of the pages.
  return [...top, ...below].filter((path) => !/\.test\.tsx?$/.test(path));
}

function replaceFolder(path: string, newPath: string): void {
  const oldPath = `${newPath}-replaced`;
  if (existsSync(path)) renameSync(path, oldPath);
  renameSync(newPath, path);
  rmSync(oldPath, { recursive: true, force: true });
}

/** npm puts it at the root unless two versions are asked for. */
function findVite(projectDir: string): string | null {
  const places = [join(projectDir, "web", "node_modules"), join(projectDir, "node_modules")];
  const found = places.map((place) => join(place, "vite", "bin", "vite.js")).find(existsSync);
  return found ?? null;
}

function runVite(
  vite: string,
  sourceDir: string,
  outDir: string,
  { environment, signal }: WebBuildOptions,
): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [vite, "build", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"],
      {
        cwd: sourceDir,
        // Plain text, shown in one piece when it fails; and no cache left in the temporary folder.
        env: { ...environment, NO_COLOR: "1", NODE_DISABLE_COMPILE_CACHE: "1" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-OUTPUT_CHARS_MAX);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const abort = (): void => void child.kill("SIGTERM");
    signal.addEventListener("abort", abort);
    child.once("error", (error) => keep(Buffer.from(`${error.message}\n`)));
    child.once("close", (exitCode) => {
      signal.removeEventListener("abort", abort);
      resolve({ exitCode, output });
    });
  });
}
