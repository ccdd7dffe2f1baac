import { foreignFormatSchema, type ForeignPayloadFormat } from "../format.ts";
import type { Decoding } from "./outcome.ts";
import { decodeUplink } from "./uplink.ts";

/** 2026-03-01 07:00 in Pati. */
export const RECEIVED_AT_MS = Date.parse("2026-03-01T00:00:00Z");

/** A format as the registry takes it. */
export const formatOf = (format: object): ForeignPayloadFormat => foreignFormatSchema.parse(format);

/** What a document becomes; text goes as it is. */
export const decodeWith = (
  format: ForeignPayloadFormat,
  document: unknown,
  receivedAtMs = RECEIVED_AT_MS,
): Decoding => {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return decodeUplink(Buffer.from(text), format, receivedAtMs);
};

/** The readings' channels and contents, without what names them. */
export function saidBy(decoding: Decoding): unknown {
  if (!decoding.ok) return `${decoding.reason}: ${decoding.detail}`;
  return decoding.value.map(({ channel, content }) => {
    const { v, boot, seq, ...rest } = content;
    return {
      channel,
      known: v === 1 && typeof boot === "string" && typeof seq === "number",
      ...rest,
    };
  });
}

/** The identities of the readings, as the store tells them apart. */
export function identitiesOf(decoding: Decoding): string[] {
  if (!decoding.ok) throw new Error(decoding.detail);
  return decoding.value.map(({ channel, content }) => {
    const { boot, seq } = content;
    return `${channel} ${String(boot)} ${String(seq)}`;
  });
}
