import type { Retention } from "@resik/contract/measurement";
import { z } from "zod";
import { StoreUnavailableError } from "../port.ts";
import type { InfluxPlace } from "./address.ts";
import type { InfluxDialect, StorageContext } from "./server.ts";

/**
 * InfluxDB 3 Core: a database `database/retention` for each retention, two of the five that Core
 * allows. Its compatible `/write` finds them by db and rp, but its `/query` does not put the two
 * together (influxdata/influxdb:core/iox_query_influxql_rewrite/src/lib.rs), so questions name
 * the whole.
 */
export const dialect3x: InfluxDialect = {
  authorization: ({ token }) => (token === null ? null : `Bearer ${token}`),
  // Not `/write`, which refuses a whole batch for its first bad line. Here the good lines are kept
  // and one answer names all bad ones; splitting instead would take a flush of the log, that is
  // up to a second, for each part. The long word of the precision is the one that every 3.x knows.
  writePath: (place, _org, retention) =>
    `/api/v3/write_lp?${new URLSearchParams({
      db: databaseOf(place, retention),
      precision: "nanosecond",
      accept_partial: "true",
    }).toString()}`,
  queryTarget: (place, retention) => ({ db: databaseOf(place, retention) }),
  // Core has no deletion of points, only of whole tables and databases.
  deleteTarget: null,
  ensureStorage,
};

const databaseOf = ({ database }: InfluxPlace, retention: Retention): string =>
  `${database}/${retention}`;

const DATABASES = z.array(z.object({ "iox::database": z.string() }));

/**
 * Creates both databases; a write would create them too, and without an end of their retention.
 * The retention of one that is there is not checked: Core tells it in no documented way.
 */
async function ensureStorage({ place, http, retentionDays }: StorageContext): Promise<void> {
  const answer = await http.request("GET", "/api/v3/configure/database?format=json");
  if (answer.status !== 200) throw http.refusal(answer);
  const present = DATABASES.safeParse(jsonOrNull(answer.body));
  if (!present.success) {
    throw new StoreUnavailableError(`InfluxDB at ${http.host} gave an answer that is not its own.`);
  }
  const names = new Set(present.data.map((row) => row["iox::database"]));
  const ensure = async (retention: Retention, days: number | null): Promise<void> => {
    const db = databaseOf(place, retention);
    if (names.has(db)) return;
    const created = await http.request("POST", "/api/v3/configure/database", {
      contentType: "application/json",
      body: JSON.stringify(days === null ? { db } : { db, retention_period: `${days}d` }),
    });
    // 409: another one made it in this moment.
    if (created.status !== 200 && created.status !== 409) throw http.refusal(created);
  };
  await ensure("keep", null);
  await ensure("raw", retentionDays);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
