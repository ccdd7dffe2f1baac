import { useEffect, useState } from "preact/hooks";
import { readSetting, writeSetting } from "./kept-setting.ts";

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const THEME_EVENT = "resik-theme";
const DARK_QUERY = "(prefers-color-scheme: dark)";

const deviceTheme = (): Theme => (matchMedia(DARK_QUERY).matches ? "dark" : "light");

/** Sets the theme for this browser; until somebody does, the device's own setting holds. */
export function chooseTheme(theme: Theme): void {
  writeSetting("theme", theme);
  document.documentElement.dataset.theme = theme;
  document.dispatchEvent(new Event(THEME_EVENT));
}

/** The theme in force, whoever chose it. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState<Theme>(() => readSetting("theme", THEMES, deviceTheme()));
  useEffect(() => {
    const onChange = () => setTheme(readSetting("theme", THEMES, deviceTheme()));
    const media = matchMedia(DARK_QUERY);
    document.addEventListener(THEME_EVENT, onChange);
    media.addEventListener("change", onChange);
    return () => {
      document.removeEventListener(THEME_EVENT, onChange);
      media.removeEventListener("change", onChange);
    };
  }, []);
  return theme;
}
