import type { PassbookRow } from "../edge/parse-passbook.ts";

/**
 * Where a line of the savings leads: to its receipt, a reversal to the one of what it undid, a
 * withdrawal that was asked for or taken back to the page of withdrawals. Null where nothing more
 * is known than stands on the line.
 */
export function lineTarget(row: Pick<PassbookRow, "kind" | "seq" | "reverses">): string | null {
  if (row.reverses !== null) return `/saya/struk/${row.reverses}`;
  switch (row.kind) {
    case "deposit":
    case "value":
    case "donate":
      return `/saya/struk/${row.seq}`;
    case "request-withdrawal":
    case "void-withdrawal":
      return "/saya/tarik";
    default:
      return null;
  }
}
