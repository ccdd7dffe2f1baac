import { useState } from "preact/hooks";
import { useSession } from "../../access/session-context.tsx";
import { Icon, type IconName } from "../../shell/icon.tsx";
import { PageHead } from "../desk-frame/page-parts.tsx";
import { useFrameText } from "../desk-frame/frame-text.ts";
import { useHomeText } from "./home-text.ts";

/** The pages that have no place on a phone's bar, and the way out. */
export function MorePage() {
  const text = useFrameText();
  const home = useHomeText();
  const { leave } = useSession();
  const [problem, setProblem] = useState("");
  const links: { href: string; icon: IconName; words: string }[] = [
    { href: "/bank", icon: "home", words: text.home },
    { href: "/bank/jual", icon: "sale", words: text.sales },
    { href: "/bank/harga", icon: "price", words: text.prices },
    { href: "/bank/laporan", icon: "report", words: text.reports },
    { href: "/bank/riwayat", icon: "history", words: text.history },
    { href: "/bank/antrean", icon: "scale", words: text.queue },
    { href: "/bank/profil", icon: "person", words: text.profile },
  ];
  const signOut = async (): Promise<void> => {
    setProblem("");
    const answer = await leave();
    if (answer === "unsent") setProblem(text.leaveUnsent);
    if (answer === "failed") setProblem(text.leaveFailed);
  };
  return (
    <>
      <PageHead title={home.moreTitle} />
      <ul class="rows panel">
        {links.map((link) => (
          <li key={link.href}>
            <a class="row-link" href={link.href}>
              <Icon name={link.icon} />
              <span class="row-main row-name">{link.words}</span>
            </a>
          </li>
        ))}
      </ul>
      <div class="stack-close more-leave">
        {problem !== "" && (
          <p class="status-line status-line-warn" role="alert">
            {problem}
          </p>
        )}
        <button class="button button-quiet" type="button" onClick={() => void signOut()}>
          <Icon name="leave" />
          {text.signOut}
        </button>
      </div>
    </>
  );
}
