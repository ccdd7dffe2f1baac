import { sum } from "@resik/contract/bank/integer";
import { formatRupiah } from "../format/number.ts";
import { formatQuantity } from "../format/quantity.ts";
import { formatMoment } from "../format/time.ts";
import type { Language } from "../text/catalogue.ts";
import type { AnyReceipt } from "./receipt.ts";
import { checkUrl } from "./receipt-rows.ts";
import type { ReceiptText } from "./text/receipt-text.ts";

/**
 * A receipt as a message: totals and the link to check it, never the member's name. Who gets it is
 * chosen in the messenger.
 */
export function shareMessage(
  receipt: AnyReceipt,
  { text, language, origin }: { text: ReceiptText; language: Language; origin: string },
): string {
  const massG = sum(
    receipt.lines.filter(({ unit }) => unit === "kg").map(({ quantity }) => quantity),
  );
  const { netRupiah } = receipt;
  const parts = [
    text.message.head(receipt.bank.name),
    formatMoment(receipt.occurredAtMs, language),
    massG > 0 ? `${text.mass}: ${formatQuantity(massG, "kg", language)}` : null,
    netRupiah === null
      ? text.atHarvest
      : `${text.net[receipt.akad ?? "other"]}: ${formatRupiah(netRupiah)}`,
    receipt.id === null
      ? text.message.unsent
      : `${text.message.check} ${checkUrl(origin, receipt.id)}`,
  ];
  return parts.filter((part) => part !== null).join("\n");
}

/** Opens WhatsApp with the message; without a number, so that a person chooses to whom. */
export const whatsappUrl = (message: string): string =>
  `https://wa.me/?text=${encodeURIComponent(message)}`;
