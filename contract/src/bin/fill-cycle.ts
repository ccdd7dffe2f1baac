import { expectedRise, riseVariance, UNKNOWN_RHYTHM, type BinRhythm } from "./bin-rhythm.ts";

/**
 * From here a bin counts as full. Not 1: waste settles by 2 to 3 % and the head errs by 1 cm, so
 * that a full bin seldom reads as exactly full; the pages draw it as full from here, too.
 */
export const BIN_FULL_RATIO = 0.95;

/** One level of a bin, 0 (empty) to 1 (full). Without echo there is no sample, never a level. */
export interface FillSample {
  atMs: number;
  fillRatio: number;
}

/** What the head said: a level, or that whatever it sees is nearer than it can measure. */
export type FillEcho = FillSample | { atMs: number; isBlind: true };

/**
 * A change that noise does not explain: an ultrasonic head errs by 1 cm and waste settles by 2 to
 * 3 %, so a seventh of the bin is far outside both, and a bin emptied at a quarter is still seen.
 */
const FILL_STEP_RATIO = 0.15;

/** A step is believed when this many samples in a row show it: one wrong echo never does. */
const FILL_STEP_SAMPLES = 2;

/** What is left after an emptying is at most this share of what was in the bin. */
const EMPTIED_SHARE_MAX = 0.5;

/** Back to within this below the level before a jump: the jump was a wall echo, now over. */
const ECHO_RETURN_RATIO = 0.1;

/** A level that went on rising after a jump is waste: an echo of the wall stands still. */
const ECHO_RISE_RATIO = 0.1;

/** After so long a jump was waste: going back is no longer the end of a wall echo. */
const ECHO_MS_MAX = 24 * 3_600_000;

/** Where the echo of a wall, of the lid or of a hanging bag puts the level: at the rim. */
const RIM_RATIO = 0.9;

/** A jump to the rim is believed after this: wall echoes last for hours, a full bin for longer. */
const RIM_DOUBT_MS = 12 * 3_600_000;

/** The last part of a bin, with the heap above its rim, lies where the head sees nothing. */
const BLIND_RATIO = 0.12;

/** One rise in a hundred is larger than its mean and this many standard deviations. */
const RISE_Z = 2.33;

/** The rise so far says at most this times its pace of what comes next. */
const PACE_FACTOR = 1.5;
const PACE_MS_MAX = 6 * 3_600_000;

/** What happened since a bin was last emptied. */
export interface FillCycle {
  /** The last level that can be believed; null without any sample. */
  fillRatio: number | null;
  /** The first sample that showed it empty; null while nobody saw it being emptied. */
  emptiedAtMs: number | null;
  /** The samples since then that can be believed, oldest first. */
  samples: readonly FillSample[];
  /** The same of the cycles before, oldest first. */
  earlier: readonly (readonly FillSample[])[];
  /** Since when it has said "at the rim" without being believed; null when it does not. */
  rimSinceMs: number | null;
  /**
   * Since when it has said "too near to measure" from far below; null when it does not, and before
   * the first level, when nobody knows from where.
   */
  nearSinceMs: number | null;
}

interface Jump {
  /** The level before it, and how many samples the cycle had then. */
  from: number;
  samples: number;
  to: number;
  atMs: number;
}

interface Following {
  rhythm: BinRhythm;
  level: number;
  levelAtMs: number;
  emptiedAtMs: number | null;
  earlier: FillSample[][];
  nearSinceMs: number | null;
  samples: FillSample[];
  /** Samples on one side of the level that wait for company. */
  doubtful: FillSample[];
  jump: Jump | null;
}

/**
 * Follows a bin's level through wrong echoes.
 *
 * A level that steps up or down is believed at the second sample, but not a jump to the rim that
 * the bin's rhythm does not explain: it is held in doubt for 12 hours, or until the bin should be
 * full by its rhythm anyway, and the level before it stands. "Too near to measure" is a full bin
 * when the level before it was so high that waste explains it; from far below it is water or a
 * cobweb on the head, and never a level. A believed step down is an emptying when at most half is
 * left and it is not merely the return from a jump up, which a wall echo looks like.
 *
 * @param echoes in order of time.
 * @param rhythm how fast this bin fills.
 */
export function followFill(
  echoes: readonly FillEcho[],
  rhythm: BinRhythm = UNKNOWN_RHYTHM,
): FillCycle {
  const start = startLevel(echoes);
  const following: Following = {
    rhythm,
    level: start?.fillRatio ?? 0,
    levelAtMs: start?.atMs ?? Infinity,
    emptiedAtMs: null,
    earlier: [],
    nearSinceMs: null,
    samples: [],
    doubtful: [],
    jump: null,
  };
  for (const echo of echoes) {
    if ("isBlind" in echo) takeBlind(following, echo.atMs);
    else take(following, echo);
  }
  const { level, emptiedAtMs, samples, earlier, doubtful, nearSinceMs } = following;
  const [first, second] = doubtful;
  const isAtRim = first !== undefined && second !== undefined && isRimJump(first, level);
  return {
    fillRatio: start ? level : null,
    emptiedAtMs,
    samples,
    earlier,
    rimSinceMs: isAtRim ? first.atMs : null,
    nearSinceMs,
  };
}

