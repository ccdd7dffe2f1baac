import type { StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import { StoreUnavailableError, type ReadingSource, type SeriesTally } from "@resik/readings/port";
import type { CopyProgress } from "./copy-progress.ts";
import type { CopyScope } from "./copy-scope.ts";
import type { Patience } from "./patience.ts";

/** Readings of one device on one channel from an instant on, all that there are. */
export interface Stretch {
  channel: StoredChannel;
  device: DeviceId;
  site?: SiteId;
  fromMs: number;
}

/**
 * What a copy has to take, in the order of channels and devices of the tallies. After a position:
 * what it had not confirmed, beginning with the instant at which it stood, of which it may have
 * had only a part.
 */
export function stretchesAfter(
  position: CopyProgress["position"],
  tallies: readonly SeriesTally[],
  scope: CopyScope,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { channel, device } of tallies) {
    const last = stretches.at(-1);
    // A device that moved has a series for each site; they are read together.
    if (last && last.channel === channel && last.device === device) continue;
    stretches.push({ channel, device, fromMs: scope.fromMs(channel) });
  }
  if (position === null) return stretches;
  const channels = [...new Set(stretches.map(({ channel }) => channel))];
  const reached = channels.indexOf(position.channel);
  return stretches.flatMap((stretch) => {
    const order = channels.indexOf(stretch.channel) - reached;
    if (order < 0 || (order === 0 && stretch.device < position.device)) return [];
    if (order > 0 || stretch.device !== position.device) return [stretch];
    return [{ ...stretch, fromMs: Math.max(stretch.fromMs, position.atMs) }];
  });
}

/** A source that goes away so often without giving one reading more is given up. */
const TRIES_MAX = 10;

/**
 * The readings of the stretches, one after the other. A source that goes away is waited for and
 * read on from the instant at which it went, of which readings come again.
 *
 * @throws as `patient` does; StoreUnavailableError when the source answers and cannot be read.
 */
export async function* readStretches(
  { source, patient }: { source: ReadingSource; patient: Patience },
  stretches: readonly Stretch[],
): AsyncGenerator<Reading, void> {
  for (const stretch of stretches) {
    let fromMs = stretch.fromMs;
    let tries = 0;
    for (let isWhole = false; !isWhole;) {
      try {
        for await (const reading of source.scan({ ...stretch, fromMs, toMs: ALL_TIME_MS })) {
          if (reading.atMs > fromMs) tries = 0;
          fromMs = reading.atMs;
          yield reading;
        }
        isWhole = true;
      } catch (error) {
        if (!(error instanceof StoreUnavailableError) || ++tries > TRIES_MAX) throw error;
        await patient(() => answering(source));
      }
    }
  }
}

const ALL_TIME_MS = Number.MAX_SAFE_INTEGER;

async function answering(source: ReadingSource): Promise<void> {
  const problem = await source.notReady();
  if (problem !== null) throw new StoreUnavailableError(problem);
}
