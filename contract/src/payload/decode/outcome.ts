import type { QuarantineReason } from "../../quarantine.ts";
import type { MappedChannel } from "../format.ts";

/** One payload in our own format, as a foreign document says it. */
export interface DecodedReading {
  channel: MappedChannel;
  /** Keys as in `READING_PAYLOADS`; `sampledAt` is epoch milliseconds. */
  content: Readonly<Record<string, unknown>>;
}

export interface Refusal {
  ok: false;
  reason: QuarantineReason;
  /** What exactly was wrong, for a person. */
  detail: string;
}

/** A document becomes readings whole, or none of it does. */
export type Outcome<T> = { ok: true; value: T } | Refusal;
export type Decoding = Outcome<DecodedReading[]>;

export const decoded = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const refuse = (detail: string, reason: QuarantineReason = "schema"): Refusal => ({
  ok: false,
  reason,
  detail,
});

/** How a value's kind is called in a refusal. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** A value as text; null when it is none that stands for itself. */
export function plainText(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? `${value}` : null;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
