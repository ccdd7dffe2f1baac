import { UPLINK_BYTES_MAX } from "../../limits.ts";
import type { ForeignPayloadFormat } from "../format.ts";
import { READING_PAYLOADS } from "../reading.ts";
import { decodeChirpstack } from "./chirpstack.ts";
import { refuse, type Decoding, type Refusal } from "./outcome.ts";
import { decodeSenml } from "./senml.ts";
import { decodeTasmota } from "./tasmota.ts";

const DETAIL_CHARACTERS_MAX = 300;

/**
 * What a foreign device's payload says in our own format: readings that their channels' schemas
 * accept, all of them, or why not. The same bytes, format and time of receipt always give the same
 * readings with the same identities. Never throws.
 */
export function decodeUplink(
  payload: Uint8Array,
  format: ForeignPayloadFormat,
  receivedAtMs: number,
): Decoding {
  if (payload.byteLength > UPLINK_BYTES_MAX) {
    return refuse(`${payload.byteLength} bytes`, "too-large");
  }
  const parsed = parse(payload);
  if (!parsed.ok) return parsed;
  const source = { text: parsed.text, receivedAtMs };
  const decoding = decodeDocument(parsed.document, format, source);
  if (!decoding.ok) return { ...decoding, detail: decoding.detail.slice(0, DETAIL_CHARACTERS_MAX) };
  for (const { channel, content } of decoding.value) {
    const checked = READING_PAYLOADS[channel].safeParse(content);
    if (!checked.success) return boundsRefusal(channel, checked.error.issues);
  }
  return decoding;
}

function decodeDocument(
  document: unknown,
  format: ForeignPayloadFormat,
  source: { text: string; receivedAtMs: number },
): Decoding {
  switch (format.format) {
    case "senml":
      return decodeSenml(document, format, source);
    case "chirpstack":
      return decodeChirpstack(document, format);
    case "tasmota":
      return decodeTasmota(document, format, source);
  }
}

function parse(payload: Uint8Array): { ok: true; text: string; document: unknown } | Refusal {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return refuse("the bytes are not UTF-8", "not-json");
  }
  try {
    return { ok: true, text, document: JSON.parse(text) };
  } catch (error) {
    return refuse(error instanceof Error ? error.message.slice(0, 200) : "", "not-json");
  }
}

/** Only a number out of its range is `out-of-bounds`; anything else is `schema`. */
function boundsRefusal(
  channel: string,
  issues: readonly { code?: string; path: readonly PropertyKey[]; message: string }[],
): Refusal {
  const isRange = issues.every(({ code }) => code === "too_small" || code === "too_big");
  const detail = issues
    .map(({ path, message }) => `${[channel, ...path.map(String)].join(".")}: ${message}`)
    .join("; ");
  return refuse(detail.slice(0, DETAIL_CHARACTERS_MAX), isRange ? "out-of-bounds" : "schema");
}
