import { SERVICE_CHANNELS } from "@resik/contract/channel";
import type { QuarantinedMessage, Reading } from "@resik/contract/reading";
import type { InboxRecord } from "@resik/contract/relay";
import type { Clock } from "@resik/kit/clock";
import type { ReadingBatch, ReadingStore } from "@resik/readings/port";
import { createDecoder, type Defect } from "./decode.ts";
import type { IngestEvents } from "./events.ts";
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
  const decode = createDecoder();
  const validate = createValidator({ lateDaysMax: options.lateDaysMax });

  function judge(record: InboxRecord): Reading | Defect {
    const decoded = decode(record);
    if (!decoded.ok) return decoded.defect;
    const validated = validate(decoded.value);
    return validated.ok ? validated.value : validated.defect;
  }

  function sort(records: readonly InboxRecord[]): Sorted {
    const sorted: Sorted = { readings: [], sources: [], put: [] };
    for (const record of records) {
      const judged = judge(record);
      if ("reason" in judged) {
        sorted.put.push({ ...record, ...judged });
      } else {
        sorted.readings.push(judged);
        sorted.sources.push(record);
      }
    }
    return sorted;
  }

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
      const rejected = result.rejected.map((one) => storeRejected(sorted, one));
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

/** What the store refused for ever goes to quarantine with the bytes as they came. */
function storeRejected(
  { readings, sources }: Sorted,
  { reading, detail }: { reading: Reading; detail: string },
): QuarantinedMessage {
  const record = sources[readings.indexOf(reading)];
  if (!record) throw new Error("the store rejected a reading that it was not given");
  return { ...record, reason: "store-rejected", detail };
}
