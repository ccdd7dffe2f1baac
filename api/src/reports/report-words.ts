import type { ReportGroup } from "@resik/contract/bank/rule";
import type { REPORT_STATES } from "@resik/contract/http/bank/reports";

/** Words of the agency's sheets, which are in Indonesian whatever the page's language is. */

export const GROUP_WORDS = {
  plastic: "Plastik",
  paper: "Kertas",
  metal: "Logam",
  glass: "Kaca",
  other: "Lain-lain",
} as const satisfies Record<ReportGroup, string>;

export const STATE_WORDS = {
  draft: "belum dikirim",
  submitted: "menunggu pemeriksaan",
  verified: "terverifikasi",
  returned: "perlu diperbaiki",
} as const satisfies Record<(typeof REPORT_STATES)[number], string>;

const MONTH_WORDS = [
  "Januari",
  "Februari",
  "Maret",
  "April",
  "Mei",
  "Juni",
  "Juli",
  "Agustus",
  "September",
  "Oktober",
  "November",
  "Desember",
] as const;

/** `2026-11` as "November 2026". */
export function monthWords(month: string): string {
  const [year, ofYear] = month.split("-").map(Number);
  return `${MONTH_WORDS[(ofYear ?? 1) - 1] ?? month} ${year ?? ""}`;
}

export const isCompleteWords = (isComplete: boolean): string =>
  isComplete ? "Periode sudah selesai" : "Periode masih berjalan: angka dapat bertambah";
