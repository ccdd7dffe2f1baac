import type { DerivedPoint } from "@resik/contract/measurement";
import type { Aggregate } from "@resik/contract/series";
import type { ProjectedChannel } from "./pending-hours.ts";

/** The values of one series by hour; an hour without a value in any field is absent. */
export type HourValues = ReadonlyMap<number, readonly (number | null)[]>;

/** How points of one kind come from the hours of a channel. */
export interface Derivation {
  channel: ProjectedChannel;
  fields: readonly string[];
  /** What is read of an hour. */
  aggregate: Aggregate;
  /** Hours before an hour that its point depends on. */
  hoursBefore: number;
  /** The fields of an hour's point; null where there is none. */
  derive(hours: HourValues, hourMs: number): DerivedPoint["fields"] | null;
  measurement: DerivedPoint["measurement"];
}
