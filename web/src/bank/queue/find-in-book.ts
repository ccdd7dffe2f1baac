import { requestJson, type Answer } from "../../edge/request.ts";
import { isShape, isText, isWhole, parseInstant, parseList } from "../../edge/shape.ts";
import type { QueueItem } from "./queue-item.ts";

interface BookRow {
  seq: number;
  occurredAtMs: number;
  /** `item.grade` and quantity of each line. */
  lines: { stock: string; quantity: number }[];
}

/** Reads a page of transfers as far as it tells one deposit from another. */
function parseRows(value: unknown): BookRow[] | null {
  return isShape(value) ? parseList(value.items, parseRow) : null;
}

function parseRow(value: unknown): BookRow | null {
  if (!isShape(value) || !isWhole(value.seq) || !isShape(value.detail)) return null;
  const occurredAtMs = parseInstant(value.occurredAt);
  const lines = parseList(value.detail.lines, (line) =>
    isShape(line) && isText(line.stock) && isWhole(line.quantity)
      ? { stock: line.stock, quantity: line.quantity }
      : null,
  );
  return occurredAtMs === null || lines === null ? null : { seq: value.seq, occurredAtMs, lines };
}

/** The book keeps when it was told, which is never before the phone saved it. */
const SLACK_MS = 10 * 60_000;
const ROWS_MAX = 200;

/**
 * Looks whether a saved deposit is in the book already: the instant of its saving, to the
 * millisecond, and every line tell it from all others. Null when it is not there.
 */
export async function findInBook(item: QueueItem): Promise<Answer<number | null>> {
  const { body, bank } = item;
  const atMs = Date.parse(body.occurredAt);
  const query = new URLSearchParams({
    kinds: "deposit",
    limit: String(ROWS_MAX),
    from: new Date(atMs - SLACK_MS).toISOString(),
  });
  if (body.payee.member !== null) query.set("member", body.payee.member);
  const answer = await requestJson(`/api/v1/banks/${bank}/transfers?${query}`, parseRows);
  if (!answer.ok) return answer;
  const found = answer.value.find(
    (row) =>
      row.occurredAtMs === atMs &&
      row.lines.length === body.lines.length &&
      row.lines.every(({ stock, quantity }, index) => {
        const line = body.lines[index];
        return line?.quantity === quantity && `${line.item}.${line.grade}` === stock;
      }),
  );
  return { ok: true, value: found?.seq ?? null };
}
