import type { Language } from "../../../text/catalogue.ts";
import { useLanguage } from "../../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type QuarantineText = typeof indonesian;

const TEXT_BY_LANGUAGE: Record<Language, QuarantineText> = { id: indonesian, en: english };

/** Texts of what is held back, in the language of the page. */
export const useQuarantineText = (): QuarantineText => TEXT_BY_LANGUAGE[useLanguage().language];
