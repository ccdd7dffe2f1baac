import type { Language } from "../../../text/catalogue.ts";
import { useLanguage } from "../../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type WeighText = typeof indonesian;

const TEXT_BY_LANGUAGE: Record<Language, WeighText> = { id: indonesian, en: english };

export const useWeighText = (): WeighText => TEXT_BY_LANGUAGE[useLanguage().language];
