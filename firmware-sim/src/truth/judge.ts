import type { Reading } from "@resik/contract/reading";
import { digestReading } from "./digest.ts";
import type { MessageKey } from "./log.ts";
import type { Truth } from "./memory.ts";

/** Of a stored reading, what the judge looks at. */
export type StoredReading = Pick<
  Reading,
  "device" | "channel" | "boot" | "seq" | "sampledAtMs" | "quality" | "fields"
>;

/** Examples kept of each kind of fault. */
const EXAMPLES_MAX = 20;

export interface Verdict {
  /** Messages handed to a connection at least once, wills not counted. */
  sent: number;
  acked: number;
  /** Different messages found in the store. */
  stored: number;
  /** In quarantine instead: kept and accounted for, with their bytes. */
  quarantined: number;
  /** Acknowledged, yet neither stored nor in quarantine. Must be 0. */
  lost: number;
  /** Rows beyond the first of one message. Must be 0. */
  duplicated: number;
  /** Stored, yet never sent. Must be 0. */
  unsent: number;
  /** Stored with other content than was sent. Must be 0. */
  mismatched: number;
  examples: Record<"lost" | "duplicated" | "unsent" | "mismatched", MessageKey[]>;
}

/** Judges row by row, so that a large store can be streamed through. */
export interface Judge {
  stored(reading: StoredReading): void;
  quarantined(key: MessageKey): void;
  verdict(): Verdict;
}

export const isClean = (verdict: Verdict): boolean =>
  verdict.lost + verdict.duplicated + verdict.unsent + verdict.mismatched === 0;

/** acked ⊆ stored ∪ quarantined, stored ⊆ sent, equal content, nothing twice. */
export function createJudge(truth: Truth): Judge {
  const seen = new Map<string, Set<number>>();
  const aside = new Set<string>();
  const examples: Verdict["examples"] = { lost: [], duplicated: [], unsent: [], mismatched: [] };
  const counts = { lost: 0, duplicated: 0, unsent: 0, mismatched: 0 };
  let stored = 0;

  function blame(fault: keyof typeof counts, { device, boot, seq }: MessageKey): void {
    counts[fault]++;
    if (examples[fault].length < EXAMPLES_MAX) examples[fault].push({ device, boot, seq });
  }

  return {
    stored(reading) {
      const bootKey = `${reading.device}/${reading.boot}`;
      let seqs = seen.get(bootKey);
      if (!seqs) seen.set(bootKey, (seqs = new Set()));
      if (seqs.has(reading.seq)) return blame("duplicated", reading);
      seqs.add(reading.seq);
      stored++;
      const sent = truth.find(reading);
      if (!sent) return blame("unsent", reading);
      if (sent.digest !== digestReading(reading)) blame("mismatched", reading);
    },
    quarantined: ({ device, boot, seq }) => void aside.add(`${device}/${boot}/${seq}`),
    verdict() {
      counts.lost = 0;
      examples.lost = [];
      for (const [key, state] of truth.messages()) {
        if (!state.acked || seen.get(`${key.device}/${key.boot}`)?.has(key.seq)) continue;
        if (!aside.has(`${key.device}/${key.boot}/${key.seq}`)) blame("lost", key);
      }
      return {
        sent: truth.sentCount,
        acked: truth.ackedCount,
        stored,
        quarantined: aside.size,
        ...counts,
        examples,
      };
    },
  };
}

/** The whole judgement in one call. */
export function judge(
  truth: Truth,
  stored: Iterable<StoredReading>,
  quarantined: Iterable<MessageKey> = [],
): Verdict {
  const court = createJudge(truth);
  for (const reading of stored) court.stored(reading);
  for (const key of quarantined) court.quarantined(key);
  return court.verdict();
}
