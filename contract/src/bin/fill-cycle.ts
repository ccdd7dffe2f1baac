/** One level of a bin, 0 (empty) to 1 (full). Without echo there is no sample, never a level. */
export interface FillSample {
  atMs: number;
  fillRatio: number;
}

/**
 * A change that noise does not explain: an ultrasonic head errs by 1 cm and waste settles by 2 to
 * 3 %, so a seventh of the bin is far outside both, and a bin emptied at a quarter is still seen.
 */
export const FILL_STEP_RATIO = 0.15;

/** A step is believed when this many samples in a row show it: one wrong echo never does. */
export const FILL_STEP_SAMPLES = 2;

/** What is left after an emptying is at most this share of what was in the bin. */
const EMPTIED_SHARE_MAX = 0.5;

/** Back to within this below the level before a jump: the jump was a wall echo, now over. */
const ECHO_RETURN_RATIO = 0.1;

/** A level that went on rising after a jump is waste: an echo of the wall stands still. */
const ECHO_RISE_RATIO = 0.1;

/** A wall echo (a hanging bag, a stuck lid) lasts for hours; after so long the jump is believed. */
const ECHO_MS_MAX = 24 * 3_600_000;

/** What happened since a bin was last emptied. */
export interface FillCycle {
  /** The last level that can be believed; null without any sample. */
  fillRatio: number | null;
  /** The first sample that showed it empty; null while nobody saw it being emptied. */
  emptiedAtMs: number | null;
  /** The samples since then that can be believed, oldest first. */
  samples: readonly FillSample[];
}

interface Jump {
  /** The level before it, and how many samples the cycle had then. */
  from: number;
  samples: number;
  to: number;
  atMs: number;
}

interface Following {
  level: number;
  emptiedAtMs: number | null;
  samples: FillSample[];
  /** Samples on one side of the level that wait for company. */
  doubtful: FillSample[];
  jump: Jump | null;
}

/**
 * Follows a bin's level through wrong echoes. A level that steps up or down is believed at the
 * second sample. A believed step down is an emptying when at most half is left and it is not merely
 * the return from a jump up, which a wall echo looks like.
 *
 * @param samples in order of time.
 */
export function followFill(samples: readonly FillSample[]): FillCycle {
  const start = startLevel(samples);
  if (start === null) return { fillRatio: null, emptiedAtMs: null, samples: [] };
  const following: Following = {
    level: start,
    emptiedAtMs: null,
    samples: [],
    doubtful: [],
    jump: null,
  };
  for (const sample of samples) take(following, sample);
  const { level, emptiedAtMs, samples: believed } = following;
  return { fillRatio: level, emptiedAtMs, samples: believed };
}

/** The middle one of the first three, so that a wrong echo does not begin the story. */
function startLevel(samples: readonly FillSample[]): number | null {
  const first = samples.slice(0, 3).map(({ fillRatio }) => fillRatio);
  // Of two the older one: the newer one has nobody beside it.
  if (first.length < 3) return first[0] ?? null;
  return first.sort((a, b) => a - b)[1] ?? null;
}

const isAbove = (sample: FillSample, level: number): boolean => sample.fillRatio > level;

function take(following: Following, sample: FillSample): void {
  const { level, doubtful } = following;
  if (Math.abs(sample.fillRatio - level) < FILL_STEP_RATIO) {
    following.doubtful = [];
    return believe(following, [sample]);
  }
  const [first] = doubtful;
  const isSameSide = first !== undefined && isAbove(first, level) === isAbove(sample, level);
  following.doubtful = isSameSide ? [...doubtful, sample] : [sample];
  if (following.doubtful.length >= FILL_STEP_SAMPLES) step(following, following.doubtful);
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
    const { jump } = following;
    const isWaste =
      jump !== null &&
      (sample.fillRatio >= jump.to + ECHO_RISE_RATIO || sample.atMs - jump.atMs > ECHO_MS_MAX);
    if (isWaste) following.jump = null;
  }
}
