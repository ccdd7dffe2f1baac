import { believeBin, type BinBelief, type BinReading } from "@resik/contract/bin/bin-belief";
import { UNKNOWN_RHYTHM, type BinRhythm } from "@resik/contract/bin/bin-rhythm";
import type { FillSample } from "@resik/contract/bin/fill-cycle";
import { learnRhythm, LEVEL_OF_HOUR_MS, RHYTHM_HOURS } from "@resik/contract/bin/learn-rhythm";
import type { FieldValue, Reading } from "@resik/contract/reading";
import { ROLLUP_MS } from "@resik/contract/series";
import { deviceIdSchema, type DeviceId } from "@resik/contract/slug";
import type { Clock } from "@resik/kit/clock";
import { nextTurn } from "@resik/kit/next-turn";
import type { ReadingSource } from "@resik/readings/port";

/** A board younger than this is shown as it is. */
const FRESH_MS = 30_000;
/** Raw readings that a belief looks back on; before them hourly levels of as long again. */
const RAW_MS = 48 * ROLLUP_MS;
/** Readings that come after newer ones are looked for so far back. */
const LATE_MS = 2 * ROLLUP_MS;
/** Readings of one bin in memory; of more the oldest go. 48 hours of one every five minutes. */
const RAW_MAX = 600;
/**
 * After this a rhythm is learned anew, and the raw readings are read anew: what came late behind
 * newer ones is seen then, and of a silent bin nothing stays that a program started now would not
 * know.
 */
const LEARN_MS = 6 * ROLLUP_MS;
/** Bins that learn in one refresh; the others go on with what they knew. */
const LEARN_MAX = 500;
/** Bins of one question to the store. */
const LEARN_BATCH = 40;
/** Bins followed before others get a turn. */
const TURN_BINS = 20;
/** Bins on the board, about 30 kB each; those beyond have no level here. */
export const BOARD_BINS_MAX = 10_000;

/** What is known of one bin. */
export interface BinStanding {
  belief: BinBelief;
  rhythm: BinRhythm;
  /** When it last said anything of its level, believed or not. */
  heardMs: number;
}

export interface BinBoard {
  /**
   * Where every bin stands that has ever reported; at most half a minute old. Most times only what
   * changed since is read.
   *
   * @throws StoreUnavailableError when the store is away.
   */
  look(): Promise<ReadonlyMap<string, BinStanding>>;
}

interface Followed {
  raw: BinReading[];
  /** Hourly levels from before the raw ones. */
  older: FillSample[];
  rhythm: BinRhythm;
  learnedMs: number;
  /** The newest reading that was read. */
  newest: string;
  heardMs: number;
  belief: BinBelief;
}

/** Bins in memory: read when somebody looks, never while nobody does. */
export function createBinBoard({
  source,
  clock,
}: {
  source: ReadingSource;
  clock: Clock;
}): BinBoard {
  const followed = new Map<string, Followed>();
  let standings: ReadonlyMap<string, BinStanding> = new Map();
  let lookedMs = -Infinity;
  let refreshing: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    const nowMs = clock.nowMs();
    const newest = (await source.latest({ channel: "bin" })).slice(0, BOARD_BINS_MAX);
    const devices = new Set<string>(newest.map(({ device }) => device));
    for (const device of followed.keys()) if (!devices.has(device)) followed.delete(device);
    const learned = await learnDue(nowMs, newest);
    for (const [index, reading] of newest.entries()) {
      if (index % TURN_BINS === TURN_BINS - 1) await nextTurn();
      await follow(reading, nowMs, learned);
    }
    standings = new Map(followed);
    lookedMs = clock.monotonicMs();
  }

  /** Learns from the hourly levels of bins whose rhythm is old. */
  async function learnDue(nowMs: number, newest: readonly Reading[]): Promise<Set<string>> {
    const due = dueToLearn(followed, newest, nowMs);
    for (let start = 0; start < due.length; start += LEARN_BATCH) {
      const batch = due.slice(start, start + LEARN_BATCH);
      const levels = await hourlyLevels(source, batch, nowMs);
      for (const device of batch) {
        const one = followed.get(device) ?? newFollowed();
        followed.set(device, one);
        learn(one, levels.get(device) ?? [], nowMs);
      }
    }
    return new Set(due);
  }

  async function follow(
    reading: Reading,
    nowMs: number,
    learned: ReadonlySet<string>,
  ): Promise<void> {
    const { device, atMs, boot, seq } = reading;
    const one = followed.get(device) ?? newFollowed();
    followed.set(device, one);
    const identity = `${boot}/${seq}`;
    const isAnew = learned.has(device);
    if (one.newest === identity && !isAnew) return;
    const knownMs = isAnew ? -Infinity : (one.raw.at(-1)?.atMs ?? -Infinity);
    const fromMs = Math.max(nowMs - RAW_MS, Math.min(knownMs, atMs) - LATE_MS);
    const fresh = await rawReadings(source, device, fromMs, Math.max(nowMs, atMs) + 1);
    const kept = one.raw.filter((old) => old.atMs < fromMs && old.atMs >= nowMs - RAW_MS);
    one.raw = [...kept, ...fresh].slice(-RAW_MAX);
    one.newest = identity;
    one.heardMs = atMs;
    one.belief = believeBin(readingsOf(one), one.rhythm);
  }

  return {
    async look() {
      if (clock.monotonicMs() - lookedMs < FRESH_MS) return standings;
      // Whoever comes while it is read waits for the same reading.
      refreshing ??= refresh().finally(() => {
        refreshing = null;
      });
      await refreshing;
      return standings;
    },
  };
}

