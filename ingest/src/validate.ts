import type { z } from "zod";
import { SERVICE_CHANNELS } from "@resik/contract/channel";
import { CLOCK_AHEAD_MS_MAX } from "@resik/contract/limits";
import {
  READING_PAYLOADS,
  SCHEMA_VERSION,
  type ReadingPayload,
} from "@resik/contract/payload/reading";
import type { FieldValue, Reading } from "@resik/contract/reading";
import { defect, type Decoded, type Step } from "./decode.ts";

const DAY_MS = 86_400_000;
const DETAIL_CHARACTERS_MAX = 300;

/** Turns a decoded message into a reading, or says what is wrong with it. */
export function createValidator(options: {
  lateDaysMax: number;
}): (decoded: Decoded) => Step<Reading> {
  const behindMsMax = options.lateDaysMax * DAY_MS;

  return (decoded) => {
    const parsed = READING_PAYLOADS[decoded.channel].safeParse(decoded.content);
    if (!parsed.success) return schemaDefect(parsed.error);
    const reading = toReading(decoded, parsed.data);
    const { sampledAtMs, receivedAtMs } = reading;
    // A service tells the time of its book, where it was judged: it may be announced a year later.
    const isDeviceTime = !SERVICE_CHANNELS.has(decoded.channel);
    if (sampledAtMs === null || !isDeviceTime) return { ok: true, value: reading };
    const aheadMs = sampledAtMs - receivedAtMs;
    if (aheadMs > CLOCK_AHEAD_MS_MAX) {
      return defect("clock-skew", `the device clock is ${Math.round(aheadMs / 1_000)} s ahead`);
    }
    if (-aheadMs > behindMsMax) {
      return defect(
        "clock-skew",
        `the device clock is ${Math.round(-aheadMs / DAY_MS)} days behind`,
      );
    }
    return { ok: true, value: reading };
  };
}

function toReading(decoded: Decoded, payload: ReadingPayload): Reading {
  const { v, boot, seq, sampledAt, quality, ...fields } = payload;
  if (v !== SCHEMA_VERSION) throw new Error("validated by another version's schema");
  const sampledAtMs = typeof sampledAt === "string" ? Date.parse(sampledAt) : (sampledAt ?? null);
  return {
    site: decoded.site,
    device: decoded.device,
    channel: decoded.channel,
    boot,
    seq,
    sampledAtMs,
    receivedAtMs: decoded.receivedAtMs,
    atMs: sampledAtMs ?? decoded.receivedAtMs,
    quality: quality ?? "ok",
    // The schema lets no other kind of value through.
    fields: fields as Record<string, FieldValue>,
  };
}

/** Only a number out of its range is `out-of-bounds`; anything else is `schema`. */
function schemaDefect(error: z.ZodError): {
  ok: false;
  defect: ReturnType<typeof defect>["defect"];
} {
  const outOfBounds = error.issues.every(
    (issue) =>
      (issue.code === "too_small" || issue.code === "too_big") &&
      (issue.origin === "number" || issue.origin === "int"),
  );
  const detail = error.issues
    .map((issue) => `${issue.path.join(".") || "payload"}: ${issue.message}`)
    .join("; ")
    .slice(0, DETAIL_CHARACTERS_MAX);
  return defect(outOfBounds ? "out-of-bounds" : "schema", detail);
}
