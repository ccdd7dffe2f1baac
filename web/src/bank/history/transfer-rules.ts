import type { Detail } from "@resik/contract/bank/detail";
import type { TransferRow } from "../edge/parse-transfers.ts";

type Kind = Detail["kind"];

/** Kinds with something to hand over. */
const WITH_RECEIPT: ReadonlySet<Kind> = new Set<Kind>([
  "deposit",
  "value",
  "pay-withdrawal",
  "donate",
  "sell",
  "receive-payment",
  "pay-aid",
]);

/** Kinds that move money or stock and can be undone by their mirror. */
const REVERSIBLE: ReadonlySet<Kind> = new Set<Kind>([
  "deposit",
  "value",
  "release",
  "pay-withdrawal",
  "sell",
  "receive-payment",
  "donate",
  "pay-aid",
  "move-cash",
]);

export const hasReceipt = ({ detail }: Pick<TransferRow, "detail">): boolean =>
  WITH_RECEIPT.has(detail.kind);

/** Transfers that a later one, still in force, carries on: that one has to be undone first. */
export const settledIn = (rows: readonly TransferRow[]): ReadonlySet<number> =>
  new Set(
    rows.flatMap(({ continues, reversedBy }) =>
      continues !== null && reversedBy === null ? [continues] : [],
    ),
  );

/** An operator undoes deposits; the treasurer also the rest. The server has the last word. */
export function mayReverse(
  { seq, detail, reversedBy, reverses }: TransferRow,
  isTreasurer: boolean,
  settled: ReadonlySet<number>,
): boolean {
  if (reversedBy !== null || reverses !== null || !REVERSIBLE.has(detail.kind)) return false;
  if (settled.has(seq)) return false;
  return isTreasurer || detail.kind === "deposit";
}

/** What a transfer that waits for the harvest needs next: its price, or to be let go. */
export const settlingStep = ({ detail }: Pick<TransferRow, "detail">): "value" | "release" =>
  detail.kind === "deposit" && detail.isWaiting ? "value" : "release";
