import type { Language } from "../../../text/catalogue.ts";
import { useLanguage } from "../../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type ReportText = typeof indonesian;

const TEXT_BY_LANGUAGE: Record<Language, ReportText> = { id: indonesian, en: english };

export const useReportText = (): ReportText => TEXT_BY_LANGUAGE[useLanguage().language];
