import type { Language } from "../../text/catalogue.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type BankText = typeof indonesian;

const TEXT_BY_LANGUAGE: Record<Language, BankText> = { id: indonesian, en: english };

export const useBankText = (): BankText => TEXT_BY_LANGUAGE[useLanguage().language];
