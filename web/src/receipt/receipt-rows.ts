import { sum } from "@resik/contract/bank/integer";
import { formatQuantity, formatQuantityNumber, unitWord } from "../format/quantity.ts";
import { formatNumber, formatRupiah } from "../format/number.ts";
import { formatDay, formatMoment } from "../format/time.ts";
import type { Language } from "../text/catalogue.ts";
import type { AnyReceipt, ReceiptLine } from "./receipt.ts";
import type { ReceiptText } from "./text/receipt-text.ts";

/** One thing on a receipt, wherever it is shown or printed. */
export type ReceiptRow =
  | { type: "title"; text: string }
  | { type: "stamp"; text: string; note: string }
  | { type: "centre"; text: string }
  | { type: "pair"; label: string; value: string; isStrong?: boolean }
  | { type: "text"; text: string }
  | { type: "item"; name: string; count: string; amount: string; note: string }
  | { type: "rule" }
  | { type: "code"; url: string; label: string; code: string };

interface RowContext {
  text: ReceiptText;
  language: Language;
  /** Where the receipt is checked, such as `https://resik.example`. */
  origin: string;
}

export const checkUrl = (origin: string, id: string): string => `${origin}/cek/${id}`;

/** The ten characters behind the last hyphen. */
const codeOf = (id: string): string => id.slice(id.lastIndexOf("-") + 1);

/** Everything a receipt says, in order; screen, print and printer show the same rows. */
export function receiptRows(receipt: AnyReceipt, context: RowContext): ReceiptRow[] {
  const rows: ReceiptRow[] = [{ type: "title", text: receipt.bank.name }];
  const { address, phone, note } = receipt.bank;
  if (address !== null) rows.push({ type: "centre", text: address });
  if (phone !== null) rows.push({ type: "centre", text: phone });
  rows.push(...stampRows(receipt, context), { type: "rule" }, ...headRows(receipt, context));
  rows.push({ type: "rule" });
  if (receipt.lines.length > 0) {
    rows.push(...receipt.lines.map((line) => itemRow(line, receipt, context)), { type: "rule" });
  }
  rows.push(...amountRows(receipt, context), { type: "rule" });
  if (receipt.id !== null) {
    const url = checkUrl(context.origin, receipt.id);
    rows.push({ type: "code", url, label: context.text.code, code: codeOf(receipt.id) });
  }
  rows.push({ type: "centre", text: note ?? context.text.thanks });
  return rows;
}

function stampRows(receipt: AnyReceipt, { text, language }: RowContext): ReceiptRow[] {
  if (receipt.id === null) return [{ type: "stamp", text: text.unsent, note: text.unsentText }];
  const { reversal } = receipt;
  if (reversal === null) return [];
  const note = text.reversedText(formatDay(reversal.atMs, language), reversal.reason);
  return [{ type: "stamp", text: text.reversed, note }];
}

function headRows(receipt: AnyReceipt, { text, language }: RowContext): ReceiptRow[] {
  const { kind, akad, delivery, member, buyerName, fundName, operatorName, productName } = receipt;
  const rows: ReceiptRow[] = [];
  const name = Object.prototype.hasOwnProperty.call(text.kind, kind) ? text.kind[kind] : undefined;
  const how = [
    name ?? text.title,
    akad === null ? null : text.akad[akad],
    delivery === null ? null : text.delivery[delivery],
  ];
  rows.push({ type: "text", text: how.filter((part) => part !== null).join(" · ") });
  const pair = (label: string, value: string | null): void => {
    if (value !== null) rows.push({ type: "pair", label, value });
  };
  pair(text.number, receipt.id);
  pair(text.time, formatMoment(receipt.occurredAtMs, language));
  if (member !== null) pair(text.member, `${member.name} · ${member.number}`);
  else if (kind === "deposit") pair(text.member, text.nobody);
  pair(text.savings, productName);
  pair(text.fund, fundName);
  pair(text.buyer, buyerName);
  pair(text.operator, operatorName);
  return rows;
}

function itemRow(
  line: ReceiptLine,
  { occurredAtMs }: AnyReceipt,
  { text, language }: RowContext,
): ReceiptRow {
  const { name, grade, unit, quantity, rupiahPerUnit, grossRupiah } = line;
  const count =
    rupiahPerUnit === null
      ? formatQuantity(quantity, unit, language)
      : `${formatQuantityNumber(quantity, unit)} ${unitWord(unit, language)} × ${formatNumber(rupiahPerUnit)}`;
  const amount = grossRupiah === null ? "" : formatNumber(grossRupiah);
  const note = noteOf(line, occurredAtMs, text);
  return { type: "item", name: `${name}, ${grade}`, count, amount, note };
}

function noteOf({ weighed, scale }: ReceiptLine, atMs: number, text: ReceiptText): string {
  if (weighed === "hand" || scale === null) return text.typed;
  if (scale.teraUntil === null) return text.byScale;
  const day = scale.teraUntil.slice(0, 10);
  const isOver = new Date(atMs + WIB_MS).toISOString().slice(0, 10) > day;
  return `${text.byScale}, ${isOver ? text.teraOver(day) : text.teraUntil(day)}`;
}

const WIB_MS = 7 * 3_600_000;

function amountRows(receipt: AnyReceipt, { text, language }: RowContext): ReceiptRow[] {
  const { lines, grossRupiah, shareRupiah, netRupiah, balanceRupiah, akad } = receipt;
  const rows: ReceiptRow[] = [];
  const massG = sum(lines.filter(({ unit }) => unit === "kg").map(({ quantity }) => quantity));
  if (massG > 0)
    rows.push({ type: "pair", label: text.mass, value: formatQuantity(massG, "kg", language) });
  if (netRupiah === null) {
    rows.push({ type: "text", text: text.atHarvest });
    return rows;
  }
  if (shareRupiah !== 0 && grossRupiah !== null) {
    rows.push({ type: "pair", label: text.gross, value: formatRupiah(grossRupiah) });
    const label = lines.length > 0 ? text.share(ratioOf(receipt)) : text.fee;
    rows.push({ type: "pair", label, value: formatRupiah(-shareRupiah) });
  }
  const label = text.net[akad ?? "other"];
  rows.push({ type: "pair", label, value: formatRupiah(netRupiah), isStrong: true });
  if (balanceRupiah !== null) {
    rows.push({ type: "pair", label: text.balance, value: formatRupiah(balanceRupiah) });
  }
  return rows;
}

/** ` 15%`, or ` 1/3` where the hundredth part is no whole number. */
function ratioOf({ share }: AnyReceipt): string {
  if (share === null || share.numerator === null || share.denominator === null) return "";
  const { numerator, denominator } = share;
  const percent = (numerator * 100) / denominator;
  return Number.isInteger(percent) ? ` ${percent}%` : ` ${numerator}/${denominator}`;
}
