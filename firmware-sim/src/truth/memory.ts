import type { FieldValue } from "@resik/contract/reading";
import type { MessageKey, SentRecord, TruthLog, TruthRecord } from "./log.ts";
import { recordingTruth } from "./log.ts";

export interface SentState extends Omit<SentRecord, "device" | "boot" | "seq"> {
  acked: boolean;
  dropped: boolean;
}

export interface TruthEvent {
  device: string;
  name: string;
  atMs: number;
  values: Readonly<Record<string, FieldValue>>;
}

/** Truth that can be asked. */
export interface Truth {
  find(key: MessageKey): SentState | undefined;
  /** Every message that was sent or laid down as a will. */
  messages(): Iterable<readonly [MessageKey, SentState]>;
  realOf(key: MessageKey): Readonly<Record<string, FieldValue>> | undefined;
  readonly events: readonly TruthEvent[];
  readonly sentCount: number;
  readonly ackedCount: number;
}

export type MemoryTruth = Truth & TruthLog & { add(record: TruthRecord): void };

/** Truth in memory, for tests and for judging a truth file. */
export function createMemoryTruth(): MemoryTruth {
  // Two levels, because a boot has many messages and its name need not be kept with each.
  const boots = new Map<string, { device: string; boot: string; sent: Map<number, SentState> }>();
  const reals = new Map<string, Readonly<Record<string, FieldValue>>>();
  const events: TruthEvent[] = [];
  let sentCount = 0;
  let ackedCount = 0;

  const bootKey = (key: MessageKey): string => `${key.device}/${key.boot}`;
  const find = (key: MessageKey): SentState | undefined =>
    boots.get(bootKey(key))?.sent.get(key.seq);

  function addSent(record: SentRecord): void {
    const { device, boot, seq, channel, digest, sentAtMs, will } = record;
    let found = boots.get(bootKey(record));
    if (!found) boots.set(bootKey(record), (found = { device, boot, sent: new Map() }));
    if (found.sent.has(seq)) return;
    found.sent.set(seq, { channel, digest, sentAtMs, will, acked: false, dropped: false });
    if (!will) sentCount++;
  }

  function add(record: TruthRecord): void {
    switch (record.type) {
      case "sent":
        return addSent(record);
      case "acked": {
        const state = find(record);
        if (!state || state.acked) return;
        state.acked = true;
        ackedCount++;
        return;
      }
      case "dropped": {
        const state = find(record);
        if (state) state.dropped = true;
        return;
      }
      case "real":
        return void reals.set(`${bootKey(record)}/${record.seq}`, record.values);
      case "event": {
        const { device, name, atMs, values } = record;
        return void events.push({ device, name, atMs, values });
      }
    }
  }

  const log = recordingTruth(add, () => Promise.resolve());
  return {
    ...log,
    add,
    find,
    *messages() {
      for (const { device, boot, sent } of boots.values()) {
        for (const [seq, state] of sent) yield [{ device, boot, seq }, state] as const;
      }
    },
    realOf: (key) => reals.get(`${bootKey(key)}/${key.seq}`),
    events,
    get sentCount() {
      return sentCount;
    },
    get ackedCount() {
      return ackedCount;
    },
  };
}
