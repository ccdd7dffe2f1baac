import { percentile } from "../rig/machine.ts";
import type { OutOfScope, TruthEvent } from "./events.ts";
import { DISTRICT, EVENTS_MIN, KIND_NAMES, KINDS, type Kind, type KindName } from "./kinds.ts";

/** An alert as the registry tells it. */
export interface PlayedAlert {
  rule: string;
  subject: string;
  openedAtMs: number;
  /** Null while it is open at the end. */
  resolvedAtMs: number | null;
}

export interface KindScore {
  /** Asked for. */
  events: number;
  outOfScope: Partial<Record<OutOfScope, number>>;
  alerts: number;
  /** Null without an alert, or where it is not judged here. */
  precision: number | null;
  /** The same when an alert near an event, or on the way to one, counts as false: no bar. */
  precisionStrict: number | null;
  /** Null without an event. */
  recall: number | null;
  /** From when it could be seen until its alert opened; 0 for one that was open before. */
  delayP95S: number | null;
  /** Recalled by an alert that was open before it began. */
  openBefore: number;
  note?: string;
}

/** What went wrong, for people who look for causes. */
export interface Miss {
  kind: KindName | "other";
  what: "false-alert" | "missed-event";
  subject: string;
  rule?: string;
  fromMs: number;
  toMs: number | null;
}

export interface Score {
  kinds: Record<KindName, KindScore>;
  /** Alerts of rules that belong to no kind: all of them count as false. */
  otherAlerts: number;
  /** Of the kinds with enough events: all alerts and events together, and the worst kinds. */
  overall: {
    precision: number;
    precisionStrict: number;
    recall: number;
    delayP95S: number;
    kinds: number;
    /** Of the kinds with too few events, and those judged elsewhere. */
    alertsNotCounted: number;
    /** Of these, the false ones; what is judged elsewhere is not judged here. */
    falseNotCounted: number;
    worstPrecision: Worst | null;
    worstRecall: Worst | null;
  };
  misses: Miss[];
}

/** The kind in which a figure is lowest. */
export interface Worst {
  kind: KindName;
  value: number;
}

interface Tally {
  kind: KindName;
  score: KindScore;
  right: number;
  rightStrictly: number;
  recalled: number;
  delaysS: number[];
  misses: Miss[];
}

const MS_PER_S = 1_000;
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * An alert is right when it is open at some moment of an event of its kind at its subject, from
 * where the event comes near until its grace is over; events out of scope count for that too. An
 * event is recalled when an alert of its kind at its subject is open in it or opens in its grace.
 */
export function score(events: readonly TruthEvent[], alerts: readonly PlayedAlert[]): Score {
  const tallies = new Map(KIND_NAMES.map((name) => [name, tally(name, events, alerts)]));
  const known = new Set(KIND_NAMES.flatMap((name): readonly string[] => KINDS[name].rules));
  const other = alerts.filter(({ rule }) => !known.has(rule));
  const counted = [...tallies.values()].filter(({ score: { events: n } }) => n >= EVENTS_MIN);
  const sum = (of: (one: Tally) => number): number =>
    counted.reduce((total, one) => total + of(one), 0);
  const alertsCounted = sum((one) => one.score.alerts) + other.length;
  const shareOfAlerts = (right: number): number =>
    alertsCounted === 0 ? 0 : rounded(right / alertsCounted);
  const notCounted = [...tallies.values()].filter((one) => !counted.includes(one));
  const otherMisses = other.map(({ rule, subject, openedAtMs, resolvedAtMs }): Miss => {
    const span = { fromMs: openedAtMs, toMs: resolvedAtMs };
    return { kind: "other", what: "false-alert", rule, subject, ...span };
  });
  return {
    // The map holds every kind.
    kinds: Object.fromEntries([...tallies].map(([name, one]) => [name, one.score])) as Record<
      KindName,
      KindScore
    >,
    otherAlerts: other.length,
    overall: {
      precision: shareOfAlerts(sum((one) => one.right)),
      precisionStrict: shareOfAlerts(sum((one) => one.rightStrictly)),
      recall: rounded(
        sum((one) => one.recalled) /
          Math.max(
            1,
            sum((one) => one.score.events),
          ),
      ),
      delayP95S: Math.round(
        percentile(
          counted.flatMap((one) => one.delaysS),
          95,
        ),
      ),
      kinds: counted.length,
      alertsNotCounted: notCounted.reduce((total, one) => total + one.score.alerts, 0),
      falseNotCounted: notCounted
        .flatMap((one) => one.misses)
        .filter(({ what }) => what === "false-alert").length,
      worstPrecision: worstOf(counted, "precision"),
      worstRecall: worstOf(counted, "recall"),
    },
    misses: [...[...tallies.values()].flatMap((one) => one.misses), ...otherMisses],
  };
}

