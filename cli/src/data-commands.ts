import { InvalidArgumentError, type Command } from "commander";
import type { BackupCommandOptions } from "./commands/backup.ts";
import type { ReadingsCopyOptions } from "./commands/readings.ts";
import type { RestoreCommandOptions } from "./commands/restore.ts";
import type { CommandContext } from "./context.ts";
import type { CliSettings } from "./settings.ts";

const KEEP_DEFAULT = 7;
const KEEP_MAX = 10_000;

/**
 * Commands that carry data: between stores, into a backup and out of it. Each is loaded when it
 * runs: they bring databases that no other command needs.
 */
export function addDataCommands(
  program: Command,
  context: CommandContext,
  settings: () => CliSettings,
): void {
  addReadingsCommands(program, context);
  const backup = program
    .command("backup")
    .description("take a backup of the system, whether it runs or not")
    .option("--to <folder>", "folder of the backups (default: backups in the data folder)")
    .option("--broker-dir <folder>", "data folder of the broker, where it has one of its own")
    .option("--keep <n>", "complete backups that stay", parseKeep, KEEP_DEFAULT)
    .option("--without-secrets", "leave out secrets.env and .env", false)
    .option("--json", "answer in JSON", false)
    .action(async (options: BackupCommandOptions) => {
      const { runBackup } = await import("./commands/backup.ts");
      await runBackup(context, settings(), options);
    });
  backup
    .command("verify <folder>")
    .description("check the files, the databases and the books of a backup")
    .action(async (folder: string, _own: object, command: Command) => {
      const { verifyBackup } = await import("./commands/backup.ts");
      await verifyBackup(context, folder, command.optsWithGlobals<{ json: boolean }>());
    });
  program
    .command("restore <backup>")
    .description("write a backup into an empty data folder")
    .option("--data-dir <folder>", "the folder (default: RESIK_DATA_DIR)")
    .option("--json", "answer in JSON", false)
    .action(async (from: string, options: RestoreCommandOptions) => {
      const { runRestore } = await import("./commands/restore.ts");
      await runRestore(context, settings(), from, options);
    });
}

function addReadingsCommands(program: Command, context: CommandContext): void {
  program
    .command("readings")
    .description("the readings of the devices")
    .command("copy")
    .description("copy all readings from one store to another; run it again to go on")
    .requiredOption("--from <address>", "the store that is read, such as sqlite:")
    .requiredOption(
      "--to <address>",
      "the store that is written, such as influxdb://host:8086/resik",
    )
    .option("--restart", "begin anew, whatever an earlier run did", false)
    .option("--json", "answer in JSON", false)
    .action(async (options: ReadingsCopyOptions) => {
      const { runReadingsCopy } = await import("./commands/readings.ts");
      await runReadingsCopy(context, options);
    });
}

function parseKeep(text: string): number {
  const keep = Number(text);
  if (Number.isInteger(keep) && keep >= 1 && keep <= KEEP_MAX) return keep;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${KEEP_MAX}.`);
}
