import type { SeriesHour } from "@resik/readings/port";

/** The hours of one series that wait to be derived from. */
export interface PendingSeries {
  channel: ProjectedChannel;
  site: SeriesHour["site"];
  device: SeriesHour["device"];
  hours: ReadonlySet<number>;
}

/** Channels from which points are derived. */
export type ProjectedChannel = "air" | "bin";

export interface PendingHours {
  add(hours: readonly SeriesHour[]): void;
  /** Takes everything of a channel out; what cannot be done goes back by `putBack`. */
  take(channel: ProjectedChannel): PendingSeries[];
  putBack(series: readonly PendingSeries[]): void;
  size(): number;
  clear(): void;
}

const isProjected = (channel: string): channel is ProjectedChannel =>
  channel === "air" || channel === "bin";

const keyOf = ({ channel, site, device }: Omit<PendingSeries, "hours">): string =>
  `${channel}/${site}/${device}`;

/** A set of series-hours; one that is added twice waits once. */
export function createPendingHours(): PendingHours {
  type Waiting = Omit<PendingSeries, "hours"> & { hours: Set<number> };
  const waiting = new Map<string, Waiting>();
  let size = 0;

  function addOne(series: Omit<PendingSeries, "hours">, hourMs: number): void {
    const key = keyOf(series);
    const known = waiting.get(key) ?? { ...series, hours: new Set<number>() };
    waiting.set(key, known);
    if (known.hours.has(hourMs)) return;
    known.hours.add(hourMs);
    size++;
  }

  return {
    add(hours) {
      for (const { channel, site, device, hourMs } of hours) {
        if (isProjected(channel)) addOne({ channel, site, device }, hourMs);
      }
    },
    take(channel) {
      const taken = [...waiting.values()].filter((series) => series.channel === channel);
      for (const series of taken) {
        waiting.delete(keyOf(series));
        size -= series.hours.size;
      }
      return taken;
    },
    putBack(list) {
      for (const { channel, site, device, hours } of list) {
        for (const hourMs of hours) addOne({ channel, site, device }, hourMs);
      }
    },
    size: () => size,
    clear() {
      waiting.clear();
      size = 0;
    },
  };
}
