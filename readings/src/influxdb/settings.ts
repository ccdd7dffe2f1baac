import { setting, type SettingsOf } from "@resik/kit/settings";
import type { InfluxCredentials } from "./credentials.ts";

/** How a program enters InfluxDB; without an `influxdb:` address nothing of it counts. */
export const INFLUXDB_SETTINGS = {
  RESIK_INFLUXDB_TOKEN: setting.optionalSecret("Token for InfluxDB 2.x or 3."),
  RESIK_INFLUXDB_USER: setting.optionalText("User of InfluxDB 1.x, where it asks for one."),
  RESIK_INFLUXDB_PASSWORD: setting.optionalSecret("Password of that user."),
  RESIK_INFLUXDB_ORG: setting.text("resik", "Organization in InfluxDB 2.x."),
} as const;

export const influxCredentialsOf = (
  settings: SettingsOf<typeof INFLUXDB_SETTINGS>,
): InfluxCredentials => ({
  token: settings.RESIK_INFLUXDB_TOKEN ?? null,
  user: settings.RESIK_INFLUXDB_USER ?? null,
  password: settings.RESIK_INFLUXDB_PASSWORD ?? null,
  org: settings.RESIK_INFLUXDB_ORG,
});
