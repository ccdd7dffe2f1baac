import type { StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import type { ReadingSource } from "@resik/readings/port";

/** What arrives late by less than this is seen with the next reading. */
const OVERLAP_MS = 30 * 60_000;
/** After a hole what fills it is looked for soon. */
const HOLE_RELOAD_MS = 10 * 60_000;
/**
 * Samples of one device that are held. The longest window is two days, in which even
 * a device that speaks every 10 seconds says 17,280, and most speak every minutes: what says more
 * floods. All that is held is judged again with every new one, so it has an end.
 */
export const WINDOW_SAMPLES_MAX = 20_000;

/** Told how many of a device's oldest samples were left out of its window. */
export type OnDropped = (device: string, samples: number) => void;

interface Known<Sample> {
  boot: string;
  seq: number;
  newestMs: number;
  /** When the whole window is read again, for what came late. */
  reloadAtMs: number;
  samples: Sample[];
}

export interface SampleWindows<Sample> {
  /** Whether the store has to be asked before the window holds this newest reading. */
  needsStore(newest: Reading, nowMs: number): boolean;
  /**
   * Brings a device's window up to its newest reading.
   *
   * @returns the samples in order of time; the same list as before when nothing new came.
   */
  take(newest: Reading, nowMs: number): Promise<readonly Sample[]>;
  forget(device: string): void;
}

export interface SampleWindowOptions<Sample> {
  source: Pick<ReadingSource, "scan">;
  channel: StoredChannel;
  windowMs: number;
  reloadEveryMs: number;
  /** Null for a reading that says nothing. */
  toSample(reading: Reading): Sample | null;
  onDropped?: OnDropped | undefined;
}

/**
 * Recent readings of many devices. One that follows the last one directly costs nothing; after a
 * hole, and now and then, the store is asked, so that a window holds what the store holds in
 * whatever order it came; of a device that floods, the newest `WINDOW_SAMPLES_MAX`.
 */
export function createSampleWindows<Sample extends { atMs: number }>(
  options: SampleWindowOptions<Sample>,
): SampleWindows<Sample> {
  const { source, channel, windowMs, reloadEveryMs, toSample } = options;
  const knownByDevice = new Map<string, Known<Sample>>();

  async function load(newest: Reading, fromMs: number): Promise<Sample[]> {
    const samples: Sample[] = [];
    const { device, atMs } = newest;
    for await (const reading of source.scan({ channel, device, fromMs, toMs: atMs + 1 })) {
      const sample = toSample(reading);
      if (sample) samples.push(sample);
      // Twice as many, so that moving them costs little.
      if (samples.length >= 2 * WINDOW_SAMPLES_MAX) dropOldest(device, samples);
    }
    dropOldest(device, samples);
    return samples;
  }

  function dropOldest(device: string, samples: Sample[]): void {
    const surplus = samples.length - WINDOW_SAMPLES_MAX;
    if (surplus <= 0) return;
    samples.splice(0, surplus);
    options.onDropped?.(device, surplus);
  }

  const isSame = (known: Known<Sample>, newest: Reading): boolean =>
    known.boot === newest.boot && known.seq === newest.seq && known.newestMs === newest.atMs;

  const follows = (known: Known<Sample>, newest: Reading): boolean =>
    known.boot === newest.boot && newest.seq === known.seq + 1 && newest.atMs > known.newestMs;

  return {
    needsStore(newest, nowMs) {
      const known = knownByDevice.get(newest.device);
      if (!known || nowMs >= known.reloadAtMs) return true;
      return !isSame(known, newest) && !follows(known, newest);
    },
    async take(newest, nowMs) {
      const { device, boot, seq, atMs: newestMs } = newest;
      const fromMs = newestMs - windowMs;
      const known = knownByDevice.get(device);
      if (!known || nowMs >= known.reloadAtMs || newestMs < known.newestMs) {
        const samples = await load(newest, fromMs);
        const reloadAtMs = nowMs + reloadEveryMs;
        knownByDevice.set(device, { boot, seq, newestMs, reloadAtMs, samples });
        return samples;
      }
      if (isSame(known, newest)) return known.samples;
      const isNext = follows(known, newest);
      const againMs = isNext ? newestMs : known.newestMs - OVERLAP_MS;
      const sample = isNext ? toSample(newest) : null;
      const later = isNext ? (sample ? [sample] : []) : await load(newest, againMs);
      const kept = known.samples.filter(({ atMs }) => atMs >= fromMs && atMs < againMs);
      const samples = [...kept, ...later];
      dropOldest(device, samples);
      const reloadAtMs = isNext
        ? known.reloadAtMs
        : Math.min(known.reloadAtMs, nowMs + HOLE_RELOAD_MS);
      knownByDevice.set(device, { boot, seq, newestMs, reloadAtMs, samples });
      return samples;
    },
    forget: (device) => void knownByDevice.delete(device),
  };
}
