import type { Language } from "../../../text/catalogue.ts";
import { useLanguage } from "../../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type CompareText = typeof indonesian;

const TEXT_BY_LANGUAGE: Record<Language, CompareText> = { id: indonesian, en: english };

/** Texts of this page, in the language of the page. */
export const useCompareText = (): CompareText => TEXT_BY_LANGUAGE[useLanguage().language];
