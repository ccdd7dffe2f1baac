import { fail, ok, type Result } from "@resik/contract/error-code";
import type { ReadingView } from "@resik/contract/http/readings";
import type { Reading } from "@resik/contract/reading";
import { QueryError, type ReadingSource } from "@resik/readings/port";
import type { ApiEvents } from "./events.ts";
import { toInstant } from "./registry/device-row.ts";

/**
 * Asks the store.
 *
 * @returns `invalid-input` for what no store can answer; `store-unavailable`, said once in the
 * log, when this one cannot.
 */
export async function askStore<T>(
  deps: { source: ReadingSource; events: ApiEvents },
  ask: (source: ReadingSource) => Promise<T>,
): Promise<Result<T, "store-unavailable" | "invalid-input">> {
  try {
    return ok(await ask(deps.source));
  } catch (error) {
    if (error instanceof QueryError) return fail("invalid-input", error.message);
    deps.events.storeFailed(error);
    return fail("store-unavailable", "the readings store did not answer");
  }
}

/** A reading as the api shows it. */
export const toReadingView = (reading: Reading): ReadingView => ({
  site: reading.site,
  device: reading.device,
  channel: reading.channel,
  boot: reading.boot,
  seq: reading.seq,
  at: toInstant(reading.atMs),
  sampledAt: reading.sampledAtMs === null ? null : toInstant(reading.sampledAtMs),
  receivedAt: toInstant(reading.receivedAtMs),
  quality: reading.quality,
  fields: { ...reading.fields },
});
