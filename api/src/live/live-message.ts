import { isStoredChannel } from "@resik/contract/channel";
import { liveEventSchema, type LiveEvent } from "@resik/contract/http/live";
import { weightSchema } from "@resik/contract/payload/downlink";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import type { FieldValue } from "@resik/contract/reading";
import { fieldsOf } from "@resik/contract/series";
import { parseDeviceTopic, type DeviceTopic } from "@resik/contract/topic";
import { toInstant } from "../registry/device-row.ts";

function parseJsonBytes(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString("utf8"));
  } catch {
    // Not JSON: `undefined` fits no schema, so the caller refuses it like any other misfit.
    return undefined;
  }
}

/** A message as people watch it; null when it does not fit its channel's schema. */
export function toLiveEvent(topic: string, payload: Buffer, nowMs: number): LiveEvent | null {
  const place = parseDeviceTopic(topic);
  if (!place) return null;
  const value = parseJsonBytes(payload);
  if (place.channel === "weight") {
    const weight = weightSchema.safeParse(value);
    if (!weight.success) return null;
    const { site, device } = place;
    return { type: "weight", site, device, at: toInstant(nowMs), weight: weight.data };
  }
  if (place.channel === "alert") return toAlertEvent(place, value);
  return toReadingEvent(place, value, nowMs);
}

/** The api's own word on an alert, which its announcer made of the registry. */
function toAlertEvent({ site, device }: DeviceTopic, value: unknown): LiveEvent | null {
  const parsed = READING_PAYLOADS.alert.safeParse(value);
  if (!parsed.success || parsed.data.sampledAt === undefined) return null;
  const { boot, sampledAt, rule, severity, state }: Readonly<Record<string, unknown>> = parsed.data;
  const event = liveEventSchema.safeParse({
    type: "alert",
    site,
    at: typeof sampledAt === "number" ? toInstant(sampledAt) : sampledAt,
    alert: { id: boot, rule, severity, state, subject: device },
  });
  return event.success ? event.data : null;
}

function toReadingEvent(place: DeviceTopic, value: unknown, nowMs: number): LiveEvent | null {
  const { site, device, channel } = place;
  if (!isStoredChannel(channel)) return null;
  const parsed = READING_PAYLOADS[channel].safeParse(value);
  if (!parsed.success) return null;
  const payload = parsed.data;
  const sampledAt =
    payload.sampledAt === undefined ? null : toInstant(new Date(payload.sampledAt).getTime());
  const receivedAt = toInstant(nowMs);
  const fields: Record<string, FieldValue> = {};
  for (const name of Object.keys(fieldsOf(channel))) {
    const field = (payload as Readonly<Record<string, unknown>>)[name];
    if (typeof field === "number" || typeof field === "string" || typeof field === "boolean") {
      fields[name] = field;
    }
  }
  return {
    type: "reading",
    reading: {
      site,
      device,
      channel,
      boot: payload.boot,
      seq: payload.seq,
      at: sampledAt ?? receivedAt,
      sampledAt,
      receivedAt,
      quality: payload.quality ?? "ok",
      fields,
    },
  };
}
