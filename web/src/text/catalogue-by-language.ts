import type { Catalogue, Language } from "./catalogue.ts";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

export const CATALOGUE_BY_LANGUAGE: Record<Language, Catalogue> = {
  id: indonesian,
  en: english,
};
