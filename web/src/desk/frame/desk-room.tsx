import type { ComponentChildren } from "preact";
import { ruleName } from "@resik/contract/alert-text";
import type { SignedInUser } from "../../access/session.ts";
import { TitleCount } from "../../shell/page-title.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { AlertRow } from "../edge/parse-alerts.ts";
import { DeskProvider, useDesk } from "../live/desk-context.tsx";
import { NewsProvider, useNews } from "../parts/news.tsx";
import { useFrameText } from "../text/frame-text.ts";

/** What every page of the desk lives in: the alerts as they are, and a place to say what is new. */
export function DeskRoom({ user, children }: { user: SignedInUser; children: ComponentChildren }) {
  return (
    <NewsProvider>
      <Watched user={user}>
        <Titled>{children}</Titled>
      </Watched>
    </NewsProvider>
  );
}

function Watched({ user, children }: { user: SignedInUser; children: ComponentChildren }) {
  const say = useNews();
  const text = useFrameText();
  const { language } = useLanguage();
  const onFresh = (fresh: readonly AlertRow[]): void => {
    const [first] = fresh;
    if (first === undefined) return;
    const name = ruleName(first.rule, first.ruleName, language);
    const one = fresh.length === 1;
    say({
      text: one ? text.freshOne(name, first.subjectName) : text.freshMany(fresh.length),
      link: {
        label: text.look,
        href: one ? `/dlh/peringatan/${first.id}` : "/dlh/peringatan",
      },
    });
  };
  return (
    <DeskProvider user={user} onFresh={onFresh}>
      {children}
    </DeskProvider>
  );
}

/** The window's title says how many alerts nobody has seen. */
function Titled({ children }: { children: ComponentChildren }) {
  const { alerts } = useDesk();
  return <TitleCount.Provider value={alerts?.summary.open ?? 0}>{children}</TitleCount.Provider>;
}
