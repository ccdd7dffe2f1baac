import { fingerprint } from "./fingerprint.ts";

/** What a document said of one channel. */
export interface Said {
  /** The fields that it filled, in order. */
  targets: readonly string[];
  /** What stood in the document for each of them, before any mapping, in order. */
  values: readonly string[];
}

/** When a document's values were measured, and what makes them another reading than the next. */
export interface Stamp {
  identityOf(said: Said): { boot: string; seq: number };
  /** Epoch milliseconds; null without a clock: then the time of receipt counts. */
  sampledAtMs: number | null;
}

const SEQ_RANGE = 2 ** 32;
const MS_PER_S = 1_000;
/**
 * Digits of a document's fingerprint in the names of boots: stores keep every name for good, and
 * what they tell apart is only what was received within one millisecond.
 */
const FINGERPRINT_DIGITS = 2;

/**
 * The identity of a reading from a document that counts nothing: its time, split into boot and seq,
 * and which fields it fills, because a node may send two documents of one instant. Repeating the
 * document gives the same reading again. A clock that tells whole seconds may give one time to two
 * measurements: there the values stand in the place of the milliseconds. Without a time of its own
 * the time of receipt stands in, which only a replay from the inbox or quarantine repeats, together
 * with the document's text: two documents may be received within one millisecond.
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
  const isOwnTime = sampledAtMs !== null && !isRelative;
  const isWholeSecond = isOwnTime && sampledAtMs % MS_PER_S === 0;
  const kind = isOwnTime
    ? isWholeSecond
      ? "-s"
      : ""
    : `-${fingerprint(text).slice(-FINGERPRINT_DIGITS)}`;
  return {
    identityOf({ targets, values }) {
      const told = isWholeSecond ? Number.parseInt(fingerprint(values.join()), 16) % MS_PER_S : 0;
      const atMs = (sampledAtMs ?? receivedAtMs) + told;
      const high = Math.floor(atMs / SEQ_RANGE);
      return {
        boot: `${prefix}-${fingerprint(targets.join())}-${high}${kind}`,
        seq: atMs - high * SEQ_RANGE,
      };
    },
    sampledAtMs,
  };
}