const worstOf = (tallies: readonly Tally[], of: "precision" | "recall"): Worst | null =>
  tallies
    // No alert at all: the events then say it.
    .flatMap(({ kind, score: { [of]: value } }) => (value === null ? [] : [{ kind, value }]))
    .toSorted((one, other) => one.value - other.value)[0] ?? null;

function tally(
  name: KindName,
  allEvents: readonly TruthEvent[],
  allAlerts: readonly PlayedAlert[],
): Tally {
  const kind: Kind = KINDS[name];
  const events = allEvents.filter((event) => event.kind === name);
  const subjectOf = (alert: PlayedAlert): string => (kind.ofDistrict ? DISTRICT : alert.subject);
  const alerts = allAlerts.filter(({ rule }) => kind.rules.includes(rule));
  if (kind.elsewhere !== undefined) return notJudged(name, alerts.length, kind.elsewhere);
  const bySubject = Map.groupBy(events, ({ subject }) => subject);
  const graceMs = kind.graceS * MS_PER_S;
  const isRight = (alert: PlayedAlert): boolean =>
    (bySubject.get(subjectOf(alert)) ?? []).some(
      ({ nearFromMs, nearToMs }) =>
        alert.openedAtMs <= nearToMs + graceMs && (alert.resolvedAtMs ?? Infinity) >= nearFromMs,
    );
  const isRightStrictly = (alert: PlayedAlert): boolean =>
    (bySubject.get(subjectOf(alert)) ?? []).some(
      ({ beginMs, endMs, outOfScope }) =>
        outOfScope !== "near-only" &&
        alert.openedAtMs <= endMs + graceMs &&
        (alert.resolvedAtMs ?? Infinity) >= beginMs,
    );
  const alertsBySubject = Map.groupBy(alerts, subjectOf);
  const asked = events.filter(({ outOfScope }) => outOfScope === null);
  const misses: Miss[] = [];
  const delaysS: number[] = [];
  let openBefore = 0;
  for (const event of asked) {
    const own = (alertsBySubject.get(event.subject) ?? []).filter(
      ({ openedAtMs, resolvedAtMs }) =>
        openedAtMs <= event.endMs + graceMs && (resolvedAtMs ?? Infinity) >= event.beginMs,
    );
    const first = Math.min(...own.map(({ openedAtMs }) => openedAtMs));
    if (own.length === 0) {
      const { subject, beginMs: fromMs, endMs: toMs } = event;
      misses.push({ kind: name, what: "missed-event", subject, fromMs, toMs });
      continue;
    }
    if (first < event.beginMs) openBefore++;
    delaysS.push(Math.max(0, first - (event.seenFromMs ?? event.beginMs)) / MS_PER_S);
  }
  const wrong = alerts.filter((alert) => !isRight(alert));
  for (const { rule, subject, openedAtMs: fromMs, resolvedAtMs: toMs } of wrong) {
    misses.push({ kind: name, what: "false-alert", rule, subject, fromMs, toMs });
  }
  const right = alerts.length - wrong.length;
  const rightStrictly = alerts.filter(isRightStrictly).length;
  const share = (of: number): number | null =>
    alerts.length === 0 ? null : rounded(of / alerts.length);
  return {
    kind: name,
    right,
    rightStrictly,
    recalled: delaysS.length,
    delaysS,
    misses,
    score: {
      events: asked.length,
      outOfScope: countReasons(events),
      alerts: alerts.length,
      precision: share(right),
      precisionStrict: share(rightStrictly),
      recall: asked.length === 0 ? null : rounded(delaysS.length / asked.length),
      delayP95S: delaysS.length === 0 ? null : Math.round(percentile(delaysS, 95)),
      openBefore,
      ...(asked.length < EVENTS_MIN
        ? { note: `fewer than ${EVENTS_MIN} events: not counted over all` }
        : {}),
    },
  };
}

const notJudged = (kind: KindName, alerts: number, note: string): Tally => ({
  kind,
  right: 0,
  rightStrictly: 0,
  recalled: 0,
  delaysS: [],
  misses: [],
  score: {
    events: 0,
    outOfScope: {},
    alerts,
    precision: null,
    precisionStrict: null,
    recall: null,
    delayP95S: null,
    openBefore: 0,
    note,
  },
});

function countReasons(events: readonly TruthEvent[]): Partial<Record<OutOfScope, number>> {
  const counts: Partial<Record<OutOfScope, number>> = {};
  for (const { outOfScope } of events) {
    if (outOfScope !== null) counts[outOfScope] = (counts[outOfScope] ?? 0) + 1;
  }
  return counts;
}
