import type { Language } from "./catalogue.ts";
import { useLanguage } from "./language-context.tsx";

/** The texts of one page in both languages, loaded with that page. */
export interface PageText<T> {
  id: T;
  en: T;
}

/** A hook that gives a page's texts in the language in force. */
export const createTextHook =
  <T>(text: PageText<T>) =>
  (): T => {
    const language: Language = useLanguage().language;
    return text[language];
  };
