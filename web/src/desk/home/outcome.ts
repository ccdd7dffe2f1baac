import type { Loaded } from "../../controls/use-loaded.ts";

/** What came of asking; `waiting` until the first answer or failure. */
export type Outcome = "waiting" | "answered" | "failed" | "not-ours";

/**
 * What came of asking so far. While a question is under way that is what came of the one before, so
 * that a list which could not be completed does not vanish and come back with every attempt.
 * `not-ours`: it was refused to whoever is signed in, who misses nothing of their own.
 */
export function outcomeAfter(
  before: Outcome,
  { isLoading, failure }: Pick<Loaded<unknown>, "isLoading" | "failure">,
): Outcome {
  if (isLoading) return before;
  if (failure === null) return "answered";
  return failure.reason === "refused" && failure.code === "not-allowed" ? "not-ours" : "failed";
}
