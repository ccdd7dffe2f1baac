import { ISPU_COMPLETE_SETTING } from "@resik/contract/ispu/day-mean";
import { CLOCK_BEHIND_DAYS_MAX, PIPELINE_REPORT_S } from "@resik/contract/limits";
import { INFLUXDB_SETTINGS } from "@resik/readings/settings";
import { setting, SettingsError, type SettingsOf } from "@resik/kit/settings";

export const INGEST_SETTINGS = {
  RESIK_MQTT_URL: setting.text("mqtt://127.0.0.1:1883", "Where the broker listens."),
  RESIK_INGEST_MQTT_SECRET: setting.secret("Password of the MQTT user `ingest`."),
  RESIK_READINGS_URL: setting.text("sqlite:", "Where readings are stored."),
  ...INFLUXDB_SETTINGS,
  RESIK_DATA_DIR: setting.dataDir(),
  RESIK_INGEST_OPS_HOST: setting.text("127.0.0.1", "Address of /healthz, /readyz and /metrics."),
  RESIK_INGEST_OPS_PORT: setting.port(0, "Port of /healthz, /readyz and /metrics of ingest."),
  RESIK_INGEST_LATE_DAYS_MAX: setting.count(
    CLOCK_BEHIND_DAYS_MAX,
    "Days a device clock may lie behind before its reading is quarantined as clock-skew.",
  ),
  RESIK_READINGS_RETENTION_DAYS: setting.count(
    90,
    "Days that raw readings and quarantine are kept; hourly roll-ups stay.",
  ),
  RESIK_ISPU_COMPLETE_PERCENT: setting.count(
    ISPU_COMPLETE_SETTING.fallback,
    ISPU_COMPLETE_SETTING.about,
    ISPU_COMPLETE_SETTING.max,
  ),
  RESIK_PIPELINE_REPORT_S: setting.period(
    PIPELINE_REPORT_S,
    "Seconds between two reports of broker and ingest on themselves; 0 switches them off.",
  ),
  RESIK_LOG_LEVEL: setting.logLevel(),
} as const;

export type IngestSettings = SettingsOf<typeof INGEST_SETTINGS>;

/** Rules over more than one setting; throws with one plain sentence. */
export function checkIngestSettings(settings: IngestSettings): void {
  // A reading that is younger than `late` may come again; its identity must still be known then.
  if (settings.RESIK_READINGS_RETENTION_DAYS <= settings.RESIK_INGEST_LATE_DAYS_MAX) {
    throw new SettingsError(
      "RESIK_READINGS_RETENTION_DAYS must be greater than RESIK_INGEST_LATE_DAYS_MAX.",
    );
  }
}