/** Bins whose rhythm is old, those that never learned first. */
function dueToLearn(
  followed: ReadonlyMap<string, Followed>,
  newest: readonly Reading[],
  nowMs: number,
): string[] {
  const learnedMs = (device: string): number => followed.get(device)?.learnedMs ?? 0;
  return (
    newest
      .map(({ device }) => device)
      // What was learned in the future was learned under a clock that has been set back since.
      .filter((device) => nowMs - learnedMs(device) >= LEARN_MS || learnedMs(device) > nowMs)
      .toSorted((a, b) => learnedMs(a) - learnedMs(b))
      .slice(0, LEARN_MAX)
  );
}

function learn(one: Followed, levels: FillSample[], nowMs: number): void {
  one.rhythm = learnRhythm(levels);
  one.learnedMs = nowMs;
  one.older = levels.filter(({ atMs }) => atMs > nowMs - 2 * RAW_MS);
}

const newFollowed = (): Followed => ({
  raw: [],
  older: [],
  rhythm: UNKNOWN_RHYTHM,
  learnedMs: 0,
  newest: "",
  heardMs: 0,
  belief: believeBin([]),
});

/** The raw readings, and before them what the hours say. */
function readingsOf({ raw, older }: Followed): BinReading[] {
  const rawFromMs = raw[0]?.atMs ?? Infinity;
  const before = older
    .filter(({ atMs }) => atMs < rawFromMs - ROLLUP_MS)
    .map((level) => ({ ...level, quality: "ok" as const }));
  return [...before, ...raw];
}

async function rawReadings(
  source: ReadingSource,
  device: DeviceId,
  fromMs: number,
  toMs: number,
): Promise<BinReading[]> {
  const readings: BinReading[] = [];
  for await (const { atMs, quality, fields } of source.scan({
    channel: "bin",
    device,
    fromMs,
    toMs,
  })) {
    const [fillRatio, tiltDeg] = [numberOf(fields["fillRatio"]), numberOf(fields["tiltDeg"])];
    readings.push({ atMs, quality, fillRatio, tiltDeg });
  }
  return readings;
}

const numberOf = (value: FieldValue | undefined): number | null =>
  typeof value === "number" ? value : null;

/** The last level of each hour of the past weeks, by device. */
async function hourlyLevels(
  source: ReadingSource,
  devices: readonly string[],
  nowMs: number,
): Promise<Map<string, FillSample[]>> {
  const toMs = Math.floor(nowMs / ROLLUP_MS) * ROLLUP_MS;
  const answers = await source.series({
    channel: "bin",
    fields: ["fillRatio"],
    devices: devices.map((device) => deviceIdSchema.parse(device)),
    fromMs: toMs - RHYTHM_HOURS * ROLLUP_MS,
    toMs,
    everyMs: ROLLUP_MS,
    aggregate: "last",
    alignMs: 0,
    pointsMax: RHYTHM_HOURS,
  });
  const levels = new Map<string, FillSample[]>();
  for (const { device, atMs, values } of answers) {
    const known = levels.get(device) ?? [];
    atMs.forEach((hourMs, index) => {
      const fillRatio = values.fillRatio?.[index];
      if (typeof fillRatio === "number") known.push({ atMs: hourMs + LEVEL_OF_HOUR_MS, fillRatio });
    });
    // A bin that moved answers once for each of its sites.
    levels.set(
      device,
      known.sort((a, b) => a.atMs - b.atMs),
    );
  }
  return levels;
}
