/**
 * How the inbox travels to its consumer. A segment is a run of records as one group commit wrote
 * them; a batch is a header and one or more segments, byte for byte as they lie on disk. Numbers
 * are big-endian.
 *
 * record  u48 receivedAtMs · u8 flags · u16 topic length · u32 payload length · topic · payload
 * batch   u8 version · u64 session · u64 from (exclusive) · u64 to (inclusive) · u32 rows · records
 * ack     u8 version · u64 session · u64 cursor
 */

export const RELAY_VERSION = 1;
const RECORD_HEADER_BYTES = 13;
const BATCH_HEADER_BYTES = 29;
const ACK_BYTES = 17;
const FLAG_RETAIN = 1;

export interface InboxRecord {
  receivedAtMs: number;
  retain: boolean;
  topic: string;
  payload: Uint8Array;
}

export interface BatchHeader {
  /** Drawn by the broker at each subscription, so that an old acknowledgement cannot be mistaken. */
  session: bigint;
  /** The consumer must have taken everything up to here. */
  from: number;
  /** Acknowledging this cursor acknowledges the whole batch and all before it. */
  to: number;
  rows: number;
}

export interface RelayBatch extends BatchHeader {
  records: InboxRecord[];
}

export const recordBytes = (record: InboxRecord): number =>
  RECORD_HEADER_BYTES + Buffer.byteLength(record.topic) + record.payload.byteLength;

/** Joins records to one segment. */
export function encodeSegment(records: readonly InboxRecord[]): Buffer {
  let total = 0;
  for (const record of records) total += recordBytes(record);
  const out = Buffer.allocUnsafe(total);
  let at = 0;
  for (const record of records) {
    out.writeUIntBE(record.receivedAtMs, at, 6);
    out[at + 6] = record.retain ? FLAG_RETAIN : 0;
    const topicBytes = out.write(record.topic, at + RECORD_HEADER_BYTES);
    out.writeUInt16BE(topicBytes, at + 7);
    out.writeUInt32BE(record.payload.byteLength, at + 9);
    out.set(record.payload, at + RECORD_HEADER_BYTES + topicBytes);
    at += RECORD_HEADER_BYTES + topicBytes + record.payload.byteLength;
  }
  return out;
}

/** Reads the records of one or more segments. Payloads are views of `bytes`. */
export function decodeSegment(bytes: Buffer): InboxRecord[] {
  const records: InboxRecord[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + RECORD_HEADER_BYTES > bytes.length) throw new Error("relay: cut record header");
    const receivedAtMs = bytes.readUIntBE(at, 6);
    const retain = ((bytes[at + 6] ?? 0) & FLAG_RETAIN) !== 0;
    const topicEnd = at + RECORD_HEADER_BYTES + bytes.readUInt16BE(at + 7);
    const end = topicEnd + bytes.readUInt32BE(at + 9);
    if (end > bytes.length) throw new Error("relay: cut record");
    records.push({
      receivedAtMs,
      retain,
      topic: bytes.toString("utf8", at + RECORD_HEADER_BYTES, topicEnd),
      payload: bytes.subarray(topicEnd, end),
    });
    at = end;
  }
  return records;
}

export function encodeBatch(header: BatchHeader, segments: readonly Uint8Array[]): Buffer {
  const head = Buffer.allocUnsafe(BATCH_HEADER_BYTES);
  head[0] = RELAY_VERSION;
  head.writeBigUInt64BE(header.session, 1);
  head.writeBigUInt64BE(BigInt(header.from), 9);
  head.writeBigUInt64BE(BigInt(header.to), 17);
  head.writeUInt32BE(header.rows, 25);
  return Buffer.concat([head, ...segments]);
}

/** Throws when the bytes are not a whole batch of this version. */
export function decodeBatch(bytes: Buffer): RelayBatch {
  if (bytes.length < BATCH_HEADER_BYTES) throw new Error("relay: cut batch header");
  if (bytes[0] !== RELAY_VERSION) throw new Error("relay: unknown batch version");
  const rows = bytes.readUInt32BE(25);
  const records = decodeSegment(bytes.subarray(BATCH_HEADER_BYTES));
  if (records.length !== rows) throw new Error("relay: batch rows do not match its header");
  return {
    session: bytes.readBigUInt64BE(1),
    from: Number(bytes.readBigUInt64BE(9)),
    to: Number(bytes.readBigUInt64BE(17)),
    rows,
    records,
  };
}

export interface RelayAck {
  session: bigint;
  cursor: number;
}

export function encodeAck(ack: RelayAck): Buffer {
  const out = Buffer.allocUnsafe(ACK_BYTES);
  out[0] = RELAY_VERSION;
  out.writeBigUInt64BE(ack.session, 1);
  out.writeBigUInt64BE(BigInt(ack.cursor), 9);
  return out;
}

/** Null when the bytes are not an acknowledgement. */
export function decodeAck(bytes: Buffer): RelayAck | null {
  if (bytes.length !== ACK_BYTES || bytes[0] !== RELAY_VERSION) return null;
  return { session: bytes.readBigUInt64BE(1), cursor: Number(bytes.readBigUInt64BE(9)) };
}
