import type { Language } from "../../text/catalogue.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type AccessText = typeof indonesian;

const TEXT_BY_LANGUAGE: Record<Language, AccessText> = { id: indonesian, en: english };

/** Texts of signing in, in the language of the page. */
export const useAccessText = (): AccessText => TEXT_BY_LANGUAGE[useLanguage().language];
