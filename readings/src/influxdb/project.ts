import { measurementOf, type DerivedPoint } from "@resik/contract/measurement";
import { msToNs } from "./influxql.ts";
import { encodeLine } from "./line.ts";

/** The line of a derived point; throws for one that the contract does not know. */
export function derivedLine({ measurement, site, device, atMs, fields }: DerivedPoint): string {
  const spec = measurementOf(measurement);
  if (!spec) throw new Error(`the contract has no measurement ${measurement}`);
  return encodeLine(spec, { tags: { site, device }, fields, timeNs: msToNs(atMs) });
}
