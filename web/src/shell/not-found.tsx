import { stationsHref } from "../route/route.ts";
import { useLanguage } from "../text/language-context.tsx";
import { Notice } from "./notice.tsx";
import { usePageTitle } from "./page-title.ts";

export function NotFound() {
  const { text } = useLanguage();
  usePageTitle(text.shell.notFoundTitle);
  return (
    <Notice
      icon="search"
      level="h1"
      title={text.shell.notFoundTitle}
      text={text.shell.notFoundText}
    >
      <a class="button" href={stationsHref()}>
        {text.shell.toStations}
      </a>
    </Notice>
  );
}
