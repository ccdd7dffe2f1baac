import { useSession } from "../access/session-context.tsx";
import { homeOf, type Home } from "../access/session.ts";
import { stationsHref } from "../route/route.ts";
import { LANGUAGES, LANGUAGE_NAMES } from "../text/catalogue.ts";
import { useLanguage } from "../text/language-context.tsx";
import { useDistrict } from "./district-context.tsx";
import "./header.css";
import { Icon } from "./icon.tsx";
import { Mark } from "./mark.tsx";
import { chooseTheme, useTheme } from "./theme.ts";

export function Header() {
  const { text } = useLanguage();
  const { name } = useDistrict();
  return (
    <header class="header">
      <div class="header-inner">
        <a class="brand" href={stationsHref()}>
          <Mark />
          <span class="brand-words">
            <span class="brand-name">Resik</span>
            <span class="brand-district">{name}</span>
            <span class="visually-hidden">{text.shell.home}</span>
          </span>
        </a>
        <nav class="header-tools">
          <LanguageSwitch />
          <ThemeSwitch />
          <AccountLink />
        </nav>
      </div>
    </header>
  );
}

/** Leads to the other language, named in that language. */
function LanguageSwitch() {
  const { language, setLanguage } = useLanguage();
  const other = LANGUAGES.find((candidate) => candidate !== language) ?? "id";
  return (
    <button class="tool" type="button" lang={other} onClick={() => setLanguage(other)}>
      <span aria-hidden="true">{other.toUpperCase()}</span>
      <span class="visually-hidden">{LANGUAGE_NAMES[other]}</span>
    </button>
  );
}

function ThemeSwitch() {
  const { text } = useLanguage();
  const theme = useTheme();
  const label = theme === "dark" ? text.shell.toLight : text.shell.toDark;
  return (
    <button
      class="tool"
      type="button"
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(theme === "dark" ? "light" : "dark")}
    >
      <Icon name={theme === "dark" ? "sun" : "moon"} />
    </button>
  );
}

function AccountLink() {
  const { text } = useLanguage();
  const { session } = useSession();
  const home: Home | "/masuk" = session.state === "signed-in" ? homeOf(session.user) : "/masuk";
  return (
    <a class="tool tool-account" href={home}>
      <Icon name="person" />
      <span class="tool-words">{text.shell.account[home]}</span>
    </a>
  );
}
