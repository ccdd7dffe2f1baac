import type { indonesian } from "./id.ts";

/** The shape of a language: a missing or an extra text is a compile error. */
export type Catalogue = typeof indonesian;

/** Bahasa Indonesia comes first, everywhere. */
export const LANGUAGES = ["id", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
export const LANGUAGE_NAMES: Record<Language, string> = { id: "Bahasa Indonesia", en: "English" };
