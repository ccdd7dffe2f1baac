import { requestJson, type Answer } from "../../edge/request.ts";
import { isShape, isWhole } from "../../edge/shape.ts";
import { parseReceipt } from "../../receipt/parse-receipt.ts";
import type { QueueItem } from "./queue-item.ts";
import type { Posted } from "./queue-machine.ts";

/** Reads the answer to a deposit; null when it is none. */
export function parsePosted(value: unknown): Posted | null {
  if (!isShape(value) || !isShape(value.transfer) || !isWhole(value.transfer.seq)) return null;
  return { seq: value.transfer.seq, receipt: parseReceipt(value.receipt) };
}

/** One try; the key makes it harmless to repeat. */
export const sendDeposit = (item: QueueItem): Promise<Answer<Posted>> =>
  requestJson(`/api/v1/banks/${item.bank}/deposits`, parsePosted, {
    body: item.body,
    idempotencyKey: item.key,
  });
