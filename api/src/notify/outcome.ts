/** Why a try failed; a closed set for metrics. */
export const FAILURE_REASONS = [
  "timeout",
  "unreachable",
  "address-refused",
  "asked-to-wait",
  "rejected",
  "server-error",
  "no-recipient",
  "secrets-lost",
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** What one try came to. Details hold no secret and no address. */
export type Outcome =
  | { kind: "delivered"; detail: string }
  /** The target does not answer or asks to wait: nothing goes there before the next try. */
  | { kind: "away"; reason: FailureReason; detail: string; retryAfterMs?: number }
  /** It answers and does not take this message: the others go on. */
  | { kind: "refused"; reason: FailureReason; detail: string }
  /** There is nobody to tell: it is given up at once. */
  | { kind: "nobody"; reason: FailureReason; detail: string };

export const away = (
  reason: FailureReason,
  detail: string,
  retryAfterMs?: number,
): Extract<Outcome, { kind: "away" }> => ({
  kind: "away",
  reason,
  detail,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
