import type { SiteSilentCondition } from "@resik/contract/alert-rule";
import { isGone, type Evidence } from "./judge.ts";
import type { Judgement } from "./pending.ts";

/** A word that is this many intervals late is missing. */
const LATE_INTERVALS = 1.5;
/** A site is quiet when even who speaks most often has missed this many words. */
const QUIET_INTERVALS = 3;
/** The broker notices within this that a device is off, and says its last will. */
const WILL_MS = 3 * 60_000;

/** Gone before anybody looked. */
export const SINCE_UNKNOWN_MS = Number.NEGATIVE_INFINITY;

/** Since when each device that is gone was seen to be so, epoch milliseconds. */
export type GoneSince = ReadonlyMap<string, number>;

/** What the devices of one site say of it together. */
export interface SiteJudgement {
  judgement: Judgement | null;
  /**
   * Silent devices of which nobody can tell yet whether they alone are: nothing was heard of the
   * site since their next word was due, so it may be a power cut that has not shown on all of it.
   */
  undecided: ReadonlySet<string>;
}

/** Within which time a device went off. */
interface Onset {
  fromMs: number;
  toMs: number;
}

const lastAliveOf = ({ presence }: Evidence): number => presence.lastAliveMs ?? 0;

/** When the next word of a device is overdue. */
const dueMs = (evidence: Evidence): number =>
  lastAliveOf(evidence) + LATE_INTERVALS * evidence.intervalMs;

/** After its last word and before the next was due, or shortly before its last will came. */
function onsetOf(evidence: Evidence, goneSince: GoneSince): Onset {
  const fromMs = lastAliveOf(evidence);
  const goneMs = goneSince.get(evidence.device.id) ?? SINCE_UNKNOWN_MS;
  if (evidence.presence.presence === "silent" || goneMs === SINCE_UNKNOWN_MS) {
    return { fromMs, toMs: dueMs(evidence) };
  }
  const earliestMs = goneMs - WILL_MS;
  // A last word of after that bears the time of a clock that is ahead, and says nothing.
  return { fromMs: fromMs < goneMs ? Math.max(fromMs, earliestMs) : earliestMs, toMs: goneMs };
}

/**
 * Judges a site by its devices. Those that never spoke do not count; while the path of readings is
 * blocked nobody can tell.
 *
 * A power cut takes devices at one moment, though they are missed one after another, each by its
 * own timer. So those count together that may have gone off at the same time: enough of the site
 * (but for what was gone before), or, once nobody on it speaks any more, enough of them at all.
 * Devices that fail by themselves, hours apart, are none.
 */
export function judgeSite(
  condition: SiteSilentCondition,
  devices: readonly Evidence[],
  goneSince: GoneSince,
): SiteJudgement {
  const spoken = devices.filter(({ presence }) => presence.presence !== "never");
  const states = spoken.map(isGone);
  if (spoken.length === 0 || states.includes(null)) {
    return { judgement: null, undecided: new Set() };
  }
  const gone = spoken.filter((_, index) => states[index] === true);
  const { devicesMin, shareMin, clearShare } = condition;
  const together = largestTogether(gone.map((one) => onsetOf(one, goneSince)));
  const lastWordMs = Math.max(...spoken.map(lastAliveOf));
  const value = together.count;
  const share = value / Math.max(1, spoken.length - together.before);
  const isRaised = value >= devicesMin && (share >= shareMin || isQuiet(spoken, lastWordMs));
  const isClear = !isRaised && (value < devicesMin || share < clearShare);
  const waiting = gone.filter(
    (one) => one.presence.presence === "silent" && dueMs(one) >= lastWordMs,
  );
  return {
    judgement: { says: isRaised ? "raise" : isClear ? "clear" : "hold", value },
    undecided: new Set(spoken.length >= devicesMin ? waiting.map(({ device }) => device.id) : []),
  };
}

/** How many may have gone off at one moment, at most, and how many were off before it. */
function largestTogether(onsets: readonly Onset[]): { count: number; before: number } {
  let best = { count: 0, before: 0 };
  for (const { fromMs: atMs } of onsets) {
    const count = onsets.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs).length;
    const before = onsets.filter(({ toMs }) => toMs < atMs).length;
    if (count > best.count) best = { count, before };
  }
  return best;
}

/** Nobody on the site has spoken for longer than the one who speaks most often may be silent. */
function isQuiet(spoken: readonly Evidence[], lastWordMs: number): boolean {
  const fastestMs = Math.min(...spoken.map(({ intervalMs }) => intervalMs));
  const nowMs = Math.max(...spoken.map((one) => one.nowMs));
  return nowMs - lastWordMs > QUIET_INTERVALS * fastestMs;
}
