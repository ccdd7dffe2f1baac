import { isStoredChannel, type StoredChannel } from "@resik/contract/channel";
import { AGGREGATES, numericFieldsOf } from "@resik/contract/series";
import { QueryError, type SeriesQuery } from "./port.ts";

/** @throws QueryError for a channel that has no readings. */
export function checkChannel(channel: string): asserts channel is StoredChannel {
  if (!isStoredChannel(channel)) throw new QueryError("the channel is not stored");
}

/** @throws QueryError when the contract does not know what is asked for. */
export function checkSeriesQuery(query: SeriesQuery): void {
  checkChannel(query.channel);
  const known = numericFieldsOf(query.channel);
  const unknown = query.fields.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new QueryError(
      `${query.channel} has no numeric field ${JSON.stringify(unknown.slice(0, 60))}`,
    );
  }
  if (new Set(query.fields).size !== query.fields.length) throw new QueryError("a field twice");
  if (!AGGREGATES.includes(query.aggregate)) throw new QueryError("the aggregate is unknown");
  const numbers = [query.fromMs, query.toMs, query.everyMs, query.alignMs, query.pointsMax];
  if (!numbers.every(Number.isSafeInteger) || query.everyMs < 0 || query.pointsMax < 0) {
    throw new QueryError("times, window and limit are whole numbers of milliseconds and points");
  }
}
