import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { stringify } from "yaml";
import { dashboardOf, type Board } from "./board.ts";
import { AIR } from "./boards/air.ts";
import { ALERTS } from "./boards/alerts.ts";
import { BINS } from "./boards/bins.ts";
import { DEVICE_HEALTH } from "./boards/device-health.ts";
import { OVERVIEW } from "./boards/overview.ts";
import { PIPELINE } from "./boards/pipeline.ts";
import { WASTE_BANKS } from "./boards/waste-banks.ts";
import { alertRulesFile } from "./provisioning/alert-rules.ts";
import { dashboardProviderFile } from "./provisioning/dashboard-provider.ts";
import { dataSourceFile, INFLUX_APIS } from "./provisioning/data-sources.ts";

const BOARDS: readonly Board[] = [
  OVERVIEW,
  BINS,
  AIR,
  WASTE_BANKS,
  DEVICE_HEALTH,
  PIPELINE,
  ALERTS,
];

export const dashboards = (): Dashboard[] => BOARDS.map(dashboardOf);

export interface GeneratedFile {
  /** Below `provisioning/`. */
  path: string;
  text: string;
}

const NOTE = "Made by `npm run dashboards`; change dashboards/src instead.";

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
/** Grafana reads data sources and providers from YAML alone. */
const yaml = (value: unknown): string => `# ${NOTE}\n${stringify(value, { lineWidth: 0 })}`;

/** Every file that Grafana is provisioned from. */
export function generatedFiles(): GeneratedFile[] {
  const made = dashboards();
  const rules = json(alertRulesFile(made));
  return [
    ...made.map((dashboard) => ({
      path: `boards/${dashboard.uid ?? ""}.json`,
      text: json(dashboard),
    })),
    ...INFLUX_APIS.flatMap((api) => [
      { path: `influxdb-${api}/datasources/resik.yaml`, text: yaml(dataSourceFile(api)) },
      { path: `influxdb-${api}/dashboards/resik.yaml`, text: yaml(dashboardProviderFile()) },
      { path: `influxdb-${api}/alerting/resik.json`, text: rules },
    ]),
  ];
}
