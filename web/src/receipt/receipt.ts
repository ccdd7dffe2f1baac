import type { Receipt as WireReceipt } from "@resik/contract/http/bank/receipt";

export type ReceiptLine = WireReceipt["lines"][number];

/** What every receipt says, whether the book has it already or not. */
export interface ReceiptBody {
  kind: string;
  bank: WireReceipt["bank"];
  member: { number: string; name: string } | null;
  operatorName: string | null;
  occurredAtMs: number;
  akad: WireReceipt["akad"];
  productName: string | null;
  fundName: string | null;
  buyerName: string | null;
  delivery: WireReceipt["delivery"];
  lines: readonly ReceiptLine[];
  grossRupiah: number | null;
  shareRupiah: number;
  share: WireReceipt["share"];
  netRupiah: number | null;
  balanceRupiah: number | null;
}

/** A receipt of the book: it has a number with a check code. */
export interface Receipt extends ReceiptBody {
  id: string;
  seq: number;
  recordedAtMs: number;
  reversal: { atMs: number; reason: string } | null;
}

/** A receipt of a deposit that still waits on the phone: nothing proves it yet. */
export interface ProvisionalReceipt extends ReceiptBody {
  id: null;
}

export type AnyReceipt = Receipt | ProvisionalReceipt;
