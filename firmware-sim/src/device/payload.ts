import { SCHEMA_VERSION } from "@resik/contract/payload/reading";
import type { FieldValue } from "@resik/contract/reading";

export interface PayloadInput {
  boot: string;
  seq: number;
  /** Epoch milliseconds of the device clock; null when it is unset. */
  sampledAtMs: number | null;
  quality: string | null;
  fields: Readonly<Record<string, FieldValue>>;
}

/** The bytes of one reading, as the contract's schemas describe them. */
export function encodePayload(input: PayloadInput): Buffer {
  const { boot, seq, sampledAtMs, quality, fields } = input;
  const envelope: Record<string, FieldValue> = { v: SCHEMA_VERSION, boot, seq };
  if (sampledAtMs !== null) envelope.sampledAt = sampledAtMs;
  if (quality !== null) envelope.quality = quality;
  return Buffer.from(JSON.stringify(Object.assign(envelope, fields)));
}
