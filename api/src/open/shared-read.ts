import type { Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";

export interface SharedReads<T> {
  /** What is under this key, read at most once in a while however many ask. */
  get(key: string, read: () => Promise<Result<T>>): Promise<Result<T>>;
}

export interface SharedReadsOptions<T> {
  clock: Pick<Clock, "monotonicMs">;
  /** How long something is shared from the beginning of its reading: so late may data be. */
  freshMs: number;
  entriesMax: number;
  /** What all that is kept may weigh together, by `weigh`. */
  weightMax: number;
  weigh(value: T): number;
}

interface Entry<T> {
  /** Infinite while it is being read: however long that takes, nobody has it read a second time. */
  untilMs: number;
  result: Promise<Result<T>>;
  weight: number;
}

/**
 * Shares what costs the stores something between all who ask within moments: thousands may look at
 * once, the stores are asked once, and a slow store is not asked again before it answered. At either
 * maximum the oldest ones go; a failure is told to those who wait for it and never kept.
 */
export function createSharedReads<T>(options: SharedReadsOptions<T>): SharedReads<T> {
  const { clock, freshMs, entriesMax, weightMax, weigh } = options;
  const entries = new Map<string, Entry<T>>();
  let weight = 0;

  function forget(key: string, entry: Entry<T>): void {
    if (entries.get(key) !== entry) return;
    entries.delete(key);
    weight -= entry.weight;
  }

  function trim(nowMs: number): void {
    for (const [key, entry] of entries) {
      const isKept = entry.untilMs > nowMs && entries.size <= entriesMax && weight <= weightMax;
      // In order of their making: what comes after a fresh one is fresh, too.
      if (isKept) return;
      forget(key, entry);
    }
  }

  return {
    async get(key, read) {
      const nowMs = clock.monotonicMs();
      const known = entries.get(key);
      if (known && known.untilMs > nowMs) return known.result;
      if (known) forget(key, known);
      const entry: Entry<T> = { untilMs: Infinity, result: read(), weight: 0 };
      entries.set(key, entry);
      trim(nowMs);
      try {
        const result = await entry.result;
        entry.untilMs = nowMs + freshMs;
        if (!result.ok) forget(key, entry);
        else if (entries.get(key) === entry) {
          entry.weight = weigh(result.value);
          weight += entry.weight;
          trim(clock.monotonicMs());
        }
        return result;
      } catch (error) {
        forget(key, entry);
        throw error;
      }
    },
  };
}

/** One thing alone, shared in the same way. */
export function createSharedRead<T>(
  clock: Pick<Clock, "monotonicMs">,
  freshMs: number,
  read: () => Promise<Result<T>>,
): () => Promise<Result<T>> {
  const limits = { entriesMax: 1, weightMax: 0, weigh: () => 0 };
  const shared = createSharedReads<T>({ clock, freshMs, ...limits });
  return () => shared.get("", read);
}
