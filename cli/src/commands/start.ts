import { resolve } from "node:path";
import type { CommandContext } from "../context.ts";
import { checkDataDir } from "../preflight/data-dir.ts";
import { takeLock } from "../preflight/lock.ts";
import { checkPort } from "../preflight/port.ts";
import { PROJECT_DIR } from "../project.ts";
import { loadOrCreateSecrets } from "../secrets.ts";
import type { CliSettings } from "../settings.ts";
import { runSupervised } from "../supervised-run.ts";
import {
  pageUrl,
  systemProgram,
  withoutSecrets,
  type Addresses,
  type SystemOptions,
} from "../system.ts";
import type { Supervisor } from "../supervisor/supervisor.ts";
import { ensureWebBuilt } from "../web-build.ts";

export interface StartOptions {
  verbose: boolean;
}

/** `resik start`: the system on embedded stores, until somebody ends it. */
export async function runStart(
  context: CommandContext,
  settings: CliSettings,
  options: StartOptions,
): Promise<void> {
  const dataDir = resolve(settings.RESIK_DATA_DIR);
  checkDataDir(dataDir);
  const lock = takeLock(dataDir, process.pid);
  try {
    const addresses = await checkAddresses(settings);
    const secrets = loadOrCreateSecrets(dataDir, context.environment);
    await runSupervised({
      context,
      dataDir,
      verbose: options.verbose,
      onMessage(message) {
        if (message.type === "resik-setup") showSetupLink(context, message.url);
      },
      async bringUp({ supervisor, signal }) {
        const environment = withoutSecrets(context.environment);
        const webDir = await ensureWebBuilt({
          projectDir: PROJECT_DIR,
          webDir: settings.RESIK_WEB_DIR,
          environment,
          note: context.note,
          signal,
        });
        const system = { settings, addresses, secrets, environment: context.environment, webDir };
        await startSystem(supervisor, system);
        context.out(`Resik ready: ${pageUrl(addresses)}`);
      },
    });
  } finally {
    lock.release();
  }
}

/** Both ports, free and real; the first that is taken is the sentence to the user. */
export async function checkAddresses(settings: CliSettings): Promise<Addresses> {
  const httpHost = settings.RESIK_HTTP_HOST;
  const mqttHost = settings.RESIK_MQTT_HOST;
  return {
    httpHost,
    httpPort: await checkPort({
      setting: "RESIK_HTTP_PORT",
      host: httpHost,
      port: settings.RESIK_HTTP_PORT,
    }),
    mqttHost,
    mqttPort: await checkPort({
      setting: "RESIK_MQTT_PORT",
      host: mqttHost,
      port: settings.RESIK_MQTT_PORT,
    }),
  };
}

/** Ports by program, as each said when it was ready. */
export type SystemPorts = Awaited<ReturnType<Supervisor["start"]>>;

/** The broker first, because the others connect to it; their stop runs the other way round. */
export async function startSystem(
  supervisor: Supervisor,
  system: SystemOptions,
  extraByProgram: Partial<Record<"broker" | "ingest", Record<string, string>>> = {},
): Promise<SystemPorts> {
  const broker = systemProgram("broker", system, { environment: extraByProgram.broker ?? {} });
  const ingest = systemProgram("ingest", system, { environment: extraByProgram.ingest ?? {} });
  const first = await supervisor.start([broker]);
  const rest = await supervisor.start([ingest, systemProgram("api", system)]);
  return new Map([...first, ...rest]);
}

function showSetupLink(context: CommandContext, url: string): void {
  context.out("First start: make the first administrator with this link. It works once.");
  context.out(`  ${url}`);
}
