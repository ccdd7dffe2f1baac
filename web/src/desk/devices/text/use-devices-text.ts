import type { Language } from "../../../text/catalogue.ts";
import { useLanguage } from "../../../text/language-context.tsx";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export type DevicesText = typeof indonesian;

const TEXT_BY_LANGUAGE: Record<Language, DevicesText> = { id: indonesian, en: english };

/** Texts of these pages, in the language of the page. */
export const useDevicesText = (): DevicesText => TEXT_BY_LANGUAGE[useLanguage().language];
