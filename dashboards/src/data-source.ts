import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";

/** Fixed: dashboards and rules name the data source by it, whichever server stands behind. */
export const DATA_SOURCE_UID = "resik-readings";

export const dataSource = (): DataSourceRef => ({ type: "influxdb", uid: DATA_SOURCE_UID });

/** The database that holds both retention policies; see `Retention` in the contract. */
export const DATABASE = "resik";
