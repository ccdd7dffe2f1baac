import type { Reading } from "@resik/contract/reading";
import type { DeviceId } from "@resik/contract/slug";
import type {
  ReadingSource,
  SeriesColumns,
  SeriesQuery,
  StoredQuarantine,
} from "@resik/readings/port";

export interface MemorySource extends ReadingSource {
  readings: Reading[];
  quarantineRows: StoredQuarantine[];
  /** While set, every question fails with it. */
  failure: Error | null;
  /** Rows that scans have given out. */
  scanned: number;
}

const key = (reading: Reading): string => `${reading.channel}/${reading.device}`;

function rawColumns(
  readings: readonly Reading[],
  query: SeriesQuery,
  device: DeviceId,
): SeriesColumns[] {
  const rows = readings.filter(
    (reading) =>
      reading.device === device &&
      reading.channel === query.channel &&
      reading.atMs >= query.fromMs &&
      reading.atMs < query.toMs,
  );
  const first = rows[0];
  if (!first) return [];
  const columnOf = (field: string): (number | null)[] =>
    rows.map((reading) => {
      const value = reading.fields[field];
      return typeof value === "number" ? value : null;
    });
  const values = Object.fromEntries(query.fields.map((field) => [field, columnOf(field)]));
  const atMs = rows.map((row) => row.atMs);
  return [{ device, site: first.site, atMs, values, truncated: false }];
}

/** Readings in memory: raw series and scans only, for tests of the api alone. */
export function createMemorySource(): MemorySource {
  const check = (): void => {
    if (source.failure) throw source.failure;
  };
  const source: MemorySource = {
    readings: [],
    quarantineRows: [],
    failure: null,
    scanned: 0,
    async latest(query) {
      check();
      const newest = new Map<string, Reading>();
      for (const reading of source.readings) {
        if (query.channel !== undefined && reading.channel !== query.channel) continue;
        if (query.site !== undefined && reading.site !== query.site) continue;
        if (query.device !== undefined && reading.device !== query.device) continue;
        const before = newest.get(key(reading));
        if (!before || before.atMs <= reading.atMs) newest.set(key(reading), reading);
      }
      return [...newest.values()];
    },
    async series(query) {
      check();
      return query.devices.flatMap((device) => rawColumns(source.readings, query, device));
    },
    async *scan(query) {
      check();
      for (const reading of source.readings) {
        if (reading.channel !== query.channel) continue;
        if (query.site !== undefined && reading.site !== query.site) continue;
        if (query.device !== undefined && reading.device !== query.device) continue;
        if (reading.atMs < query.fromMs || reading.atMs >= query.toMs) continue;
        source.scanned++;
        yield reading;
      }
    },
    async quarantine(query) {
      check();
      return { rows: source.quarantineRows.slice(0, query.limit), next: null };
    },
    async quarantined(id) {
      check();
      return source.quarantineRows.find((row) => row.id === id) ?? null;
    },
    notReady: async () => source.failure?.message ?? null,
    close: async () => {},
  };
  return source;
}
