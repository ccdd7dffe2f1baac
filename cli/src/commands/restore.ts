import { resolve } from "node:path";
import { restoreBackup } from "../backup/restore-backup.ts";
import { hasOwnRetention, readReadingsSettings } from "../carry/open-stores.ts";
import type { CommandContext } from "../context.ts";
import type { CliSettings } from "../settings.ts";
import { describeCounts, endable } from "./backup.ts";

export interface RestoreCommandOptions {
  /** Absent: the data folder of the settings. */
  dataDir?: string;
  json: boolean;
}

/**
 * `resik restore`: a backup into an empty data folder.
 *
 * @throws StartError and CommandError with one sentence; the folder is empty then, as before.
 */
export async function runRestore(
  context: CommandContext,
  settings: Pick<CliSettings, "RESIK_DATA_DIR">,
  from: string,
  options: RestoreCommandOptions,
): Promise<void> {
  const { clock, note, out } = context;
  const dataDir = resolve(options.dataDir ?? settings.RESIK_DATA_DIR);
  const { manifest, counts } = await endable(context, `${dataDir} is empty.`, (signal) =>
    restoreBackup({ from: resolve(from), dataDir, clock, signal, note }),
  );
  if (options.json) return out(JSON.stringify({ dataDir, takenAt: manifest.takenAt, counts }));
  out(`Restored the backup of ${manifest.takenAt} into ${dataDir}; every file is as it was.`);
  for (const line of describeCounts(counts, manifest)) out(line);
  out("Counts and the heads of the books are those of the moment of the backup.");
  const hasSecrets = manifest.files.some(({ path }) => path === "secrets.env");
  if (!hasSecrets) out("It brought no secrets: set those of the old system before you start it.");
  if (hasOwnRetention(readReadingsSettings(context).RESIK_READINGS_URL)) {
    out(
      "The readings lie in the data folder; bring them to the server with " +
        "`npm run resik -- readings copy --from sqlite: --to ADDRESS`.",
    );
  }
}
