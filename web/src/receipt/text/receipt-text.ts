import type { Language } from "../../text/catalogue.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type ReceiptText = typeof indonesian;

export const RECEIPT_TEXT: Record<Language, ReceiptText> = { id: indonesian, en: english };
