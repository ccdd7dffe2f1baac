/**
 * How the inbox travels to its consumer. A segment is a run of records as one group commit wrote
 * them; a batch is a header and one or more segments, byte for byte as they lie on disk. Numbers
 * are big-endian.
 *
 * record  u48 receivedAtMs · u8 flags · u16 topic length · u32 payload length · topic
 *         · (flag 2: u16 attributes length · attributes) · payload
 * batch   u8 version · u64 session · u64 from (exclusive) · u64 to (inclusive) · u32 rows · records
 * ack     u8 version · u64 session · u64 cursor
 */

/**
 * Version of a batch. 1: records without attributes; what a broker of that version wrote to its
 * disk reads the same today. 2: any record may carry attributes. A consumer that knows only 1
 * refuses a batch of 2 and leaves it in the inbox, which is safe: it would misread such a record.
 */
export const RELAY_VERSION = 2;
const BATCH_VERSIONS: ReadonlySet<number | undefined> = new Set([1, RELAY_VERSION]);
const ACK_VERSION = 1;
const RECORD_HEADER_BYTES = 13;
const BATCH_HEADER_BYTES = 29;
const ACK_BYTES = 17;
const FLAG_RETAIN = 1;
const FLAG_ATTRIBUTES = 2;
const ATTRIBUTES_HEADER_BYTES = 2;

export interface InboxRecord {
  receivedAtMs: number;
  retain: boolean;
  topic: string;
  payload: Uint8Array;
  /**
   * What the sender's authentication said of its payloads, at most 65,535 bytes; not read on the
   * way. Absent for devices that speak our format.
   */
  attributes?: string;
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
  RECORD_HEADER_BYTES +
  Buffer.byteLength(record.topic) +
  record.payload.byteLength +
  (record.attributes === undefined ? 0 : attributesBytes(record.attributes));

const attributesBytes = (attributes: string): number =>
  ATTRIBUTES_HEADER_BYTES + Buffer.byteLength(attributes);

/** Joins records to one segment. Throws when a record's attributes are too long. */
export function encodeSegment(records: readonly InboxRecord[]): Buffer {
  let total = 0;
  for (const record of records) total += recordBytes(record);
  const out = Buffer.allocUnsafe(total);
  let at = 0;
  for (const record of records) {
    const { attributes } = record;
    out.writeUIntBE(record.receivedAtMs, at, 6);
    out[at + 6] =
      (record.retain ? FLAG_RETAIN : 0) | (attributes === undefined ? 0 : FLAG_ATTRIBUTES);
    const topicBytes = out.write(record.topic, at + RECORD_HEADER_BYTES);
    out.writeUInt16BE(topicBytes, at + 7);
    out.writeUInt32BE(record.payload.byteLength, at + 9);
    at += RECORD_HEADER_BYTES + topicBytes;
    if (attributes !== undefined) at = writeAttributes(out, attributes, at);
    out.set(record.payload, at);
    at += record.payload.byteLength;
  }
  return out;
}

function writeAttributes(out: Buffer, attributes: string, at: number): number {
  const written = out.write(attributes, at + ATTRIBUTES_HEADER_BYTES);
  out.writeUInt16BE(written, at);
  return at + ATTRIBUTES_HEADER_BYTES + written;
}

/** Reads the records of one or more segments. Payloads are views of `bytes`. */
export function decodeSegment(bytes: Buffer): InboxRecord[] {
  const records: InboxRecord[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + RECORD_HEADER_BYTES > bytes.length) throw new Error("relay: cut record header");
    const receivedAtMs = bytes.readUIntBE(at, 6);
    const flags = bytes[at + 6] ?? 0;
    const topicEnd = at + RECORD_HEADER_BYTES + bytes.readUInt16BE(at + 7);
    const payloadBytes = bytes.readUInt32BE(at + 9);
    const hasAttributes = (flags & FLAG_ATTRIBUTES) !== 0;
    const payloadAt = hasAttributes ? attributesEnd(bytes, topicEnd) : topicEnd;
    const end = payloadAt + payloadBytes;
    if (end > bytes.length) throw new Error("relay: cut record");
    const record: InboxRecord = {
      receivedAtMs,
      retain: (flags & FLAG_RETAIN) !== 0,
      topic: bytes.toString("utf8", at + RECORD_HEADER_BYTES, topicEnd),
      payload: bytes.subarray(payloadAt, end),
    };
    if (hasAttributes) {
      const from = topicEnd + ATTRIBUTES_HEADER_BYTES;
      record.attributes = bytes.toString("utf8", from, payloadAt);
    }
    records.push(record);
    at = end;
  }
  return records;
}

function attributesEnd(bytes: Buffer, at: number): number {
  if (at + ATTRIBUTES_HEADER_BYTES > bytes.length) throw new Error("relay: cut record attributes");
  return at + ATTRIBUTES_HEADER_BYTES + bytes.readUInt16BE(at);
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

/** Throws when the bytes are not a whole batch of a version we know. */
export function decodeBatch(bytes: Buffer): RelayBatch {
  if (bytes.length < BATCH_HEADER_BYTES) throw new Error("relay: cut batch header");
  if (!BATCH_VERSIONS.has(bytes[0])) throw new Error("relay: unknown batch version");
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
  out[0] = ACK_VERSION;
  out.writeBigUInt64BE(ack.session, 1);
  out.writeBigUInt64BE(BigInt(ack.cursor), 9);
  return out;
}

/** Null when the bytes are not an acknowledgement. */
export function decodeAck(bytes: Buffer): RelayAck | null {
  if (bytes.length !== ACK_BYTES || bytes[0] !== ACK_VERSION) return null;
  return { session: bytes.readBigUInt64BE(1), cursor: Number(bytes.readBigUInt64BE(9)) };
}
