import type { Language } from "../../text/catalogue.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

const TEXT_BY_LANGUAGE: Record<Language, typeof indonesian> = { id: indonesian, en: english };

export const useControlText = () => TEXT_BY_LANGUAGE[useLanguage().language];
