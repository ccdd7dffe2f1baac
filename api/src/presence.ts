import type { Presence } from "@resik/contract/http/devices";
import type { DeviceKind } from "@resik/contract/http/registry";
import type { DeviceConfig } from "@resik/contract/payload/downlink";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { CONNECTIONS_MAX, READING_BYTES_MAX } from "@resik/contract/limits";
import { TOPIC_ROOT, parseDeviceTopic } from "@resik/contract/topic";
import type { MqttLink, MqttMessage } from "./mqtt/link.ts";

/** Seconds between two readings of a device that was not told otherwise. */
const INTERVAL_S_BY_KIND = {
  bin: 1_200,
  air: 120,
  // A scale speaks when somebody weighs, so its silence means nothing.
  scale: null,
} as const satisfies Record<DeviceKind, number | null>;

/** A device is silent after this many intervals without a word. */
const SILENT_INTERVALS = 3;

export type DeviceState = "online" | "offline";

export interface PresenceInput {
  kind: DeviceKind;
  config: Pick<DeviceConfig, "intervalS">;
  /** The device's last word on itself, or its last will. */
  state: DeviceState | null;
  /** When the last message of any kind came; null when none ever did. */
  lastSeenMs: number | null;
  nowMs: number;
}

/** Whether a device is there, from what it said and from how long ago. */
export function presenceOf(input: PresenceInput): Presence {
  const { kind, config, state, lastSeenMs, nowMs } = input;
  if (state === "offline") return "offline";
  if (lastSeenMs === null) return state === null ? "never" : "online";
  return nowMs - lastSeenMs > silentAfterMs({ kind, config }) ? "silent" : "online";
}

/** Time between two words of a device when all is well; infinite where silence is usual. */
export function intervalMsOf({ kind, config }: Pick<PresenceInput, "kind" | "config">): number {
  const fallbackS = INTERVAL_S_BY_KIND[kind];
  if (fallbackS === null) return Number.POSITIVE_INFINITY;
  return (config.intervalS ?? fallbackS) * 1_000;
}

/** How long a device says nothing before it counts as silent; infinite where silence is usual. */
export const silentAfterMs = (device: Pick<PresenceInput, "kind" | "config">): number =>
  SILENT_INTERVALS * intervalMsOf(device);

/** What the broker's retained status says of each device now; empty while it cannot be asked. */
export interface StateBoard {
  stateOf(device: string): DeviceState | null;
}

/**
 * Follows every device's status topic. The store has the same messages, but orders them by the
 * device's clock, which a last will has only from the time of its making.
 */
export function createStateBoard(link: MqttLink): StateBoard {
  const states = new Map<string, DeviceState>();
  link.onMessage((message) => {
    const said = parseStatus(message);
    if (!said) return;
    if (states.size >= CONNECTIONS_MAX && !states.has(said.device)) return;
    states.set(said.device, said.state);
  });
  // A new connection brings all retained messages again; what was heard before may be stale.
  link.onConnect(() => states.clear());
  void link.want(`${TOPIC_ROOT}/+/+/status`, 1);
  return { stateOf: (device) => (link.isConnected() ? (states.get(device) ?? null) : null) };
}

function parseStatus(message: MqttMessage): { device: string; state: DeviceState } | null {
  const place = parseDeviceTopic(message.topic);
  if (place?.channel !== "status" || message.payload.byteLength > READING_BYTES_MAX) return null;
  try {
    const parsed = READING_PAYLOADS.status.safeParse(JSON.parse(message.payload.toString("utf8")));
    if (!parsed.success) return null;
    const { state }: Readonly<Record<string, unknown>> = parsed.data;
    return state === "online" || state === "offline" ? { device: place.device, state } : null;
  } catch {
    // Not JSON: the same message stands in quarantine, where people look for such things.
    return null;
  }
}
