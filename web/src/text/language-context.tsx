import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";
import { readSetting, writeSetting } from "../shell/kept-setting.ts";
import { LANGUAGES, type Catalogue, type Language } from "./catalogue.ts";
import { CATALOGUE_BY_LANGUAGE } from "./catalogue-by-language.ts";

interface LanguageChoice {
  language: Language;
  text: Catalogue;
  setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice>({
  language: "id",
  text: CATALOGUE_BY_LANGUAGE.id,
  setLanguage: () => undefined,
});

/** The language of the page and its texts. */
export const useLanguage = (): LanguageChoice => useContext(LanguageContext);

export function LanguageProvider({ children }: { children: ComponentChildren }) {
  const [language, setChosen] = useState<Language>(() => readSetting("language", LANGUAGES, "id"));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo<LanguageChoice>(
    () => ({
      language,
      text: CATALOGUE_BY_LANGUAGE[language],
      setLanguage(chosen) {
        writeSetting("language", chosen);
        setChosen(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext.Provider value={choice}>{children}</LanguageContext.Provider>;
}
