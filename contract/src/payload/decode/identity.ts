import { fingerprint } from "./fingerprint.ts";

/** When a document's values were measured, and what makes them another reading than the next. */
export interface Stamp {
  /** Names the reading's boot; `targets` are the fields that the document filled, in order. */
  bootOf(targets: readonly string[]): string;
  seq: number;
  /** Epoch milliseconds; null without a clock: then the time of receipt counts. */
  sampledAtMs: number | null;
}

const SEQ_RANGE = 2 ** 32;
/**
 * Digits of a document's fingerprint in the names of boots: stores keep every name for good, and
 * what they tell apart is only what was received within one millisecond.
 */
const FINGERPRINT_DIGITS = 2;

/**
 * The identity of a reading from a document that counts nothing: its time, split into boot and seq,
 * and which fields it fills, because a node may send two documents of one instant. Repeating the
 * document gives the same reading again. Without a time of its own the time of receipt stands in,
 * which only a replay from the inbox or quarantine repeats, together with the document's text:
 * two documents may be received within one millisecond.
 */
export function timeStamp(options: {
  prefix: string;
  text: string;
  /** What the document says of its time. */
  sampledAtMs: number | null;
  /** True when that time was reckoned from the time of receipt. */
  isRelative?: boolean;
  receivedAtMs: number;
}): Stamp {
  const { prefix, text, sampledAtMs, isRelative = false, receivedAtMs } = options;
  const atMs = sampledAtMs ?? receivedAtMs;
  const high = Math.floor(atMs / SEQ_RANGE);
  const document =
    sampledAtMs === null || isRelative ? fingerprint(text).slice(-FINGERPRINT_DIGITS) : "";
  return {
    bootOf: (targets) =>
      `${prefix}-${fingerprint(targets.join())}-${high}${document === "" ? "" : `-${document}`}`,
    seq: atMs - high * SEQ_RANGE,
    sampledAtMs,
  };
}
