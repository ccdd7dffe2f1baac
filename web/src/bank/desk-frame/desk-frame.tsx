import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { answerOf } from "../../edge/parts.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { Icon, type IconName } from "../../shell/icon.tsx";
import { useBank } from "../bank-context.ts";
import { warmDesk } from "../desk/fetch-desk.ts";
import { profilePart } from "../edge/parse-profile.ts";
import { QueueSign } from "../queue/queue-sign.tsx";
import "./desk-frame.css";
import { useFrameText } from "./frame-text.ts";

type FrameText = ReturnType<typeof useFrameText>;
type Word = "home" | "weigh" | "members" | "cash" | "withdrawals" | "more" | "sales" | "prices";

interface Entry {
  href: string;
  icon: IconName;
  word: Word | "reports" | "history";
  /** Shown on a phone's bar, on a desk's side, or on both. */
  on: "phone" | "desk" | "both";
}

const ENTRIES: readonly Entry[] = [
  { href: "/bank", icon: "home", word: "home", on: "desk" },
  { href: "/bank/timbang", icon: "scale", word: "weigh", on: "both" },
  { href: "/bank/nasabah", icon: "people", word: "members", on: "both" },
  { href: "/bank/kas", icon: "cash", word: "cash", on: "both" },
  { href: "/bank/penarikan", icon: "withdraw", word: "withdrawals", on: "both" },
  { href: "/bank/jual", icon: "sale", word: "sales", on: "desk" },
  { href: "/bank/harga", icon: "price", word: "prices", on: "desk" },
  { href: "/bank/laporan", icon: "report", word: "reports", on: "desk" },
  { href: "/bank/riwayat", icon: "history", word: "history", on: "desk" },
  { href: "/bank/lainnya", icon: "more", word: "more", on: "both" },
];

const parseProfile = answerOf(profilePart);

interface DeskFrameProps {
  /** First part of the address below `/bank`; empty on the home page. */
  part: string;
  onChange: (() => void) | null;
  children: ComponentChildren;
}

/** What stands around every page of the desk: whose desk it is, its queue and the way around. */
export function DeskFrame({ part, onChange, children }: DeskFrameProps) {
  const text = useFrameText();
  const { bank, api, user } = useBank();
  const profile = useLoaded(api(""), parseProfile);
  // The bar lies over the end of the page, where the shell's footer is.
  useEffect(() => {
    document.documentElement.classList.add("has-desk-bar");
    return () => document.documentElement.classList.remove("has-desk-bar");
  }, []);
  useEffect(() => {
    // The weighing screen asks for them itself.
    if (part !== "timbang") void warmDesk(bank, user.username ?? "");
  }, [bank, user.username]);
  return (
    <div class="desk">
      <div class="desk-head">
        <a class="desk-bank" href="/bank">
          {profile.value?.name ?? text.home}
        </a>
        {onChange && (
          <button class="desk-change" type="button" onClick={onChange}>
            {text.change}
          </button>
        )}
        <QueueSign bank={bank} />
      </div>
      <DeskNav part={part} text={text} />
      <div class="desk-page">
        <p class="print-only">{profile.value?.name}</p>
        {children}
      </div>
    </div>
  );
}

function DeskNav({ part, text }: { part: string; text: FrameText }) {
  const here = part === "" ? "/bank" : `/bank/${part}`;
  const isOnBar = ENTRIES.some((entry) => entry.href === here && entry.on !== "desk");
  return (
    <nav class="desk-nav" aria-label={text.nav}>
      {ENTRIES.map((entry) => {
        const isHere = entry.href === here;
        // On a phone the pages without a place of their own belong to "more".
        const isNear = entry.word === "more" && !isOnBar && part !== "";
        return (
          <a
            key={entry.href}
            class={`desk-link desk-link-${entry.on}${isNear ? " desk-link-near" : ""}`}
            href={entry.href}
            aria-current={isHere ? "page" : undefined}
          >
            <Icon name={entry.icon} />
            <span>{text[entry.word]}</span>
          </a>
        );
      })}
    </nav>
  );
}
