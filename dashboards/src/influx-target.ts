import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import { dataSource } from "./data-source.ts";
import type { Statement } from "./influxql/select.ts";

/** `time_series`: a frame for each series. `table`: one frame, tags as columns. */
export type ResultFormat = "time_series" | "table";

/** A query of Grafana's InfluxDB data source in InfluxQL; the SDK has no type for it. */
export interface InfluxTarget extends Dataquery {
  refId: string;
  datasource: DataSourceRef;
  rawQuery: true;
  query: string;
  resultFormat: ResultFormat;
  alias?: string;
}

/** What a panel asks: the statement and, for series, how each is called. */
export interface Asked {
  statement: Statement;
  /** `$tag_device` and the like. Without one Grafana's own name has its tags in random order. */
  alias?: string;
}

const refIdOf = (index: number): string => String.fromCodePoint(65 + index);

function builderOf(target: Omit<InfluxTarget, "_implementsDataqueryVariant">): Builder<Dataquery> {
  return {
    // The marker is a function, so it never reaches the JSON.
    build: (): InfluxTarget => ({ ...target, _implementsDataqueryVariant: () => {} }),
  };
}

/** The targets of a panel, A, B, C in the order given. */
export const influxTargets = (
  asked: readonly Asked[],
  resultFormat: ResultFormat,
): Builder<Dataquery>[] =>
  asked.map(({ statement, alias }, index) =>
    builderOf({
      refId: refIdOf(index),
      datasource: dataSource(),
      rawQuery: true,
      query: statement.text,
      resultFormat,
      ...(alias === undefined ? {} : { alias }),
    }),
  );
