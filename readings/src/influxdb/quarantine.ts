import { createHash } from "node:crypto";
import type { QuarantineReason } from "@resik/contract/quarantine";
import type { QuarantinedMessage } from "@resik/contract/reading";
import {
  QueryError,
  type QuarantinePage,
  type QuarantineQuery,
  type StoredQuarantine,
} from "../port.ts";
import { rowsOf, type AnswerRow } from "./answer-row.ts";
import { nearestNs, tagIs, timeIn } from "./condition.ts";
import { influxName, influxTime } from "./influxql.ts";
import { encodeLine } from "./line.ts";
import { OWN } from "./own-measurement.ts";
import type { InfluxServer } from "./server.ts";

const MEASUREMENT = OWN.quarantine;
const NAME = influxName(MEASUREMENT.name);

/** Nanoseconds of the millisecond of receipt that messages are spread over. */
const SLOTS = 1_000_000;

/** A string of a field ends at 64 KiB on some servers; a payload may be 64 KiB before base64. */
const PAYLOAD_PART_CHARACTERS = 60_000;

/** Messages of one batch whose times are this far apart are looked up apart. */
const GAP_MS = 60_000;

/** Quarantine may hold many copies of one payload, but never the same message twice. */
function fingerprintOf(message: QuarantinedMessage): Buffer {
  const head = JSON.stringify([message.topic, message.receivedAtMs, message.reason]);
  return createHash("sha256").update(head).update("\n").update(message.payload).digest();
}

/**
 * The lines of those messages that are not there yet. A message stands at a nanosecond of its
 * receipt that its fingerprint chooses, or at the next one that no other message has: none
 * replaces another, and each instant has one message at most, so that pages go by it.
 */
export async function quarantineLines(
  server: InfluxServer,
  messages: readonly QuarantinedMessage[],
): Promise<string[]> {
  if (messages.length === 0) return [];
  const taken = await readTaken(server, messages);
  const lines: string[] = [];
  for (const message of messages) {
    const digest = fingerprintOf(message);
    const fingerprint = digest.toString("hex");
    const startNs = nearestNs(message.receivedAtMs);
    let slot = digest.readUIntBE(0, 6) % SLOTS;
    let found = taken.get(startNs + BigInt(slot));
    // A millisecond has room for a million messages; one that it refuses was never received.
    while (found !== undefined && found !== fingerprint) {
      slot = (slot + 1) % SLOTS;
      found = taken.get(startNs + BigInt(slot));
    }
    if (found === fingerprint) continue;
    const timeNs = startNs + BigInt(slot);
    taken.set(timeNs, fingerprint);
    lines.push(lineOf(message, fingerprint, timeNs));
  }
  return lines;
}

function lineOf(message: QuarantinedMessage, fingerprint: string, timeNs: bigint): string {
  const { topic, detail, receivedAtMs, reason } = message;
  const base64 = Buffer.from(message.payload).toString("base64");
  const payload = base64.slice(0, PAYLOAD_PART_CHARACTERS);
  const payload2 = base64.slice(PAYLOAD_PART_CHARACTERS) || null;
  const fields = { fingerprint, topic, detail, receivedAtMs, payload, payload2 };
  return encodeLine(MEASUREMENT, { tags: { reason }, fields, timeNs });
}

/** Fingerprints by instant, of everything stored near the messages' times. */
async function readTaken(
  server: InfluxServer,
  messages: readonly QuarantinedMessage[],
): Promise<Map<bigint, string>> {
  const taken = new Map<bigint, string>();
  for (const [fromMs, toMs] of stretchesOf(messages.map(({ receivedAtMs }) => receivedAtMs))) {
    const answer = await server.query(
      MEASUREMENT.retention,
      `SELECT "fingerprint" FROM ${NAME} WHERE ${timeIn(fromMs, toMs)}`,
    );
    for (const row of rowsOf(answer)) taken.set(row.timeNs, row.text("fingerprint") ?? "");
  }
  return taken;
}

function stretchesOf(times: readonly number[]): [fromMs: number, toMs: number][] {
  const stretches: [number, number][] = [];
  for (const atMs of times.toSorted((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last && atMs - last[1] <= GAP_MS) last[1] = atMs + 1;
    else stretches.push([atMs, atMs + 1]);
  }
  return stretches;
}

const ID = /^(-?\d{1,19})\.([0-9a-f]{12})$/;

const idOf = (row: AnswerRow): string =>
  `${row.timeNs}.${(row.text("fingerprint") ?? "").slice(0, 12)}`;

/** Null for what is no instant of 64 bits. */
function instantOf(id: string): bigint | null {
  const match = ID.exec(id);
  if (!match?.[1]) return null;
  const timeNs = BigInt(match[1]);
  return BigInt.asIntN(64, timeNs) === timeNs ? timeNs : null;
}

const messageOf = (row: AnswerRow): StoredQuarantine => ({
  id: idOf(row),
  topic: row.text("topic") ?? "",
  payload: Buffer.from((row.text("payload") ?? "") + (row.text("payload2") ?? ""), "base64"),
  receivedAtMs: row.number("receivedAtMs") ?? row.timeMs,
  // Written from the closed list.
  reason: (row.tag("reason") ?? "schema") as QuarantineReason,
  detail: row.text("detail") ?? "",
});

const COLUMNS = [...MEASUREMENT.tags, ...Object.keys(MEASUREMENT.fields)]
  .map(influxName)
  .join(", ");

/**
 * Newest first; the cursor is the id of the last message shown.
 *
 * @throws QueryError for a cursor that is no id.
 */
export async function readQuarantine(
  server: InfluxServer,
  { reason, cursor, limit }: QuarantineQuery,
): Promise<QuarantinePage> {
  const beforeNs = cursor === undefined ? null : instantOf(cursor);
  if (cursor !== undefined && beforeNs === null) {
    throw new QueryError("the cursor is not one of the quarantine list");
  }
  const conditions = [
    ...(reason === undefined ? [] : [tagIs("reason", reason)]),
    ...(beforeNs === null ? [] : [`time < ${influxTime(beforeNs)}`]),
  ];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  const answer = await server.query(
    MEASUREMENT.retention,
    `SELECT ${COLUMNS} FROM ${NAME}${where} ORDER BY time DESC LIMIT ${limit + 1}`,
  );
  const found = [...rowsOf(answer)];
  const rows = found.slice(0, limit).map(messageOf);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last ? last.id : null };
}

export async function readQuarantined(
  server: InfluxServer,
  id: string,
): Promise<StoredQuarantine | null> {
  const timeNs = instantOf(id);
  if (timeNs === null) return null;
  const at = influxTime(timeNs);
  const answer = await server.query(
    MEASUREMENT.retention,
    `SELECT ${COLUMNS} FROM ${NAME} WHERE time >= ${at} AND time <= ${at}`,
  );
  for (const row of rowsOf(answer)) {
    if (idOf(row) === id) return messageOf(row);
  }
  return null;
}
