import type { LimitJudgement } from "@resik/contract/alert-rule";

/** What the readings of now say of a rule, with what was measured. */
export interface Judgement {
  says: LimitJudgement;
  value: number | null;
}

/** What is remembered of a rule and its subject from one evaluation to the next. */
export interface Pending {
  isOpen: boolean;
  /** Since when the condition has held without a break; null while it does not. */
  sinceMs: number | null;
}

export interface Decision {
  sinceMs: number | null;
  act: "open" | "resolve" | null;
}

/**
 * The next step of a rule at one subject. Nothing is known (`null`): nothing changes, neither what
 * is open nor for how long the condition has held. `isCovered`: a wider alert speaks for this one,
 * which therefore does not begin; its duration starts anew when it is left alone again.
 */
export function decide(
  { isOpen, sinceMs }: Pending,
  judgement: Judgement | null,
  { nowMs, durationMs, isCovered }: { nowMs: number; durationMs: number; isCovered: boolean },
): Decision {
  if (judgement === null) return { sinceMs, act: null };
  if (isOpen) return { sinceMs: null, act: judgement.says === "clear" ? "resolve" : null };
  if (judgement.says !== "raise" || isCovered) return { sinceMs: null, act: null };
  const heldSinceMs = sinceMs ?? nowMs;
  if (nowMs - heldSinceMs < durationMs) return { sinceMs: heldSinceMs, act: null };
  return { sinceMs: null, act: "open" };
}
