import { useLocation } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";
import { readSetting, writeSetting } from "../shell/kept-setting.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { holdCardToken, takeCardToken } from "./card-token.ts";
import { FormCard } from "./form-card.tsx";
import { MemberForm } from "./member-form.tsx";
import { homeOf } from "./session.ts";
import { useSession } from "./session-context.tsx";
import { StaffForm } from "./staff-form.tsx";
import { useAccessText } from "./text/use-access-text.ts";

const WAYS = ["member", "staff"] as const;
type Way = (typeof WAYS)[number];
/** The way is kept in this browser; the number is not. */
const WAY_SETTING = "sign-in-way";

/** Two ways in: members by number or card and PIN, staff by username and password. */
export function SignInPage() {
  const access = useAccessText();
  const { url, route } = useLocation();
  const { session, check } = useSession();
  const [card, setCard] = useCard();
  const isNew = new URLSearchParams(url.split("?")[1] ?? "").has("baru");
  const [chosen, choose] = useState<Way>(() =>
    isNew ? "staff" : readSetting(WAY_SETTING, WAYS, "member"),
  );
  const way: Way = card === null ? chosen : "member";
  usePageTitle(access.title);

  useEffect(() => {
    // Somebody with a card in hand may be another person than the one who is signed in.
    if (session.state === "signed-in" && card === null) route(homeOf(session.user), true);
  }, [session, card]);
  const arrive = async (): Promise<void> => {
    await check();
    setCard(null);
  };

  return (
    <FormCard title={access.title} lead={access.lead}>
      <WaySwitch
        way={way}
        onChange={(next) => {
          writeSetting(WAY_SETTING, next);
          choose(next);
          setCard(null);
        }}
      />
      {way === "member" ? (
        <MemberForm card={card} onDropCard={() => setCard(null)} onSignedIn={arrive} />
      ) : (
        <StaffForm isNew={isNew} onSignedIn={arrive} />
      )}
    </FormCard>
  );
}

/** The card's token, in memory only; another card may be scanned while the page is open. */
function useCard(): [string | null, (card: string | null) => void] {
  const [card, setCard] = useState<string | null>(takeCardToken);
  useEffect(() => {
    const onHash = (): void => {
      holdCardToken();
      const token = takeCardToken();
      if (token !== null) setCard(token);
    };
    onHash();
    addEventListener("hashchange", onHash);
    return () => removeEventListener("hashchange", onHash);
  }, []);
  return [card, setCard];
}

function WaySwitch({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  const access = useAccessText();
  return (
    <fieldset class="sign-in-ways">
      <legend class="visually-hidden">{access.way}</legend>
      <span class="segments">
        {WAYS.map((option) => (
          <label class="segment" key={option}>
            <input
              type="radio"
              name="way"
              value={option}
              checked={way === option}
              onChange={() => onChange(option)}
            />
            <span>{access[option]}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}
