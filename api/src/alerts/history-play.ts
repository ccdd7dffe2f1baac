import type { StoredChannel } from "@resik/contract/channel";
import type { Device, DeviceKind } from "@resik/contract/http/registry";
import type { Reading } from "@resik/contract/reading";
import { nextTurn } from "@resik/kit/next-turn";
import type { ReadingSource, ScanQuery } from "@resik/readings/port";
import type { Newest } from "./newest.ts";

const HOUR_MS = 3_600_000;
/** Read from the store at once; what comes late waits until it came. */
const CHUNK_MS = 6 * HOUR_MS;
/** Longer than any window that figures look at. */
const KEPT_MS = 50 * HOUR_MS;

const CHANNELS_BY_KIND = {
  bin: ["bin", "status"],
  air: ["air", "status"],
  scale: ["scale", "status"],
} as const satisfies Record<DeviceKind, readonly StoredChannel[]>;

/** The past as a program saw it that ran at the time: each reading from when it came. */
export interface HistoryPlay {
  /** Lets time go on. @throws what the source throws. */
  advance(toMs: number): Promise<void>;
  /** At most one of each channel. */
  newest(): Newest["byDevice"];
  scan: ReadingSource["scan"];
}

const isLater = (one: Reading, other: Reading): boolean =>
  one.atMs > other.atMs ||
  (one.atMs === other.atMs &&
    (one.boot > other.boot || (one.boot === other.boot && one.seq > other.seq)));

/** Holds the last two days of these devices in memory, whatever is played. */
export function createHistoryPlay(
  source: Pick<ReadingSource, "scan">,
  devices: readonly Device[],
  fromMs: number,
): HistoryPlay {
  const newestByDevice = new Map<string, Reading[]>();
  const keptByKey = new Map<string, Reading[]>();
  let waiting: Reading[] = [];
  let loadedToMs = fromMs;

  async function load(toMs: number): Promise<void> {
    for (const { id, kind } of devices) {
      for (const channel of CHANNELS_BY_KIND[kind]) {
        const query = { channel, device: id, fromMs: loadedToMs, toMs };
        for await (const reading of source.scan(query)) waiting.push(reading);
      }
      await nextTurn();
    }
    waiting.sort((left, right) => left.receivedAtMs - right.receivedAtMs);
    loadedToMs = toMs;
  }

  function reveal(reading: Reading): void {
    const { device, channel } = reading;
    const newest = newestByDevice.get(device) ?? [];
    const known = newest.find((one) => one.channel === channel);
    if (!known) newestByDevice.set(device, [...newest, reading]);
    else if (isLater(reading, known)) newest[newest.indexOf(known)] = reading;
    const key = `${device}/${channel}`;
    const kept = keptByKey.get(key) ?? [];
    const index = kept.findLastIndex((one) => isLater(reading, one)) + 1;
    kept.splice(index, 0, reading);
    keptByKey.set(key, kept);
  }

  function forget(beforeMs: number): void {
    for (const kept of keptByKey.values()) {
      const first = kept.findIndex(({ atMs }) => atMs >= beforeMs);
      kept.splice(0, first === -1 ? kept.length : first);
    }
  }

  return {
    async advance(toMs) {
      while (loadedToMs < toMs) {
        await load(loadedToMs + CHUNK_MS);
        forget(toMs - KEPT_MS);
      }
      const first = waiting.findIndex(({ receivedAtMs }) => receivedAtMs > toMs);
      const come = waiting.splice(0, first === -1 ? waiting.length : first);
      for (const reading of come) reveal(reading);
    },
    newest: () => newestByDevice,
    async *scan({ channel, device, fromMs: sinceMs, toMs }: ScanQuery) {
      for (const reading of keptByKey.get(`${device}/${channel}`) ?? []) {
        if (reading.atMs >= sinceMs && reading.atMs < toMs) yield reading;
      }
    },
  };
}
