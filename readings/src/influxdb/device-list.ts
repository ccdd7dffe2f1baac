import type { DeviceId, SiteId } from "@resik/contract/slug";
import type { Measurement } from "@resik/contract/measurement";
import { rowsOf } from "./answer-row.ts";
import { bySeries } from "./condition.ts";
import { influxName } from "./influxql.ts";
import type { InfluxServer } from "./server.ts";

/**
 * Devices and sites with a point for which the condition holds, in order of both. By the last
 * value of a field that every point has: `SHOW TAG VALUES` knows no time on 1.x and 2.x, and looks
 * at the last day alone on 3 Core.
 */
export async function listSeries(
  server: InfluxServer,
  { name, retention }: Measurement,
  field: string,
  condition: string | null,
): Promise<{ device: DeviceId; site: SiteId }[]> {
  const where = condition === null ? "" : ` WHERE ${condition}`;
  const answer = await server.query(
    retention,
    `SELECT last(${influxName(field)}) FROM ${influxName(name)}${where}
     GROUP BY "device", "site"`,
  );
  return Array.from(rowsOf(answer), (row) => ({
    // Both were ids when they were written.
    device: (row.tag("device") ?? "") as DeviceId,
    site: (row.tag("site") ?? "") as SiteId,
  })).sort(bySeries);
}
