import { PIPELINE_REPORT_S } from "@resik/contract/limits";
import { DATA_SOURCE_UID, DATABASE } from "../data-source.ts";

/** Generations of InfluxDB; each has a provisioning root of its own. */
export const INFLUX_APIS = [1, 2, 3] as const;
export type InfluxApi = (typeof INFLUX_APIS)[number];

/**
 * Names of Grafana's environment, with whose values it completes the file. The bare form is
 * expanded once; `${…}` would expand a `$` inside a secret again.
 */
const FROM_ENVIRONMENT = {
  url: "$RESIK_GRAFANA_INFLUXDB_URL",
  user: "$RESIK_GRAFANA_INFLUXDB_USER",
  password: "$RESIK_GRAFANA_INFLUXDB_PASSWORD",
  token: "$RESIK_GRAFANA_INFLUXDB_TOKEN",
} as const;

/** What the data source asks for where a statement names no database: ours all do. */
const DEFAULT_DATABASE: Readonly<Record<InfluxApi, string>> = {
  1: DATABASE,
  2: DATABASE,
  // Here a retention policy is a database of its own.
  3: `${DATABASE}/keep`,
};

/** Nothing comes more often than the programs' own reports. */
const SHORTEST_INTERVAL = `${PIPELINE_REPORT_S}s`;

/** The one data source of all panels: InfluxQL over `/query`, which every generation answers. */
export function dataSourceFile(api: InfluxApi): object {
  const { user, password, token } = FROM_ENVIRONMENT;
  const common = {
    version: "InfluxQL",
    dbName: DEFAULT_DATABASE[api],
    // A choice of many devices does not fit into a URL.
    httpMode: "POST",
    timeInterval: SHORTEST_INTERVAL,
  };
  const access =
    api === 1
      ? { user, jsonData: common, secureJsonData: { password } }
      : {
          jsonData: { ...common, httpHeaderName1: "Authorization" },
          secureJsonData: { httpHeaderValue1: `Token ${token}` },
        };
  return {
    apiVersion: 1,
    prune: true,
    datasources: [
      {
        name: "Resik",
        uid: DATA_SOURCE_UID,
        type: "influxdb",
        access: "proxy",
        orgId: 1,
        isDefault: true,
        editable: false,
        url: FROM_ENVIRONMENT.url,
        ...access,
      },
    ],
  };
}
