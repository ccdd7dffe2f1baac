import { createHash } from "node:crypto";
import type { PostRequest } from "./post-request.ts";
import type { Posting } from "./transfer.ts";

/**
 * JSON with sorted keys and no spaces: the same value is the same text everywhere.
 *
 * @throws on what JSON cannot say exactly: undefined, fractions, unsafe integers.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") {
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
    // Minus zero is zero.
    return String(value + 0);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`not in canonical JSON: ${typeof value}`);
  const pairs = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`);
  return `{${pairs.join(",")}}`;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What a retry must repeat: everything but the key, in normal form. */
export const inputSha256 = ({ actor, occurredAtMs, command }: PostRequest): string =>
  sha256(canonicalJson([actor, occurredAtMs, command]));

/** A chain begins with this instead of a previous hash. */
export const CHAIN_START_SHA256 = "0".repeat(64);

export interface ChainRow {
  bank: string;
  seq: number;
  kind: string;
  key: string;
  actor: string;
  occurredAtMs: number;
  recordedAtMs: number;
  previousSha256: string;
  inputSha256: string;
  continues: number | null;
  reverses: number | null;
  /** The detail as it is stored, byte for byte. */
  detailText: string;
  /** In order of account. */
  postings: readonly Posting[];
}

/** The hash of a row of the chain: over the hash before it and every stored value. */
export const chainSha256 = (row: ChainRow): string =>
  sha256(
    canonicalJson([
      row.previousSha256,
      row.bank,
      row.seq,
      row.kind,
      row.key,
      row.inputSha256,
      row.actor,
      row.occurredAtMs,
      row.recordedAtMs,
      row.continues,
      row.reverses,
      row.detailText,
      row.postings.map(({ account, asset, amount }) => [account, asset, amount]),
    ]),
  );
