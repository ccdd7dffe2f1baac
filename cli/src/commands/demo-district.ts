import { existsSync, renameSync } from "node:fs";
import { siteSchema } from "@resik/contract/http/registry";
import { readSettings, setting, type SettingsShape } from "@resik/kit/settings";
import { CommandError, type CommandContext } from "../context.ts";
import { demoAccounts } from "../demo/accounts.ts";
import { planBanks } from "../demo/bank/plan.ts";
import { fillDistrict } from "../demo/bring-up.ts";
import { buildDistrict } from "../demo/district.ts";
import { writeFleetFile } from "../demo/fleet.ts";
import { showDemo } from "../demo/show.ts";
import { listAll } from "../list-all.ts";
import { connectRunningApi } from "../running-api.ts";
import type { CliSettings } from "../settings.ts";

export interface DemoDistrictOptions {
  /** The file that the devices' secrets are written to: for the simulator. */
  fleet: string;
  /** Address of ingest's `/metrics`, without the path. */
  ingest: string;
  seed: string;
  days: number;
}

const DEMO_SETTINGS = {
  RESIK_MQTT_URL: setting.text("mqtt://127.0.0.1:1883", "Address of the broker."),
  RESIK_PUBLIC_URL: setting.text("http://localhost:8080", "Address by which people reach it."),
} as const satisfies SettingsShape;

/**
 * `resik demo-district`: registers the demo district at a system that runs and is empty, writes
 * its history, and leaves the fleet file from which the simulator goes on. Run again it changes
 * nothing.
 *
 * @throws CommandError where the system has sites of somebody else, or of a run that was broken off.
 */
export async function runDemoDistrict(
  context: CommandContext,
  settings: CliSettings,
  options: DemoDistrictOptions,
): Promise<void> {
  const { seed, days } = options;
  // It is written last, so it also says that everything before it is there.
  if (existsSync(options.fleet)) {
    context.out("The demo district is registered already; it is left as it is.");
    return;
  }
  const { RESIK_MQTT_URL, RESIK_PUBLIC_URL } = readSettings(DEMO_SETTINGS, context.environment);
  const api = connectRunningApi(settings, context.environment);
  if ((await listAll(api, "sites", siteSchema)).length > 0) {
    throw new CommandError(
      "This system has sites already, so no demo is put into it; begin with empty volumes " +
        "(`docker compose --profile demo down --volumes` removes all data).",
    );
  }
  const stopping = new AbortController();
  context.onEndRequest(() => stopping.abort());
  const district = buildDistrict(seed);
  const accounts = demoAccounts(district.sites);
  const { fleet, resident } = await fillDistrict({
    context,
    signal: stopping.signal,
    api,
    brokerUrl: RESIK_MQTT_URL,
    ingestMetricsUrl: new URL("/metrics", options.ingest).href,
    district,
    accounts,
    plans: planBanks(district.sites, seed),
    seed,
    days,
    timed: (_phase, run) => run(),
  });
  writeFleetFile(`${options.fleet}.new`, fleet);
  renameSync(`${options.fleet}.new`, options.fleet);
  showDemo(context, { url: RESIK_PUBLIC_URL, accounts, resident });
}
