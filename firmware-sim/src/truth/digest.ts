import { hash } from "node:crypto";
import type { FieldValue } from "@resik/contract/reading";

/** What of a reading must arrive unchanged. */
export interface DigestInput {
  channel: string;
  /** Epoch milliseconds; null when the device clock was unset. */
  sampledAtMs: number | null;
  quality: string;
  fields: Readonly<Record<string, FieldValue>>;
}

const ENVELOPE_KEYS: ReadonlySet<string> = new Set(["v", "boot", "seq", "sampledAt", "quality"]);

/** 64 bits over a reading's content, the same whatever the order of its fields. */
export function digestReading(input: DigestInput): string {
  const fields = Object.keys(input.fields)
    .sort()
    .map((name) => [name, input.fields[name]]);
  const text = JSON.stringify([input.channel, input.sampledAtMs, input.quality, fields]);
  return hash("sha1", text, "hex").slice(0, 16);
}

/** The same from the bytes a device sends. The payload must be one of our own. */
export function digestPayload(channel: string, payload: Uint8Array): string {
  // Our own devices made these bytes a moment ago: an object whose fields the contract lists.
  const object = JSON.parse(Buffer.from(payload).toString("utf8")) as Record<string, FieldValue>;
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(object)) {
    if (!ENVELOPE_KEYS.has(name)) fields[name] = value;
  }
  const { sampledAt, quality } = object;
  const sampledAtMs = typeof sampledAt === "string" ? Date.parse(sampledAt) : sampledAt;
  return digestReading({
    channel,
    sampledAtMs: typeof sampledAtMs === "number" ? sampledAtMs : null,
    quality: typeof quality === "string" ? quality : "ok",
    fields,
  });
}
