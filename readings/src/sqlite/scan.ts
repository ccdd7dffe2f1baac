import { isStoredChannel, type StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import { nextTurn } from "@resik/kit/next-turn";
import type { Sqlite } from "@resik/kit/sqlite";
import { QueryError, type ScanQuery } from "../port.ts";
import {
  createReadingDecoder,
  fieldColumnsOf,
  readingTable,
  type ReadingRow,
} from "./channel-table.ts";

/** Readings held in memory for each series that is being read. */
const PAGE_ROWS = 500;

/** A series row's key after which the next page starts. */
type Position = [atMs: number, bootId: number, seq: number];

/** One reading with the place where it lies. */
interface Placed {
  position: Position;
  reading: Reading;
}

/**
 * Pages by key, each its own short read: the consumer may take as long as it likes, and the
 * writer's log is not held back by it.
 */
export function createScanner(db: Sqlite): (query: ScanQuery) => AsyncGenerator<Reading, void> {
  return async function* scan(query) {
    if (!isStoredChannel(query.channel)) throw new QueryError("the channel is not stored");
    const page = createPageReader(db, query.channel);
    for (const seriesIds of listDevices(db, query)) {
      yield* inOrderOfTime(seriesIds.map((id) => pages(page, id, query)));
    }
  };
}

/** Series ids of each device in order of device; a device that moved has one for each site. */
function listDevices(db: Sqlite, query: ScanQuery): number[][] {
  const site = query.site ?? null;
  const device = query.device ?? null;
  const rows = db
    .prepare<unknown[], [device: string, id: number]>(
      `SELECT device, id FROM series
       WHERE channel = ? AND (? IS NULL OR site = ?) AND (? IS NULL OR device = ?)
       ORDER BY device, site`,
    )
    .raw()
    .all(query.channel, site, site, device, device);
  return [...Map.groupBy(rows, ([name]) => name).values()].map((group) =>
    group.map(([, id]) => id),
  );
}

type PageReader = (seriesId: number, after: Position, toMs: number) => Placed[];

function createPageReader(db: Sqlite, channel: StoredChannel): PageReader {
  const decode = createReadingDecoder(channel);
  const select = db
    .prepare<unknown[], [bootId: number, ...row: ReadingRow]>(
      `SELECT r.boot_id, s.site, s.device, b.boot, r.seq, r.at_ms, r.sampled_at_ms,
         r.received_at_ms, r.quality${fieldColumnsOf(channel)}
       FROM ${readingTable(channel)} r CROSS JOIN series s ON s.id = r.series_id
         CROSS JOIN boot b ON b.id = r.boot_id
       WHERE r.series_id = ? AND (r.at_ms, r.boot_id, r.seq) > (?, ?, ?) AND r.at_ms < ?
       ORDER BY r.at_ms, r.boot_id, r.seq LIMIT ${PAGE_ROWS}`,
    )
    .raw();
  return (seriesId, after, toMs) =>
    select.all(seriesId, ...after, toMs).map(([bootId, ...row]) => {
      const reading = decode(row);
      return { position: [reading.atMs, bootId, reading.seq], reading };
    });
}

async function* pages(
  page: PageReader,
  seriesId: number,
  { fromMs, toMs }: ScanQuery,
): AsyncGenerator<Reading, void> {
  let after: Position = [fromMs, -1, -1];
  for (;;) {
    const placed = page(seriesId, after, toMs);
    for (const { reading } of placed) yield reading;
    const last = placed.at(-1);
    if (!last || placed.length < PAGE_ROWS) return;
    after = last.position;
    await nextTurn();
  }
}

/** Merges sources that are each in order of time; nearly always there is just one. */
async function* inOrderOfTime(
  sources: AsyncGenerator<Reading, void>[],
): AsyncGenerator<Reading, void> {
  const heads: { source: AsyncGenerator<Reading, void>; reading: Reading }[] = [];
  const pull = async (source: AsyncGenerator<Reading, void>): Promise<void> => {
    const next = await source.next();
    if (!next.done) heads.push({ source, reading: next.value });
  };
  for (const source of sources) await pull(source);
  for (let head = takeEarliest(heads); head; head = takeEarliest(heads)) {
    yield head.reading;
    await pull(head.source);
  }
}

function takeEarliest<T extends { reading: Reading }>(heads: T[]): T | undefined {
  let earliest = 0;
  heads.forEach((head, index) => {
    const best = heads[earliest];
    if (best && head.reading.atMs < best.reading.atMs) earliest = index;
  });
  return heads.splice(earliest, 1)[0];
}
