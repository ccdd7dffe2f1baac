import { SERVICE_CHANNELS } from "@resik/contract/channel";
import type { QuarantinedMessage, Reading } from "@resik/contract/reading";
import type { InboxRecord } from "@resik/contract/relay";
import type { Clock } from "@resik/kit/clock";
import type { ReadingBatch, ReadingStore } from "@resik/readings/port";
import { createDecoder, type Defect } from "./decode.ts";
import type { IngestEvents } from "./events.ts";
import { createForeignDecoder, isForeign, type ForeignRecord } from "./foreign.ts";
import { retryForever } from "./retry.ts";
import { createValidator } from "./validate.ts";

export interface Pipeline {
  /**
   * source → decode → validate → store. Resolves when every record is durable in the store, as a
   * reading or in quarantine; retries for as long as that takes. Resolves false when the signal
   * ended the wait: nothing may be acknowledged then.
   */
  process(records: readonly InboxRecord[], signal: AbortSignal): Promise<boolean>;
}

export function createPipeline(options: {
  clock: Clock;
  store: ReadingStore;
  events: IngestEvents;
  lateDaysMax: number;
}): Pipeline {
  const { clock, store, events } = options;
  const sort = createSorter(options.lateDaysMax);

  const write = (batch: ReadingBatch, signal: AbortSignal) =>
    retryForever(() => store.write(batch), { clock, signal, onFailure: events.storeFailed });

  return {
    async process(records, signal) {
      events.received(records.length);
      const sorted = sort(records);
      const { readings, put } = sorted;
      const startMs = clock.monotonicMs();
      const result = await write({ readings, quarantined: put }, signal);
      if (result === null) return false;
      const rejected = storeRejected(sorted, result.rejected);
      if (rejected.length > 0) {
        const second = await write({ readings: [], quarantined: rejected }, signal);
        if (second === null) return false;
      }
      for (const message of [...put, ...rejected]) events.quarantined(message.reason);
      const oldestMs = records[0]?.receivedAtMs ?? clock.nowMs();
      events.stored({
        stored: result.stored,
        duplicates: result.duplicates,
        lagMs: Math.max(0, clock.nowMs() - oldestMs),
        tookMs: clock.monotonicMs() - startMs,
        ofServices: readings.filter(({ channel }) => SERVICE_CHANNELS.has(channel)).length,
      });
      return true;
    },
  };
}

interface Sorted {
  readings: Reading[];
  /** The record of each reading, at the same index. */
  sources: InboxRecord[];
  put: QuarantinedMessage[];
}

/** decode → validate of each record, by what it carries. */
function createSorter(lateDaysMax: number): (records: readonly InboxRecord[]) => Sorted {
  const decode = createDecoder();
  const decodeForeign = createForeignDecoder();
  const validate = createValidator({ lateDaysMax });

  function judge(record: InboxRecord): Reading | Defect {
    const decoded = decode(record);
    if (!decoded.ok) return decoded.defect;
    const validated = validate(decoded.value);
    return validated.ok ? validated.value : validated.defect;
  }

  /** A document becomes readings whole or not at all, so that a replay of it repeats nothing. */
  function judgeForeign(record: ForeignRecord): Reading[] | Defect {
    const decoded = decodeForeign(record);
    if (!decoded.ok) return decoded.defect;
    const readings: Reading[] = [];
    for (const one of decoded.value) {
      const validated = validate(one);
      if (!validated.ok) return validated.defect;
      readings.push(validated.value);
    }
    return readings;
  }

  function sortForeign(record: ForeignRecord, sorted: Sorted): void {
    const judged = judgeForeign(record);
    if ("reason" in judged) {
      sorted.put.push({ ...record, ...judged });
      return;
    }
    for (const reading of judged) {
      sorted.readings.push(reading);
      sorted.sources.push(record);
    }
  }

  return (records) => {
    const sorted: Sorted = { readings: [], sources: [], put: [] };
    for (const record of records) {
      if (isForeign(record)) {
        sortForeign(record, sorted);
        continue;
      }
      const judged = judge(record);
      if ("reason" in judged) {
        sorted.put.push({ ...record, ...judged });
      } else {
        sorted.readings.push(judged);
        sorted.sources.push(record);
      }
    }
    return sorted;
  };
}

/**
 * What the store refused for ever goes to quarantine with the bytes as they came: once, also when
 * several readings of one document were refused.
 */
function storeRejected(
  { readings, sources }: Sorted,
  refused: readonly { reading: Reading; detail: string }[],
): QuarantinedMessage[] {
  const messages = new Map<InboxRecord, QuarantinedMessage>();
  for (const { reading, detail } of refused) {
    const record = sources[readings.indexOf(reading)];
    if (!record) throw new Error("the store rejected a reading that it was not given");
    messages.set(record, { ...record, reason: "store-rejected", detail });
  }
  return [...messages.values()];
}