/** The middle one of the first three levels, so that a wrong echo does not begin the story. */
function startLevel(echoes: readonly FillEcho[]): FillSample | null {
  const first: FillSample[] = [];
  for (const echo of echoes) {
    if (!("isBlind" in echo)) first.push(echo);
    if (first.length === 3) break;
  }
  const [oldest] = first;
  // Of two the older one: the newer one has nobody beside it.
  if (!oldest || first.length < 3) return oldest ?? null;
  const middle = first.map(({ fillRatio }) => fillRatio).sort((a, b) => a - b)[1];
  return { atMs: oldest.atMs, fillRatio: middle ?? oldest.fillRatio };
}

const isAbove = (sample: FillSample, level: number): boolean => sample.fillRatio > level;

/** Further up than noise, and there where walls and bags echo. */
const isRimJump = ({ fillRatio }: FillSample, level: number): boolean =>
  fillRatio >= RIM_RATIO && fillRatio - level >= FILL_STEP_RATIO;

/** How much may have risen unseen between the last believed level and an instant. */
function riseMax({ rhythm, levelAtMs, level, samples }: Following, atMs: number): number {
  const mean = expectedRise(rhythm, levelAtMs, atMs);
  const usual = mean + RISE_Z * Math.sqrt(riseVariance(rhythm, mean));
  const from = samples.findLast((sample) => levelAtMs - sample.atMs >= PACE_MS_MAX) ?? samples[0];
  if (!from || levelAtMs <= from.atMs) return usual;
  const perMs = (level - from.fillRatio) / (levelAtMs - from.atMs);
  return Math.max(usual, PACE_FACTOR * perMs * (atMs - levelAtMs));
}

/** Where the level stands by now if the bin went on as it does in the mean. */
const meanLevel = ({ rhythm, level, levelAtMs }: Following, atMs: number): number =>
  level + expectedRise(rhythm, levelAtMs, atMs);

function takeBlind(following: Following, atMs: number): void {
  // Before the first level nobody can tell a full bin from a wet head.
  if (atMs < following.levelAtMs) return;
  if (meanLevel(following, atMs) + BLIND_RATIO >= 1) {
    following.doubtful = [];
    following.nearSinceMs = null;
    return believe(following, [{ atMs, fillRatio: 1 }]);
  }
  following.nearSinceMs ??= atMs;
}

function take(following: Following, sample: FillSample): void {
  const { level, doubtful } = following;
  following.nearSinceMs = null;
  if (Math.abs(sample.fillRatio - level) < FILL_STEP_RATIO) {
    following.doubtful = [];
    return believe(following, [sample]);
  }
  const [first] = doubtful;
  // A jump to the rim that was in doubt and is over was an echo: none of it is in the bin.
  const isSameSide =
    first !== undefined &&
    isAbove(first, level) === isAbove(sample, level) &&
    (isRimJump(sample, level) || !isRimJump(first, level));
  following.doubtful = isSameSide ? doubtful : [];
  following.doubtful.push(sample);
  if (following.doubtful.length < FILL_STEP_SAMPLES || isHeld(following, sample)) return;
  step(following, following.doubtful);
}

/** Whether a jump to the rim is still in doubt. */
function isHeld(following: Following, sample: FillSample): boolean {
  const { level, doubtful } = following;
  if (!isRimJump(sample, level)) return false;
  const firstMs = doubtful[0]?.atMs ?? sample.atMs;
  return (
    sample.fillRatio - level > FILL_STEP_RATIO + riseMax(following, firstMs) &&
    sample.atMs - firstMs < RIM_DOUBT_MS &&
    meanLevel(following, sample.atMs) < BIN_FULL_RATIO
  );
}

/** The samples stay away from the level: it has changed. */
function step(following: Following, run: FillSample[]): void {
  const { level, jump } = following;
  const [first] = run;
  if (!first) return;
  following.doubtful = [];
  if (isAbove(first, level)) {
    const samples = following.samples.length;
    following.jump = { from: level, samples, to: first.fillRatio, atMs: first.atMs };
    return believe(following, run);
  }
  const lowest = Math.min(...run.map(({ fillRatio }) => fillRatio));
  following.jump = null;
  if (jump && lowest >= jump.from - ECHO_RETURN_RATIO) {
    following.samples.length = Math.min(following.samples.length, jump.samples);
  } else if (lowest <= level * EMPTIED_SHARE_MAX) {
    following.emptiedAtMs = first.atMs;
    following.earlier.push(following.samples);
    following.samples = [];
  } else {
    // Waste does not vanish by a quarter: what stood above was wrong.
    const highest = Math.max(...run.map(({ fillRatio }) => fillRatio));
    following.samples = following.samples.filter(
      ({ fillRatio }) => fillRatio < highest + FILL_STEP_RATIO,
    );
  }
  believe(following, run);
}

function believe(following: Following, run: readonly FillSample[]): void {
  for (const sample of run) {
    following.samples.push(sample);
    following.level = sample.fillRatio;
    following.levelAtMs = sample.atMs;
    const { jump } = following;
    const isWaste =
      jump !== null &&
      (sample.fillRatio >= jump.to + ECHO_RISE_RATIO || sample.atMs - jump.atMs > ECHO_MS_MAX);
    if (isWaste) following.jump = null;
  }
}
