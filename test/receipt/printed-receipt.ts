import { toEscPos, type EscPosOptions } from "../../web/src/receipt/escpos.ts";
import { parseReceipt } from "../../web/src/receipt/parse-receipt.ts";
import { toQrMatrix } from "../../web/src/receipt/qr-matrix.ts";
import { receiptRows } from "../../web/src/receipt/receipt-rows.ts";
import { indonesian } from "../../web/src/receipt/text/id.ts";
import { printReceipt, type Printout } from "./receipt-printer.ts";

export const ORIGIN = "https://resik.example";

/** A receipt as the api sends it, through the web's own parser and encoder, to the paper. */
export function printWire(wire: unknown, qr: EscPosOptions["qr"], hasCutter = false): Printout {
  const receipt = parseReceipt(wire);
  if (receipt === null) throw new Error("the web cannot read this receipt");
  const rows = receiptRows(receipt, { text: indonesian, language: "id", origin: ORIGIN });
  return printReceipt(toEscPos(rows, { qr, hasCutter, toMatrix: toQrMatrix }), toQrMatrix);
}
