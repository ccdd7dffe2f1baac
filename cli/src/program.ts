import { Command, InvalidArgumentError, Option } from "commander";
import { DEVICE_KINDS, SITE_KINDS } from "@resik/contract/http/registry";
import { readSettings } from "@resik/kit/settings";
import type { ApiClient } from "./api-client.ts";
import type { DemoOptions } from "./commands/demo.ts";
import type { DemoDistrictOptions } from "./commands/demo-district.ts";
import { addDevice, listDevices, retireDevice, rotateDevice } from "./commands/device.ts";
import { runInit } from "./commands/init.ts";
import type { LedgerVerifyOptions } from "./commands/ledger.ts";
import { addSite, listSites } from "./commands/site.ts";
import { runStart } from "./commands/start.ts";
import { addUser, resetPassword, USER_ROLES } from "./commands/user.ts";
import type { CommandContext } from "./context.ts";
import { addDataCommands } from "./data-commands.ts";
import { connectRunningApi } from "./running-api.ts";
import { CLI_SETTINGS, type CliSettings } from "./settings.ts";

interface Json {
  json: boolean;
}

/** The command line; a wrong one throws a CommanderError. Nothing is read or opened before a command runs. */
export function createProgram(context: CommandContext): Command {
  const settings = (): CliSettings => readSettings(CLI_SETTINGS, context.environment);
  const api = (): ApiClient => connectRunningApi(settings(), context.environment);
  const program = new Command("resik")
    // Before any subcommand is made: they inherit it.
    .exitOverride()
    .description("Runs and administers Resik: waste banks, bins and air of a district.")
    .showHelpAfterError("(resik --help lists the commands)");
  addSystemCommands(program, context, settings);
  addDeviceCommands(program, context, api);
  addSiteCommands(program, context, api);
  addUserCommands(program, context, api);
  addLedgerCommands(program, context, settings);
  addDataCommands(program, context, settings);
  return program;
}

function addSystemCommands(
  program: Command,
  context: CommandContext,
  settings: () => CliSettings,
): void {
  program
    .command("start")
    .description("run the system on embedded stores until Ctrl-C")
    .option("--verbose", "show every log line", false)
    .action((options: { verbose: boolean }) => runStart(context, settings(), options));
  program
    .command("demo")
    .description("run the demo district on a throw-away data folder until Ctrl-C")
    .option("--verbose", "show every log line", false)
    .option("--keep <folder>", "keep the data in this folder")
    .option("--seed <text>", "seed of the simulated district", "pati")
    .option("--days <n>", "days of history", parseDays, 30)
    .action(async (options: DemoOptions) => {
      // Only here: it brings the simulator, which no other command needs.
      const { runDemo } = await import("./commands/demo.ts");
      await runDemo(context, settings(), options);
    });
  program
    .command("init")
    .description("write a settings file with fresh secrets, for compose")
    .option("--file <path>", "the file to write", ".env")
    .action((options: { file: string }) => runInit(context, options.file));
  addComposeJobs(program, context, settings);
  program
    .command("env-example", { hidden: true })
    .description("generate .env.example from the settings of all programs")
    .action(async () => {
      const { writeEnvExample } = await import("./commands/env-example.ts");
      writeEnvExample(context);
    });
  program
    .command("reference", { hidden: true })
    .description("generate docs/reference.md from the contract and the settings of all programs")
    .action(async () => {
      const { writeReference } = await import("./commands/reference.ts");
      writeReference(context);
    });
}

/** Jobs of docker-compose.yml; people have no use for them. */
function addComposeJobs(
  program: Command,
  context: CommandContext,
  settings: () => CliSettings,
): void {
  program
    .command("influxdb-reader", { hidden: true })
    .description("make the InfluxDB account that may only read")
    .action(async () => {
      const { makeInfluxdbReader } = await import("./commands/influxdb-reader.ts");
      await makeInfluxdbReader(context);
    });
  program
    .command("demo-books", { hidden: true })
    .description("write the demo banks' books into an empty data folder")
    .option("--seed <text>", "seed of the simulated district", "pati")
    .action(async (options: { seed: string }) => {
      const { runDemoBooks } = await import("./commands/demo-books.ts");
      await runDemoBooks(context, settings(), options);
    });
  program
    .command("demo-district", { hidden: true })
    .description("register the demo district at a running, empty system and write its history")
    .requiredOption("--fleet <file>", "the fleet file to write for the simulator")
    .requiredOption("--ingest <url>", "address of ingest's metrics")
    .option("--seed <text>", "seed of the simulated district", "pati")
    // Below the age at which ingest takes a reading for one of a wrong clock.
    .option("--days <n>", "days of history", parseDays, 29)
    .action(async (options: DemoDistrictOptions) => {
      const { runDemoDistrict } = await import("./commands/demo-district.ts");
      await runDemoDistrict(context, settings(), options);
    });
}

