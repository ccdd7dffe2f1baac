import type { FormatPreview } from "@resik/contract/http/payload-formats";
import { CLOCK_AHEAD_MS_MAX, CLOCK_BEHIND_DAYS_MAX } from "@resik/contract/limits";
import { decodeUplink } from "@resik/contract/payload/decode/uplink";
import type { DecodedReading } from "@resik/contract/payload/decode/outcome";
import type { ForeignPayloadFormat } from "@resik/contract/payload/format";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { toInstant } from "../registry/device-row.ts";

const DAY_MS = 86_400_000;

type Previewed = Extract<FormatPreview, { outcome: "readings" }>["readings"][number];

/** What ingest would make of a payload that came now. Pure. */
export function previewUplink(
  payload: string,
  format: ForeignPayloadFormat,
  nowMs: number,
): FormatPreview {
  const decoding = decodeUplink(Buffer.from(payload), format, nowMs);
  if (!decoding.ok) {
    return { outcome: "quarantine", reason: decoding.reason, detail: decoding.detail };
  }
  for (const { content } of decoding.value) {
    const detail = clockMistake(content.sampledAt, nowMs);
    if (detail !== null) return { outcome: "quarantine", reason: "clock-skew", detail };
  }
  return { outcome: "readings", readings: decoding.value.map(toPreview) };
}

/** A wrong time zone shows here first. Ingest's own bound for late ones may be set otherwise. */
function clockMistake(sampledAt: unknown, nowMs: number): string | null {
  if (typeof sampledAt !== "number") return null;
  const aheadMs = sampledAt - nowMs;
  if (aheadMs > CLOCK_AHEAD_MS_MAX)
    return `the device clock is ${Math.round(aheadMs / 1_000)} s ahead`;
  if (-aheadMs > CLOCK_BEHIND_DAYS_MAX * DAY_MS) {
    return `the device clock is ${Math.round(-aheadMs / DAY_MS)} days behind`;
  }
  return null;
}

function toPreview({ channel, content }: DecodedReading): Previewed {
  const { v, boot, seq, sampledAt, quality, ...fields } = READING_PAYLOADS[channel].parse(content);
  if (boot === "" || seq < 0 || v < 1) throw new Error("decoded into what no reading can be");
  return {
    channel,
    sampledAt: typeof sampledAt === "number" ? toInstant(sampledAt) : null,
    quality: quality ?? "ok",
    fields,
  };
}
