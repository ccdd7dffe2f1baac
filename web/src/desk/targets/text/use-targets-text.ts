import type { Language } from "../../../text/catalogue.ts";
import { useLanguage } from "../../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type TargetsText = typeof indonesian;

const TEXT_BY_LANGUAGE: Record<Language, TargetsText> = { id: indonesian, en: english };

/** Texts of these pages, in the language of the page. */
export const useTargetsText = (): TargetsText => TEXT_BY_LANGUAGE[useLanguage().language];
