import type { DeskIconName } from "./desk-icon.tsx";

export type EntryWord =
  | "now"
  | "alerts"
  | "tasks"
  | "reports"
  | "collection"
  | "devices"
  | "sites"
  | "quarantine"
  | "compare"
  | "rules"
  | "targets"
  | "accounts"
  | "figures"
  | "banks";

export interface Entry {
  href: string;
  icon: DeskIconName;
  word: EntryWord;
  /** Has a place of its own on a phone's bar. */
  isOnBar?: boolean;
  /** Who has it, besides those above them; staff by default. Operators have what is theirs. */
  from?: DeskRank;
}

/** Who one is at the desk, least first. */
const RANKS = ["operator", "staff", "administrator"] as const;
export type DeskRank = (typeof RANKS)[number];

export const rankOf = (who: { isStaff: boolean; isAdministrator: boolean }): DeskRank =>
  who.isAdministrator ? "administrator" : who.isStaff ? "staff" : "operator";

const isOpen = ({ from = "staff" }: Entry, rank: DeskRank): boolean =>
  RANKS.indexOf(rank) >= RANKS.indexOf(from);

export interface EntryGroup {
  word: "groupToday" | "groupDevices" | "groupSettings" | "groupFigures";
  entries: readonly Entry[];
}

const GROUPS: readonly EntryGroup[] = [
  {
    word: "groupToday",
    entries: [
      { href: "/dlh", icon: "now", word: "now", isOnBar: true, from: "operator" },
      {
        href: "/dlh/peringatan",
        icon: "alert",
        word: "alerts",
        isOnBar: true,
        from: "operator",
      },
      { href: "/dlh/tugas", icon: "task", word: "tasks", isOnBar: true, from: "operator" },
      { href: "/dlh/laporan", icon: "report", word: "reports", isOnBar: true },
      { href: "/dlh/angkut", icon: "collection", word: "collection", from: "operator" },
    ],
  },
  {
    word: "groupDevices",
    entries: [
      { href: "/dlh/perangkat", icon: "device", word: "devices", from: "operator" },
      { href: "/dlh/tempat", icon: "place", word: "sites" },
      { href: "/dlh/bandingkan", icon: "compare", word: "compare", from: "operator" },
      { href: "/dlh/karantina", icon: "quarantine", word: "quarantine" },
    ],
  },
  {
    word: "groupSettings",
    entries: [
      { href: "/dlh/aturan", icon: "rule", word: "rules" },
      { href: "/dlh/penerima", icon: "target", word: "targets" },
      { href: "/dlh/akun", icon: "account", word: "accounts", from: "administrator" },
    ],
  },
  {
    word: "groupFigures",
    entries: [
      { href: "/dlh/angka", icon: "figures", word: "figures" },
      { href: "/dlh/bank", icon: "bank", word: "banks" },
    ],
  },
];

/** The desk's pages as one sees them, group by group. */
export const entryGroups = (rank: DeskRank): EntryGroup[] =>
  GROUPS.map(({ word, entries }) => ({
    word,
    entries: entries.filter((entry) => isOpen(entry, rank)),
  })).filter(({ entries }) => entries.length > 0);

/** Who may open the page with this first part below `/dlh`. */
export function rankFor(part: string): DeskRank {
  if (part === "" || part === "menu") return "operator";
  const entry = GROUPS.flatMap(({ entries }) => entries).find(
    ({ href }) => href === `/dlh/${part}`,
  );
  return entry === undefined ? "operator" : (entry.from ?? "staff");
}

/** Whether one may open it. */
export const isOpenTo = (part: string, rank: DeskRank): boolean =>
  RANKS.indexOf(rank) >= RANKS.indexOf(rankFor(part));
