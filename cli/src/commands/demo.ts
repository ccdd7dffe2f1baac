import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createApiClient } from "../api-client.ts";
import { CommandError, type CommandContext, type Environment } from "../context.ts";
import { demoAccounts } from "../demo/accounts.ts";
import { fillDistrict, type Timed } from "../demo/bring-up.ts";
import { writeDemoBooks } from "../demo/books.ts";
import { buildDistrict } from "../demo/district.ts";
import { writeFleetFile } from "../demo/fleet.ts";
import { showDemo } from "../demo/show.ts";
import { checkDataDir } from "../preflight/data-dir.ts";
import { takeLock } from "../preflight/lock.ts";
import { PROJECT_DIR } from "../project.ts";
import { loadOrCreateSecrets } from "../secrets.ts";
import type { CliSettings } from "../settings.ts";
import { runSupervised } from "../supervised-run.ts";
import {
  apiUrl,
  mqttUrl,
  pageUrl,
  systemProgram,
  withoutSecrets,
  type SystemOptions,
} from "../system.ts";
import { ensureWebBuilt } from "../web-build.ts";
import { checkAddresses, startSystem, type SystemPorts } from "./start.ts";

export interface DemoOptions {
  verbose: boolean;
  /** Folder that keeps the data; absent: a throw-away one. */
  keep?: string;
  seed: string;
  days: number;
}

/** A month at once from each device is no flood here, and it is older than a device may be late. */
const DEMO_LIMITS = {
  broker: { RESIK_BROKER_DEVICE_BURST_MESSAGES: "1000000" },
  ingest: { RESIK_INGEST_LATE_DAYS_MAX: "400", RESIK_READINGS_RETENTION_DAYS: "420" },
};

/** `resik demo`: the demo district on a data folder of its own, until somebody ends it. */
export async function runDemo(
  context: CommandContext,
  settings: CliSettings,
  options: DemoOptions,
): Promise<void> {
  const addresses = await checkAddresses(settings);
  const dataDir = makeDataDir(options.keep);
  try {
    checkDataDir(dataDir);
    const lock = takeLock(dataDir, process.pid);
    try {
      const environment = demoEnvironment(context.environment);
      await runDemoSystem(context, options, {
        settings: { ...settings, RESIK_DATA_DIR: dataDir },
        addresses,
        secrets: loadOrCreateSecrets(dataDir, {}),
        environment,
        webDir: null,
      });
    } finally {
      lock.release();
    }
  } finally {
    if (options.keep === undefined) rmSync(dataDir, { recursive: true, force: true });
    else
      context.note(`resik: the data is kept; RESIK_DATA_DIR=${dataDir} npm start goes on with it.`);
  }
}

async function runDemoSystem(
  context: CommandContext,
  { verbose, seed, days }: DemoOptions,
  system: SystemOptions,
): Promise<void> {
  const dataDir = system.settings.RESIK_DATA_DIR;
  const district = buildDistrict(seed);
  const accounts = demoAccounts(district.sites);
  await runSupervised({
    context,
    dataDir,
    verbose,
    async bringUp({ supervisor, signal }) {
      const timed = timePhases(context, verbose);
      const [webDir, plans] = await Promise.all([
        timed("pages", () =>
          ensureWebBuilt({
            projectDir: PROJECT_DIR,
            webDir: system.settings.RESIK_WEB_DIR,
            environment: withoutSecrets(context.environment),
            note: context.note,
            signal,
          }),
        ),
        timed("books", () => writeDemoBooks(context, { dataDir, district, seed, signal })),
      ]);
      const served = { ...system, webDir };
      context.note(`resik: starting the demo of ${district.name} (seed ${seed}) ...`);
      const ports = await timed("programs", () => startSystem(supervisor, served, DEMO_LIMITS));
      const api = createApiClient(apiUrl(system.addresses), {
        token: system.secrets.RESIK_ADMIN_TOKEN,
      });
      const { fleet, resident } = await fillDistrict({
        context,
        signal,
        api,
        brokerUrl: mqttUrl(system.addresses),
        ingestMetricsUrl: metricsUrlOf(ports),
        district,
        accounts,
        plans,
        seed,
        days,
        timed,
      });
      const fleetPath = join(dataDir, "fleet.json");
      writeFleetFile(fleetPath, fleet);
      await timed("fleet", () =>
        supervisor.start([
          systemProgram("firmware-sim", served, { args: ["run", "--fleet", fleetPath] }),
        ]),
      );
      signal.throwIfAborted();
      showDemo(context, { url: pageUrl(system.addresses), accounts, resident });
      context.out("Ctrl-C ends it and removes its data.");
    },
  });
}

function metricsUrlOf(ports: SystemPorts): string {
  const opsPort = ports.get("ingest")?.["ops"];
  if (opsPort === undefined) throw new Error("ingest did not say where its metrics are");
  return `http://127.0.0.1:${opsPort}/metrics`;
}

function timePhases({ clock, note }: CommandContext, verbose: boolean): Timed {
  return async (phase, run) => {
    const startMs = clock.monotonicMs();
    const result = await run();
    const tookS = ((clock.monotonicMs() - startMs) / 1_000).toFixed(1);
    if (verbose) note(`resik: ${phase} took ${tookS} s`);
    return result;
  };
}

/** A folder of its own, closed to others: it holds secrets. */
function makeDataDir(keep: string | undefined): string {
  if (keep === undefined) return mkdtempSync(join(tmpdir(), "resik-demo-"));
  const dataDir = resolve(keep);
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new CommandError(
      `The folder ${dataDir} is not empty; the demo begins anew, so name a new folder with --keep.`,
    );
  }
  checkDataDir(dataDir);
  chmodSync(dataDir, 0o700);
  return dataDir;
}

/** Settings of a real system, such as its database, must not lead the demo's data there. */
function demoEnvironment(environment: Environment): Environment {
  const kept = new Set(["RESIK_LOG_LEVEL"]);
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith("RESIK_") || kept.has(name)),
  );
}
