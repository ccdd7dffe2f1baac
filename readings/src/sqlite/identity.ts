import { isStoredChannel, type StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import type { Sqlite } from "@resik/kit/sqlite";
import { QueryError, type ReadingIdentity } from "../port.ts";
import {
  createReadingDecoder,
  fieldColumnsOf,
  readingTable,
  type ReadingRow,
} from "./channel-table.ts";

/** Two look-ups by key: the boot, then the reading in the index of identities. */
export function createIdentityReader(db: Sqlite): (identity: ReadingIdentity) => Reading | null {
  const readers = new Map<StoredChannel, (identity: ReadingIdentity) => Reading | null>();
  return (identity) => {
    const { channel } = identity;
    if (!isStoredChannel(channel)) throw new QueryError("the channel is not stored");
    const reader = readers.get(channel) ?? createChannelReader(db, channel);
    readers.set(channel, reader);
    return reader(identity);
  };
}

function createChannelReader(db: Sqlite, channel: StoredChannel) {
  const decode = createReadingDecoder(channel);
  const select = db
    .prepare<unknown[], ReadingRow>(
      `SELECT s.site, s.device, b.boot, r.seq, r.at_ms, r.sampled_at_ms, r.received_at_ms,
         r.quality${fieldColumnsOf(channel)}
       FROM boot b CROSS JOIN ${readingTable(channel)} r ON r.boot_id = b.id
         CROSS JOIN series s ON s.id = r.series_id
       WHERE b.device = ? AND b.boot = ? AND r.seq = ?`,
    )
    .raw();
  return ({ device, boot, seq }: ReadingIdentity): Reading | null => {
    const row = select.get(device, boot, seq);
    return row === undefined ? null : decode(row);
  };
}
