import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { printWire } from "./printed-receipt.ts";
import { PRINTER_DOTS } from "./receipt-printer.ts";
import { SAMPLE_RECEIPT } from "./sample-receipt.ts";
import { toPng } from "./to-png.ts";

const OUT = join(import.meta.dirname, "../../docs/pictures/receipt-escpos.png");
const MARGIN = 24;

/** `node test/receipt/main.ts`: the bytes of a receipt as a 58 mm printer puts them on paper. */
function main(): void {
  const { rows } = printWire(SAMPLE_RECEIPT, "native");
  writeFileSync(OUT, toPng(rows, PRINTER_DOTS, MARGIN));
  process.stderr.write(`docs/pictures/receipt-escpos.png, ${rows.length} dots high\n`);
}

main();
