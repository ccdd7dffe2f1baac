import { useLanguage } from "../../text/language-context.tsx";
import { RECEIPT_TEXT, type ReceiptText } from "./receipt-text.ts";

export const useReceiptText = (): ReceiptText => RECEIPT_TEXT[useLanguage().language];
