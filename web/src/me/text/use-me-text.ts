import type { Language } from "../../text/catalogue.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type MeText = typeof indonesian;

const TEXT_BY_LANGUAGE: Record<Language, MeText> = { id: indonesian, en: english };

export const useMeText = (): MeText => TEXT_BY_LANGUAGE[useLanguage().language];
