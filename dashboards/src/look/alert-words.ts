import { RULE_NAMES as RULES, SEVERITY_NAMES as SEVERITIES } from "@resik/contract/alert-text";
import { whenAbsent, wordsOf } from "./scale.ts";

export const SEVERITY_NAMES = {
  warning: { text: SEVERITIES.warning.id, color: "orange" },
  high: { text: SEVERITIES.high.id, color: "red" },
  critical: { text: SEVERITIES.critical.id, color: "dark-red" },
} as const;

export const SEVERITY_WORDS = wordsOf(SEVERITY_NAMES);

export const STATE_NAMES = {
  open: { text: "Terbuka", color: "red" },
  acknowledged: { text: "Sudah dilihat", color: "orange" },
  resolved: { text: "Selesai", color: "green" },
} as const;

export const STATE_WORDS = wordsOf(STATE_NAMES);

/** The rules that came with the program; one that somebody made shows its own id. */
export const RULE_NAMES: Readonly<Record<string, { text: string }>> = Object.fromEntries(
  Object.entries(RULES).map(([rule, { id: text }]) => [rule, { text }]),
);

export const RULE_WORDS = wordsOf(RULE_NAMES);

export const PRESENCE_WORDS = [
  ...wordsOf({
    online: { text: "Tersambung", color: "green" },
    offline: { text: "Terputus", color: "red" },
  }),
  ...whenAbsent("Belum diketahui"),
];
