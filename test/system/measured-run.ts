import { execFile } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../repo/tree.ts";

/** Runs one of the project's measuring commands and reads its last line as JSON. */
export function runForJson(entry: string, options: string[]): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(ROOT, entry), ...options, "--json"],
      { cwd: ROOT, maxBuffer: 16 * 1_024 * 1_024 },
      (error, stdout, stderr) => {
        const last = stdout.trimEnd().split("\n").at(-1) ?? "";
        try {
          resolve(JSON.parse(last) as Record<string, unknown>);
        } catch {
          reject(error ?? new Error(`no JSON on the last line: ${stderr.slice(-2_000)}`));
        }
      },
    );
  });
}
