import { readSettings, setting, type SettingsShape } from "@resik/kit/settings";
import { ensureReaderAccount } from "@resik/readings/influxdb-reader";
import { StoreUnavailableError } from "@resik/readings/port";
import { INFLUXDB_SETTINGS, influxCredentialsOf } from "@resik/readings/settings";
import { CommandError, type CommandContext } from "../context.ts";

const READER_SETTINGS = {
  RESIK_READINGS_URL: setting.text("sqlite:", "Where the readings are kept."),
  // Of somebody who may make accounts.
  ...INFLUXDB_SETTINGS,
  RESIK_INFLUXDB_READER_USER: setting.text("resik-reader", "Name of the account that may read."),
  RESIK_INFLUXDB_READER_PASSWORD: setting.secret("Password of the account that may read."),
} as const satisfies SettingsShape;

/** `resik influxdb-reader`: the account by which api and Grafana read, and which may do no more. */
export async function makeInfluxdbReader(context: CommandContext): Promise<void> {
  const settings = readSettings(READER_SETTINGS, context.environment);
  const user = settings.RESIK_INFLUXDB_READER_USER;
  try {
    await ensureReaderAccount({
      url: settings.RESIK_READINGS_URL,
      credentials: influxCredentialsOf(settings),
      reader: { user, password: settings.RESIK_INFLUXDB_READER_PASSWORD },
      clock: context.clock,
    });
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw new CommandError(error.message);
    throw error;
  }
  context.out(`The account ${user} may read the readings in InfluxDB.`);
}
