import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useSession } from "../../access/session-context.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { useFrameText } from "../text/frame-text.ts";
import "./desk-frame.css";
import { DeskIcon, type DeskIconName } from "./desk-icon.tsx";
import { entryGroups, rankOf, type Entry, type EntryGroup } from "./entries.ts";

interface DeskFrameProps {
  /** First part of the address below `/dlh`; empty on the home page. */
  part: string;
  children: ComponentChildren;
}

/** What stands around every page of the desk: at the foot of a phone, at the side of a screen. */
export function DeskFrame({ part, children }: DeskFrameProps) {
  const rank = rankOf(useDesk());
  // The bar lies over the end of the page, where the shell's footer is.
  useEffect(() => {
    document.documentElement.classList.add("has-dlh-bar");
    return () => document.documentElement.classList.remove("has-dlh-bar");
  }, []);
  const groups = entryGroups(rank);
  return (
    <div class="dlh">
      <DeskNav part={part} groups={groups} />
      <div class="dlh-page">{children}</div>
    </div>
  );
}

function DeskNav({ part, groups }: { part: string; groups: readonly EntryGroup[] }) {
  const text = useFrameText();
  const here = part === "" ? "/dlh" : `/dlh/${part}`;
  const isOnBar = groups.some(({ entries }) =>
    entries.some((entry) => entry.href === here && entry.isOnBar),
  );
  return (
    <nav class="dlh-nav screen-only" aria-label={text.nav}>
      {groups.map((group) => (
        <div class="dlh-group" key={group.word}>
          <p class="dlh-group-name">{text[group.word]}</p>
          {group.entries.map((entry) => (
            <EntryLink key={entry.href} entry={entry} here={here} />
          ))}
        </div>
      ))}
      <NavLink
        href="/dlh/menu"
        icon="menu"
        label={text.menu}
        kind="menu"
        isHere={here === "/dlh/menu"}
        // On a phone the pages without a place of their own belong to the menu.
        isNear={!isOnBar}
      />
      <div class="dlh-leave">
        <SignOut />
      </div>
    </nav>
  );
}

function EntryLink({ entry, here }: { entry: Entry; here: string }) {
  const text = useFrameText();
  const { alerts } = useDesk();
  const open = entry.word === "alerts" ? (alerts?.summary.open ?? 0) : 0;
  return (
    <NavLink
      href={entry.href}
      icon={entry.icon}
      label={text[entry.word]}
      kind={entry.isOnBar ? "both" : "side"}
      isHere={entry.href === here}
      {...(open > 0
        ? { count: { shown: open > 99 ? "99+" : `${open}`, text: text.openAlerts(open) } }
        : {})}
    />
  );
}

interface NavLinkProps {
  href: string;
  icon: DeskIconName;
  label: string;
  /** Shown on a phone's bar and at the side, at the side alone, or on the bar alone. */
  kind: "both" | "side" | "menu";
  isHere: boolean;
  isNear?: boolean;
  count?: { shown: string; text: string };
}

function NavLink({ href, icon, label, kind, isHere, isNear, count }: NavLinkProps) {
  return (
    <a
      class={`dlh-link dlh-link-${kind}${isNear ? " dlh-link-near" : ""}`}
      href={href}
      aria-current={isHere ? "page" : undefined}
    >
      <span class="dlh-link-icon">
        <DeskIcon name={icon} />
        {count && (
          <span class="dlh-count" aria-hidden="true">
            {count.shown}
          </span>
        )}
      </span>
      <span class="dlh-link-label">{label}</span>
      {count && <span class="visually-hidden">, {count.text}</span>}
    </a>
  );
}

/** The way out, with why it did not work. */
export function SignOut() {
  const text = useFrameText();
  const { leave } = useSession();
  const [problem, setProblem] = useState<"unsent" | "failed" | null>(null);
  const signOut = async (): Promise<void> => {
    setProblem(null);
    const answer = await leave();
    if (answer === "unsent" || answer === "failed") setProblem(answer);
  };
  return (
    <>
      {problem !== null && (
        <p class="status-line status-line-warn" role="alert">
          {problem === "failed" ? text.leaveFailed : text.leaveUnsent}
          {problem === "unsent" && (
            <>
              {" "}
              <a href="/bank/antrean">{text.toQueue}</a>
            </>
          )}
        </p>
      )}
      <button class="button button-quiet" type="button" onClick={() => void signOut()}>
        <DeskIcon name="leave" />
        {text.signOut}
      </button>
    </>
  );
}
