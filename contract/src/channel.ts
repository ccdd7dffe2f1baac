/** The last level of a topic. `up`: from devices; `down`: to devices; `service`: from the api. */
export const CHANNELS = {
  bin: { direction: "up", stored: true },
  air: { direction: "up", stored: true },
  scale: { direction: "up", stored: true },
  status: { direction: "up", stored: true },
  deposit: { direction: "service", stored: true },
  weight: { direction: "up", stored: false },
  reply: { direction: "up", stored: false },
  config: { direction: "down", stored: false },
  command: { direction: "down", stored: false },
} as const satisfies Record<string, { direction: "up" | "down" | "service"; stored: boolean }>;

export type Channel = keyof typeof CHANNELS;

/** Channels whose messages become readings. */
export const STORED_CHANNELS = ["bin", "air", "scale", "status", "deposit"] as const;
export type StoredChannel = (typeof STORED_CHANNELS)[number];

/**
 * Channels that live only in memory: the broker fans them out and keeps nothing. Everything else
 * that a device may publish goes through the inbox, an unknown channel too (it is quarantined).
 */
export const TRANSIENT_CHANNELS: ReadonlySet<string> = new Set(["weight", "reply"]);

/** Channels that only the api may publish. */
export const SERVICE_CHANNELS: ReadonlySet<string> = new Set(["config", "command", "deposit"]);

export const isStoredChannel = (channel: string): channel is StoredChannel =>
  (STORED_CHANNELS as readonly string[]).includes(channel);
