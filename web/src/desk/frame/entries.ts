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
  | "figures"
  | "banks";

export interface Entry {
  href: string;
  icon: DeskIconName;
  word: EntryWord;
  /** Has a place of its own on a phone's bar. */
  isOnBar?: boolean;
  /** Operators have it too, with what is theirs. */
  isForOperators?: boolean;
}

export interface EntryGroup {
  word: "groupToday" | "groupDevices" | "groupSettings" | "groupFigures";
  entries: readonly Entry[];
}

const GROUPS: readonly EntryGroup[] = [
  {
    word: "groupToday",
    entries: [
      { href: "/dlh", icon: "now", word: "now", isOnBar: true, isForOperators: true },
      {
        href: "/dlh/peringatan",
        icon: "alert",
        word: "alerts",
        isOnBar: true,
        isForOperators: true,
      },
      { href: "/dlh/tugas", icon: "task", word: "tasks", isOnBar: true, isForOperators: true },
      { href: "/dlh/laporan", icon: "report", word: "reports", isOnBar: true },
      { href: "/dlh/angkut", icon: "collection", word: "collection", isForOperators: true },
    ],
  },
  {
    word: "groupDevices",
    entries: [
      { href: "/dlh/perangkat", icon: "device", word: "devices", isForOperators: true },
      { href: "/dlh/tempat", icon: "place", word: "sites" },
      { href: "/dlh/bandingkan", icon: "compare", word: "compare", isForOperators: true },
      { href: "/dlh/karantina", icon: "quarantine", word: "quarantine" },
    ],
  },
  {
    word: "groupSettings",
    entries: [
      { href: "/dlh/aturan", icon: "rule", word: "rules" },
      { href: "/dlh/penerima", icon: "target", word: "targets" },
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
export const entryGroups = (isStaff: boolean): EntryGroup[] =>
  GROUPS.map(({ word, entries }) => ({
    word,
    entries: entries.filter((entry) => isStaff || entry.isForOperators === true),
  })).filter(({ entries }) => entries.length > 0);

/** Whether one may open the page with this first part below `/dlh`. */
export const isOpenTo = (part: string, isStaff: boolean): boolean => {
  if (isStaff || part === "" || part === "menu") return true;
  const entry = GROUPS.flatMap(({ entries }) => entries).find(
    ({ href }) => href === `/dlh/${part}`,
  );
  return entry === undefined || entry.isForOperators === true;
};
