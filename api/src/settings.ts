import { ISPU_COMPLETE_SETTING } from "@resik/contract/ispu/day-mean";
import { setting, type SettingsShape } from "@resik/kit/settings";
import { INFLUXDB_SETTINGS } from "@resik/readings/settings";
import { z } from "zod";

/** Everything the api needs to know from outside. */
export const API_SETTINGS = {
  RESIK_HTTP_HOST: setting.text("127.0.0.1", "Address on which the api listens."),
  RESIK_HTTP_PORT: setting.port(8_080, "Port on which the api listens; 0 takes a free one."),
  RESIK_HTTP_TRUST_PROXY: setting.flag(
    "Whether a proxy in front of the api adds the true address of each peer (X-Forwarded-For).",
  ),
  RESIK_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must be an http or https address" })
    .transform((text) => text.replace(/\/+$/, ""))
    .optional()
    .meta({ about: "Address by which people reach the system, such as https://resik.example." }),
  RESIK_DATA_DIR: setting.dataDir(),
  RESIK_READINGS_URL: setting.text("sqlite:", "Where the readings are kept."),
  ...INFLUXDB_SETTINGS,
  RESIK_LEDGER_URL: setting.text("sqlite:", "Where the books of the waste banks are kept."),
  RESIK_MQTT_URL: setting.text("mqtt://127.0.0.1:1883", "Address of the broker."),
  RESIK_API_MQTT_SECRET: setting.secret("Password of the api at the broker."),
  RESIK_BROKER_AUTH_SECRET: setting.secret("Secret by which the broker proves itself to the api."),
  RESIK_SESSION_SECRET: setting.secret(
    "Signs session cookies; seals stored answers and the secrets of message targets.",
  ),
  RESIK_ADMIN_TOKEN: setting.secret("Token of the administration commands."),
  RESIK_WEB_DIR: setting.optionalText("Folder of the built pages."),
  RESIK_DISTRICT_NAME: setting.text("Kabupaten Pati", "Name of the district."),
  RESIK_DISTRICT_CODE: setting.text("33.18", "Kemendagri code of the district."),
  RESIK_ISPU_COMPLETE_PERCENT: setting.count(
    ISPU_COMPLETE_SETTING.fallback,
    ISPU_COMPLETE_SETTING.about,
    ISPU_COMPLETE_SETTING.max,
  ),
  RESIK_MAP_TILES_URL: z
    .string()
    // One host alone, which the pages' security policy then names: no `{s}`, nothing that means
    // something else there (`*`, `;`, `,`), and no password, which everybody would read.
    .regex(/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?\/(?=\S*\{z\})(?=\S*\{x\})(?=\S*\{y\})\S*$/i, {
      error: "must be an http or https address with {z}, {x} and {y} in its path",
    })
    .refine((url) => URL.canParse(url), { error: "is no address" })
    .optional()
    .meta({
      about:
        "Address of map tiles, such as https://tile.openstreetmap.org/{z}/{x}/{y}.png; absent: maps show places without a background.",
    }),
  RESIK_MAP_TILES_ATTRIBUTION: setting.text(
    "© OpenStreetMap contributors",
    "Whose map tiles they are, shown on the map.",
  ),
  RESIK_OPEN_DATA_LICENCE: setting.optionalText(
    "Terms under which others may use the open data, such as https://creativecommons.org/licenses/by/4.0/.",
  ),
  RESIK_LOG_LEVEL: setting.logLevel(),
} as const satisfies SettingsShape;

export type ApiSettings = Readonly<z.infer<z.ZodObject<typeof API_SETTINGS>>>;
