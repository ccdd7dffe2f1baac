import { setting, type SettingsOf, type SettingsShape } from "@resik/kit/settings";

/** What the commands read; the programs they start read their own. */
export const CLI_SETTINGS = {
  RESIK_HTTP_HOST: setting.text("127.0.0.1", "Address the api and the web listen on."),
  RESIK_HTTP_PORT: setting.port(8080, "Port of the api and the web; 0 takes a free one."),
  RESIK_MQTT_HOST: setting.text("127.0.0.1", "Address the broker listens on."),
  RESIK_MQTT_PORT: setting.port(1883, "Port of the broker for MQTT; 0 takes a free one."),
  RESIK_DATA_DIR: setting.dataDir(),
  RESIK_LEDGER_URL: setting.text("sqlite:", "Where the books of the waste banks are kept."),
  RESIK_WEB_DIR: setting.optionalText("Folder of the built pages; absent: built when needed."),
  RESIK_API_URL: setting.optionalText(
    "Address of the running api for `resik device` and `resik user`.",
  ),
} as const satisfies SettingsShape;

export type CliSettings = SettingsOf<typeof CLI_SETTINGS>;
