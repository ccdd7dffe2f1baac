import type { Reading } from "@resik/contract/reading";
import type { Sqlite } from "@resik/kit/sqlite";
import type {
  LatestQuery,
  ReadingIdentity,
  ScanQuery,
  SeriesColumns,
  SeriesQuery,
} from "../port.ts";
import { createCarryReader, type CarryReader } from "./carry.ts";
import { createLatestReader } from "./latest.ts";
import { createQuarantineReader, type QuarantineReader } from "./quarantine.ts";
import { createIdentityReader } from "./identity.ts";
import { createScanner } from "./scan.ts";
import { createSeriesReader } from "./series.ts";

/** What may be asked of a database with the right schema, writable or not. */
export interface SqliteQueries {
  latest(query: LatestQuery): Reading[];
  series(query: SeriesQuery): Promise<SeriesColumns[]>;
  reading(identity: ReadingIdentity): Reading | null;
  scan(query: ScanQuery): AsyncGenerator<Reading, void>;
  quarantine: QuarantineReader;
  carry: CarryReader;
}

export const createSqliteQueries = (db: Sqlite): SqliteQueries => ({
  latest: createLatestReader(db),
  series: createSeriesReader(db),
  reading: createIdentityReader(db),
  scan: createScanner(db),
  quarantine: createQuarantineReader(db),
  carry: createCarryReader(db),
});
