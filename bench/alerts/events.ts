import type { Kind, KindName, TruthName } from "./kinds.ts";
import { KIND_NAMES, KINDS } from "./kinds.ts";
import { overlaps, without, type Span } from "./spans.ts";

/** Why an event is not asked for. */
export type OutOfScope = "too-short" | "hidden" | "near-only" | "no-rule";

/** One thing that was really so, with how far it could be noticed. */
export interface TruthEvent extends Span {
  kind: KindName;
  subject: string;
  /** From here on an alert is right; not after `beginMs`. */
  nearFromMs: number;
  /** Up to here, grace apart; not before `endMs`. */
  nearToMs: number;
  /** From here on it was seen for long enough: delays count from it. Null when out of scope. */
  seenFromMs: number | null;
  outOfScope: OutOfScope | null;
}

/** The truth of one subject. */
export interface SubjectTruth {
  subject: string;
  /** Its kinds of event; a scale has no level. */
  kinds: readonly KindName[];
  /** Kinds for which the program has no rule here. */
  withoutRule: readonly KindName[];
  spansOf(name: TruthName): readonly Span[];
}

const MS_PER_S = 1_000;

/** All events of one subject, in scope or not. */
export const eventsOf = (truth: SubjectTruth): TruthEvent[] =>
  KIND_NAMES.filter((kind) => truth.kinds.includes(kind)).flatMap((kind) =>
    eventsOfKind(truth, kind),
  );

function eventsOfKind(truth: SubjectTruth, name: KindName): TruthEvent[] {
  const kind: Kind = KINDS[name];
  if (kind.elsewhere !== undefined) return [];
  const core = truth.spansOf(kind.truth);
  const near = kind.near === undefined ? [] : truth.spansOf(kind.near);
  const hidden = kind.hiddenBy.flatMap((one) => truth.spansOf(one));
  const base = { kind: name, subject: truth.subject };
  const lonely = near.filter((one) => !core.some((span) => overlaps(span, one)));
  return [
    ...core.map((span): TruthEvent => {
      const around = near.filter((one) => overlaps(one, span));
      const scope = truth.withoutRule.includes(name)
        ? ({ seenFromMs: null, outOfScope: "no-rule" } as const)
        : scopeOf(span, hidden, kind.needS * MS_PER_S);
      return {
        ...base,
        ...span,
        nearFromMs: Math.min(span.beginMs, ...around.map(({ beginMs }) => beginMs)),
        nearToMs: Math.max(span.endMs, ...around.map(({ endMs }) => endMs)),
        ...scope,
      };
    }),
    ...lonely.map((span): TruthEvent => {
      const { beginMs: nearFromMs, endMs: nearToMs } = span;
      const scope = { seenFromMs: null, outOfScope: "near-only" } as const;
      return { ...base, ...span, nearFromMs, nearToMs, ...scope };
    }),
  ];
}

function scopeOf(
  span: Span,
  hidden: readonly Span[],
  needMs: number,
): Pick<TruthEvent, "seenFromMs" | "outOfScope"> {
  if (span.endMs - span.beginMs < needMs) return { seenFromMs: null, outOfScope: "too-short" };
  const seen = without(span, hidden).find(({ beginMs, endMs }) => endMs - beginMs >= needMs);
  return seen
    ? { seenFromMs: seen.beginMs, outOfScope: null }
    : { seenFromMs: null, outOfScope: "hidden" };
}
