import type { AlertTransition } from "../registry/alerts.ts";

/** What happens within this of each other is told together. */
export const QUIET_MS = 30_000;
/** Nothing waits longer for company. */
export const WINDOW_MS = 60_000;
/** A critical alert takes along what is there and waits for little more. */
export const CRITICAL_MS = 3_000;
/** Transitions read at once; so many do not wait for more. */
export const WINDOW_TRANSITIONS = 500;

type Pending = Pick<AlertTransition, "id" | "atMs" | "severity" | "step" | "isMuted">;

/**
 * For how long what is pending still waits for company; 0 when it is to be told now. A window
 * begins with its oldest transition and ends when nothing was added for `QUIET_MS`, at the latest
 * after `WINDOW_MS`.
 *
 * @param ageMs how old a transition is; never below 0.
 */
export function waitMsOf(
  pending: readonly Pending[],
  ageMs: (transition: Pending) => number,
): number {
  if (pending.length === 0 || pending.length >= WINDOW_TRANSITIONS) return 0;
  const ages = pending.map(ageMs);
  const urgent = pending
    .filter(({ severity, step, isMuted }) => severity === "critical" && isTold(step) && !isMuted)
    .map(ageMs);
  const waits = [QUIET_MS - Math.min(...ages), WINDOW_MS - Math.max(...ages)];
  if (urgent.length > 0) waits.push(CRITICAL_MS - Math.max(...urgent));
  return Math.max(0, Math.min(...waits));
}

/** Steps that anybody may be told of. */
export const isTold = (step: AlertTransition["step"]): boolean =>
  step === "opened" || step === "escalated" || step === "resolved";
