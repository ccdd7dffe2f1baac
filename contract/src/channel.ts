/**
 * The last level of a topic. `up`: from devices; `down`: to devices; `service`: from a program of
 * ours. What expires is deleted after its retention; the rest is small and stays, so that screens
 * can show years of it.
 */
export const CHANNELS = {
  bin: { direction: "up", stored: true, expires: true },
  air: { direction: "up", stored: true, expires: true },
  scale: { direction: "up", stored: true, expires: true },
  status: { direction: "up", stored: true, expires: true },
  deposit: { direction: "service", stored: true, expires: false },
  place: { direction: "service", stored: true, expires: false },
  bank: { direction: "service", stored: true, expires: false },
  alert: { direction: "service", stored: true, expires: false },
  pipeline: { direction: "service", stored: true, expires: true },
  weight: { direction: "up", stored: false, expires: false },
  reply: { direction: "up", stored: false, expires: false },
  uplink: { direction: "up", stored: false, expires: false },
  config: { direction: "down", stored: false, expires: false },
  command: { direction: "down", stored: false, expires: false },
} as const satisfies Record<
  string,
  { direction: "up" | "down" | "service"; stored: boolean; expires: boolean }
>;

export type Channel = keyof typeof CHANNELS;

/** Channels that people ask the api for; the other stored ones feed its and Grafana's screens. */
export const ASKED_CHANNELS = ["bin", "air", "scale", "status", "deposit"] as const;
export type AskedChannel = (typeof ASKED_CHANNELS)[number];

/** Channels whose messages become readings. */
export const STORED_CHANNELS = [...ASKED_CHANNELS, "place", "bank", "alert", "pipeline"] as const;
export type StoredChannel = (typeof STORED_CHANNELS)[number];

/**
 * Channels that live only in memory: the broker fans them out and keeps nothing. Everything else
 * that a device may publish goes through the inbox, an unknown channel too (it is quarantined).
 */
export const TRANSIENT_CHANNELS: ReadonlySet<string> = new Set(["weight", "reply"]);

/**
 * Where a device that does not speak our format publishes: its message goes through the inbox with
 * the device's payload format beside it, and ingest makes readings of other channels from it.
 */
export const UPLINK_CHANNEL = "uplink" satisfies Channel;

/** Channels on which no device may publish. */
export const SERVICE_CHANNELS: ReadonlySet<string> = new Set(
  Object.entries(CHANNELS)
    .filter(([, { direction }]) => direction !== "up")
    .map(([name]) => name),
);

/** What the api announces for the store: it goes through the inbox like a device's reading. */
export const ANNOUNCED_CHANNELS: ReadonlySet<string> = new Set([
  "deposit",
  "place",
  "bank",
  "alert",
]);

export const isStoredChannel = (channel: string): channel is StoredChannel =>
  (STORED_CHANNELS as readonly string[]).includes(channel);

export const isAskedChannel = (channel: string): channel is AskedChannel =>
  (ASKED_CHANNELS as readonly string[]).includes(channel);
