import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { useFrameText } from "../text/frame-text.ts";
import { DeskIcon } from "./desk-icon.tsx";
import { SignOut } from "./desk-frame.tsx";
import { entryGroups, rankOf, type EntryWord } from "./entries.ts";

/** Every page of the desk with what it is for, and the way out. */
export function MenuPage() {
  const text = useFrameText();
  const rank = rankOf(useDesk());
  const about: Partial<Record<EntryWord, string>> = text.about;
  return (
    <>
      <PageHead title={text.menuTitle} />
      <div class="stack">
        {entryGroups(rank).map((group) => (
          <section key={group.word}>
            <h2 class="menu-group">{text[group.word]}</h2>
            <ul class="rows panel">
              {group.entries.map((entry) => (
                <li key={entry.href}>
                  <a class="row-link" href={entry.href}>
                    <DeskIcon name={entry.icon} />
                    <span class="row-main">
                      <span class="row-name">{text[entry.word]}</span>
                      {about[entry.word] && <span class="row-note">{about[entry.word]}</span>}
                    </span>
                    <DeskIcon name="forward" />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <div class="stack-close">
          <SignOut />
        </div>
      </div>
    </>
  );
}
