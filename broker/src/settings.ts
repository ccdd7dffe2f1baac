import * as limit from "@resik/contract/limits";
import { setting, SettingsError, type SettingsOf } from "@resik/kit/settings";

export const BROKER_SETTINGS = {
  RESIK_MQTT_HOST: setting.text("127.0.0.1", "Address of the plain MQTT and WebSocket listeners."),
  RESIK_MQTT_PORT: setting.port(1883, "Port of the plain MQTT listener; 0 takes a free one."),
  RESIK_MQTT_PLAIN_PUBLIC: setting.flag(
    "Set to true to let the plain listeners use an address other than loopback.",
  ),
  RESIK_MQTT_WS_PORT: setting.optionalPort("Port of MQTT over WebSocket; absent: no listener."),
  RESIK_MQTT_TLS_HOST: setting.text("0.0.0.0", "Address of the TLS listener."),
  RESIK_MQTT_TLS_PORT: setting.optionalPort("Port of MQTT over TLS; needs certificate and key."),
  RESIK_MQTT_TLS_CERT_FILE: setting.optionalText("PEM file with the certificate chain."),
  RESIK_MQTT_TLS_KEY_FILE: setting.optionalText("PEM file with the private key."),
  RESIK_BROKER_OPS_HOST: setting.text("127.0.0.1", "Address of /healthz, /readyz and /metrics."),
  RESIK_BROKER_OPS_PORT: setting.port(0, "Port of /healthz, /readyz and /metrics of the broker."),
  RESIK_DATA_DIR: setting.dataDir(),
  RESIK_API_URL: setting.text("http://127.0.0.1:8080", "Where devices are authenticated."),
  RESIK_BROKER_AUTH_SECRET: setting.secret("Shows the api that it is the broker who asks."),
  RESIK_INGEST_MQTT_SECRET: setting.secret("Password of the MQTT user `ingest`."),
  RESIK_API_MQTT_SECRET: setting.secret("Password of the MQTT user `api`."),
  RESIK_BROKER_AUTH_FRESH_S: setting.count(60, "For so long a device is not asked about again."),
  RESIK_BROKER_AUTH_STALE_S: setting.count(
    7 * 86_400,
    "For so long a known device may connect while the api is down.",
  ),
  RESIK_BROKER_CONNECTIONS_MAX: setting.count(limit.CONNECTIONS_MAX, "Open connections."),
  RESIK_BROKER_PACKET_BYTES_MAX: setting.count(limit.PACKET_BYTES_MAX, "Bytes of an MQTT packet."),
  RESIK_BROKER_DEVICE_MESSAGES_PER_S: setting.count(
    limit.DEVICE_MESSAGES_PER_S,
    "Messages a second that one device may keep up.",
  ),
  RESIK_BROKER_DEVICE_BURST_MESSAGES: setting.count(
    limit.DEVICE_BURST_MESSAGES,
    "Messages that one device may send at once.",
  ),
  RESIK_BROKER_INBOX_BYTES_MAX: setting.count(
    limit.INBOX_BYTES_MAX,
    "Bytes that may wait in the inbox; above it publishes are refused without PUBACK.",
  ),
  RESIK_BROKER_DISK_FREE_BYTES_MIN: setting.count(
    limit.DISK_FREE_BYTES_MIN,
    "Free bytes the inbox leaves on its file system.",
  ),
  RESIK_PIPELINE_REPORT_S: setting.period(
    limit.PIPELINE_REPORT_S,
    "Seconds between two reports of broker and ingest on themselves; 0 switches them off.",
  ),
  RESIK_LOG_LEVEL: setting.logLevel(),
} as const;

export type BrokerSettings = SettingsOf<typeof BROKER_SETTINGS>;

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** Rules over more than one setting; throws with one plain sentence. */
export function checkBrokerSettings(settings: BrokerSettings): void {
  if (!LOOPBACK.has(settings.RESIK_MQTT_HOST) && !settings.RESIK_MQTT_PLAIN_PUBLIC) {
    throw new SettingsError(
      `RESIK_MQTT_HOST=${settings.RESIK_MQTT_HOST} would send passwords unencrypted; ` +
        "use the TLS listener, or set RESIK_MQTT_PLAIN_PUBLIC=true where the network is trusted.",
    );
  }
  const tls = [settings.RESIK_MQTT_TLS_CERT_FILE, settings.RESIK_MQTT_TLS_KEY_FILE];
  if (settings.RESIK_MQTT_TLS_PORT !== undefined && tls.includes(undefined)) {
    throw new SettingsError(
      "RESIK_MQTT_TLS_PORT needs RESIK_MQTT_TLS_CERT_FILE and RESIK_MQTT_TLS_KEY_FILE.",
    );
  }
}