function addDeviceCommands(program: Command, context: CommandContext, api: () => ApiClient): void {
  const device = program.command("device").description("register and administer devices");
  device
    .command("add <id>")
    .description("register a device and show its credentials, once")
    .requiredOption("--site <site>", "the site it belongs to")
    .addOption(
      new Option("--kind <kind>", "what it is").choices(DEVICE_KINDS).makeOptionMandatory(),
    )
    .option("--name <name>", "its name for people (default: the id)")
    .option("--lat <degrees>", "latitude (default: the site's)", parseDegrees)
    .option("--lon <degrees>", "longitude (default: the site's)", parseDegrees)
    .option("--json", "answer in JSON", false)
    .action((id: string, { json, ...input }: Omit<Parameters<typeof addDevice>[2], "id"> & Json) =>
      addDevice(context, api(), { id, ...input }, json),
    );
  device
    .command("rotate <id>")
    .description("give a device a new secret; the old one is refused from now on")
    .option("--json", "answer in JSON", false)
    .action((id: string, { json }: Json) => rotateDevice(context, api(), id, json));
  device
    .command("retire <id>")
    .description("refuse a device from now on; its readings stay")
    .option("--json", "answer in JSON", false)
    .action((id: string, { json }: Json) => retireDevice(context, api(), id, json));
  device
    .command("list")
    .description("list the devices")
    .option("--json", "answer in JSON", false)
    .action(({ json }: Json) => listDevices(context, api(), json));
}

function addSiteCommands(program: Command, context: CommandContext, api: () => ApiClient): void {
  const site = program.command("site").description("register sites: places that devices belong to");
  site
    .command("add <id>")
    .description("register a site")
    .requiredOption("--name <name>", "its name for people")
    .addOption(new Option("--kind <kind>", "what it is").choices(SITE_KINDS).makeOptionMandatory())
    .requiredOption("--area-code <code>", "Kemendagri code of its kecamatan, such as 33.18.10")
    .requiredOption("--area-name <name>", "name of its kecamatan")
    .requiredOption("--lat <degrees>", "latitude", parseDegrees)
    .requiredOption("--lon <degrees>", "longitude", parseDegrees)
    .option("--json", "answer in JSON", false)
    .action((id: string, { json, ...input }: Omit<Parameters<typeof addSite>[2], "id"> & Json) =>
      addSite(context, api(), { id, ...input }, json),
    );
  site
    .command("list")
    .description("list the sites")
    .option("--json", "answer in JSON", false)
    .action(({ json }: Json) => listSites(context, api(), json));
}

function addUserCommands(program: Command, context: CommandContext, api: () => ApiClient): void {
  const user = program.command("user").description("give people access");
  user
    .command("add <username>")
    .description("add a person; the password is typed, never an argument")
    .requiredOption("--name <name>", "the person's name")
    .addOption(
      new Option("--role <role>", "what the person may do")
        .choices(USER_ROLES)
        .makeOptionMandatory(),
    )
    .option("--site <site>", "the site an operator works at")
    .option("--password-stdin", "read the password from standard input", false)
    .option("--json", "answer in JSON", false)
    .action(
      (
        username: string,
        { json, ...input }: Omit<Parameters<typeof addUser>[2], "username"> & Json,
      ) => addUser(context, api(), { username, ...input }, json),
    );
  user
    .command("password <username>")
    .description("give a person a new password and end all their sessions")
    .option("--password-stdin", "read the password from standard input", false)
    .action((username: string, { passwordStdin }: { passwordStdin: boolean }) =>
      resetPassword(context, api(), username, passwordStdin),
    );
}

function addLedgerCommands(
  program: Command,
  context: CommandContext,
  settings: () => CliSettings,
): void {
  const ledger = program.command("ledger").description("the books of the waste banks");
  ledger
    .command("verify")
    .description("prove chain, sums, balances and stock against the postings; exits with 1 if not")
    .option("--bank <bank>", "only the book of this bank")
    .option("--json", "answer in JSON", false)
    .action(async (options: LedgerVerifyOptions) => {
      // Only here: it brings the database, which no other command needs.
      const { verifyLedger } = await import("./commands/ledger.ts");
      await verifyLedger(context, settings(), options);
    });
}

function parseDegrees(text: string): number {
  const degrees = Number(text);
  if (text.trim() !== "" && Number.isFinite(degrees) && Math.abs(degrees) <= 180) return degrees;
  throw new InvalidArgumentError("It must be degrees as a decimal number, such as -6.756.");
}

function parseDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 0 && days <= 365) return days;
  throw new InvalidArgumentError("It must be a whole number from 0 to 365.");
}
