import { fromInputText } from "../../format/time.ts";

/** A round ends in the afternoon. */
const ROUND_ENDS = "16:00";
const HOUR_MS = 3_600_000;

/**
 * By when the bins of a day's round are to be empty, epoch milliseconds. On the day itself, late or
 * after the round, there are still some hours to go: to a full hour, so that a retry is the same
 * wish.
 */
export const roundDueMs = (day: string, nowMs: number): number =>
  Math.max(
    fromInputText(`${day}T${ROUND_ENDS}`),
    Math.ceil((nowMs + 2 * HOUR_MS) / HOUR_MS) * HOUR_MS,
  );
