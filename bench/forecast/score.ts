import { BIN_FULL_RATIO } from "@resik/contract/bin/fill-cycle";
import type { Answers } from "./bin-knowledge.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Hours before a true full time at which both are asked. */
export const HORIZONS_H = [6, 12, 24] as const;

interface HorizonScore {
  /** True full times with nobody at the bin in the hours before. */
  cases: number;
  noAnswer: number;
  noAnswerNaive: number;
  /** Where both answered. */
  medianAbsErrorH: number | null;
  medianAbsErrorNaiveH: number | null;
  /** 1 less the ratio of the two. */
  improvementRatio: number | null;
  /** Over all cases, a missing answer being worse than any. */
  medianAbsErrorAllH: number | null;
  medianAbsErrorNaiveAllH: number | null;
  improvementAllRatio: number | null;
}

export interface ForecastResult {
  horizons: Record<string, HorizonScore>;
  /** Forecasts asked every hour of bins that were not full, judged by when each would have been. */
  asked: number;
  stated: number;
  /** Believed full, truly or not: nothing is left to forecast. */
  believedFull: number;
  /** Not full, and no forecast given. */
  noAnswer: number;
  /** Stated, but the bin burned or the record ended: nobody can tell. */
  undecided: number;
  /** Of the decided ones. */
  coverage: number | null;
  /** Full before the interval, and after it: honest ones are alike. */
  beforeShare: number | null;
  afterShare: number | null;
  /** The same of forecasts whose middle lay within a day, and of those beyond. */
  coverageWithinDay: number | null;
  coverageBeyondDay: number | null;
  medianWidthH: number | null;
  /** Middle answers of the hourly ones, and of the naive forecast at the same instants. */
  medianAbsErrorHourlyH: number | null;
  medianAbsErrorHourlyNaiveH: number | null;
  /** Believed full while it was not, and not while it was: shares of the hours asked. */
  falselyFull: number;
  missedFull: number;
}

export interface Score {
  atHorizon(horizonH: number, answers: Answers, trueMs: number): void;
  hourly(answers: Answers, nowMs: number, realRatio: number, wouldBeMs: number | null): void;
  result(): ForecastResult;
}

interface Pair {
  own: number;
  naive: number;
}

const errorH = (saidMs: number | null | undefined, trueMs: number): number =>
  saidMs === null || saidMs === undefined ? Infinity : Math.abs(saidMs - trueMs) / HOUR_MS;

export function createScore(): Score {
  const pairs = new Map<number, Pair[]>(HORIZONS_H.map((horizonH) => [horizonH, []]));
  const hourlyPairs: Pair[] = [];
  const widths: number[] = [];
  const count = {
    asked: 0,
    stated: 0,
    undecided: 0,
    before: 0,
    after: 0,
    inside: 0,
    believedFull: 0,
    noAnswer: 0,
  };
  const lead = { near: { inside: 0, all: 0 }, far: { inside: 0, all: 0 } };
  const wrong = { falselyFull: 0, missedFull: 0 };

  return {
    atHorizon(horizonH, { full, naiveMs }, trueMs) {
      pairs
        .get(horizonH)
        ?.push({ own: errorH(full?.atMs, trueMs), naive: errorH(naiveMs, trueMs) });
    },
    hourly({ full, naiveMs, belief }, nowMs, realRatio, wouldBeMs) {
      count.asked++;
      const isBelievedFull = (belief.fillRatio ?? 0) >= BIN_FULL_RATIO;
      if (isBelievedFull) count.believedFull++;
      if (realRatio >= BIN_FULL_RATIO) {
        if (!isBelievedFull) wrong.missedFull++;
        return;
      }
      if (isBelievedFull) {
        wrong.falselyFull++;
        return;
      }
      if (!full) {
        count.noAnswer++;
        return;
      }
      count.stated++;
      if (wouldBeMs === null) {
        count.undecided++;
        return;
      }
      if (wouldBeMs < full.earlyMs) count.before++;
      else if (wouldBeMs > full.lateMs) count.after++;
      else count.inside++;
      const of = full.atMs - nowMs <= DAY_MS ? lead.near : lead.far;
      of.all++;
      if (wouldBeMs >= full.earlyMs && wouldBeMs <= full.lateMs) of.inside++;
      widths.push((full.lateMs - full.earlyMs) / HOUR_MS);
      hourlyPairs.push({ own: errorH(full.atMs, wouldBeMs), naive: errorH(naiveMs, wouldBeMs) });
    },
    result() {
      const decided = count.before + count.inside + count.after;
      const share = (part: number): number | null => (decided === 0 ? null : part / decided);
      const common = hourlyPairs.filter(({ naive }) => naive < Infinity);
      return {
        horizons: Object.fromEntries(
          [...pairs].map(([horizonH, cases]) => [`${horizonH}h`, scoreOf(cases)]),
        ),
        asked: count.asked,
        stated: count.stated,
        believedFull: count.believedFull,
        noAnswer: count.noAnswer,
        undecided: count.undecided,
        coverage: share(count.inside),
        beforeShare: share(count.before),
        afterShare: share(count.after),
        coverageWithinDay: ratioOf(lead.near),
        coverageBeyondDay: ratioOf(lead.far),
        medianWidthH: medianOf(widths),
        medianAbsErrorHourlyH: medianOf(common.map(({ own }) => own)),
        medianAbsErrorHourlyNaiveH: medianOf(common.map(({ naive }) => naive)),
        falselyFull: wrong.falselyFull / Math.max(1, count.asked),
        missedFull: wrong.missedFull / Math.max(1, count.asked),
      };
    },
  };
}

function scoreOf(cases: readonly Pair[]): HorizonScore {
  const both = cases.filter(({ own, naive }) => own < Infinity && naive < Infinity);
  const own = medianOf(both.map((pair) => pair.own));
  const naive = medianOf(both.map((pair) => pair.naive));
  const ownAll = medianOf(cases.map((pair) => pair.own));
  const naiveAll = medianOf(cases.map((pair) => pair.naive));
  return {
    cases: cases.length,
    noAnswer: cases.filter((pair) => pair.own === Infinity).length,
    noAnswerNaive: cases.filter((pair) => pair.naive === Infinity).length,
    medianAbsErrorH: own,
    medianAbsErrorNaiveH: naive,
    improvementRatio: improvementOf(own, naive),
    medianAbsErrorAllH: ownAll,
    medianAbsErrorNaiveAllH: naiveAll,
    improvementAllRatio: improvementOf(ownAll, naiveAll),
  };
}

const ratioOf = ({ inside, all }: { inside: number; all: number }): number | null =>
  all === 0 ? null : inside / all;

const improvementOf = (own: number | null, naive: number | null): number | null =>
  own === null || naive === null || naive === 0 ? null : 1 - own / naive;

/** Null without any, and when most are missing. */
function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  return middle === undefined || middle === Infinity ? null : middle;
}
