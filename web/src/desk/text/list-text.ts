import type { AlertState, Severity } from "../edge/parse-alerts.ts";
import type { HealthFault } from "../edge/parse-health.ts";
import type { ReportKind, ReportState } from "../edge/parse-resident-reports.ts";
import type { TaskKind, TaskState } from "../edge/parse-tasks.ts";
import { createTextHook, type PageText } from "../../text/page-text.ts";

/** Words for members of closed lists: a member without a word does not compile. */
const indonesian = {
  severity: { critical: "Kritis", high: "Tinggi", warning: "Peringatan" } satisfies Record<
    Severity,
    string
  >,
  alertState: {
    open: "Belum dilihat",
    acknowledged: "Sudah dilihat",
    resolved: "Selesai",
  } satisfies Record<AlertState, string>,
  taskKind: {
    "empty-bin": "Kosongkan bak",
    "check-burning": "Periksa pembakaran",
    "inspect-device": "Periksa alat",
    "replace-battery": "Ganti baterai",
    "check-power": "Periksa listrik",
    "renew-tera": "Tera ulang timbangan",
    "clean-up": "Bersihkan tempat",
    other: "Tugas lain",
  } satisfies Record<TaskKind, string>,
  taskState: {
    open: "Belum mulai",
    started: "Dikerjakan",
    done: "Selesai",
    cancelled: "Dibatalkan",
  } satisfies Record<TaskState, string>,
  reportKind: {
    "full-bin": "Bak penuh",
    burning: "Pembakaran sampah",
    dumping: "Sampah dibuang sembarangan",
    "broken-bin": "Bak rusak",
    other: "Laporan lain",
  } satisfies Record<ReportKind, string>,
  reportState: {
    received: "Baru masuk",
    "in-work": "Dikerjakan",
    done: "Selesai",
    declined: "Tidak dikerjakan",
  } satisfies Record<ReportState, string>,
  fault: {
    silent: "Tidak mengirim",
    offline: "Mati",
    stuck: "Angka macet",
    zero: "Selalu nol",
    "no-echo": "Tanpa gema",
    "wall-echo": "Sensor terhalang",
    "stuck-near": "Sensor basah atau kotor",
    tilted: "Miring",
    "out-of-family": "Menyimpang dari stasiun lain",
    drifting: "Bergeser perlahan",
    "battery-low": "Baterai lemah",
    "battery-soon": "Baterai segera habis",
    "tera-expired": "Masa tera lewat",
    "tera-soon": "Masa tera segera lewat",
  } satisfies Record<HealthFault, string>,
  minutes: (count: number) => `${count} menit`,
  hours: (count: number) => `${count} jam`,
  hoursMinutes: (hours: number, minutes: number) => `${hours} jam ${minutes} menit`,
  days: (count: number) => `${count} hari`,
  daysHours: (days: number, hours: number) => `${days} hari ${hours} jam`,
  lessThanMinute: "< 1 menit",
  today: (clock: string) => `hari ini ${clock}`,
  tomorrow: (clock: string) => `besok ${clock}`,
  yesterday: (clock: string) => `kemarin ${clock}`,
  onDay: (day: string, clock: string) => `${day} ${clock}`,
  nobody: "Belum ada",
  changed: "Ada yang berubah.",
  reload: "Perbarui daftar",
};

export const listText: PageText<typeof indonesian> = {
  id: indonesian,
  en: {
    severity: { critical: "Critical", high: "High", warning: "Warning" },
    alertState: { open: "Not seen yet", acknowledged: "Seen", resolved: "Ended" },
    taskKind: {
      "empty-bin": "Empty the bin",
      "check-burning": "Check for burning",
      "inspect-device": "Inspect the device",
      "replace-battery": "Replace the battery",
      "check-power": "Check the power",
      "renew-tera": "Verify the scale anew",
      "clean-up": "Clean the place up",
      other: "Other task",
    },
    taskState: { open: "Not started", started: "In work", done: "Done", cancelled: "Cancelled" },
    reportKind: {
      "full-bin": "Full bin",
      burning: "Burning of waste",
      dumping: "Dumped waste",
      "broken-bin": "Broken bin",
      other: "Other report",
    },
    reportState: {
      received: "New",
      "in-work": "In work",
      done: "Done",
      declined: "Declined",
    },
    fault: {
      silent: "Silent",
      offline: "Offline",
      stuck: "Figure stuck",
      zero: "Always zero",
      "no-echo": "No echo",
      "wall-echo": "Sensor blocked",
      "stuck-near": "Sensor wet or dirty",
      tilted: "Tilted",
      "out-of-family": "Unlike other stations",
      drifting: "Drifting",
      "battery-low": "Battery low",
      "battery-soon": "Battery ends soon",
      "tera-expired": "Verification over",
      "tera-soon": "Verification ends soon",
    },
    minutes: (count) => `${count} min`,
    hours: (count) => (count === 1 ? "1 hour" : `${count} hours`),
    hoursMinutes: (hours, minutes) => `${hours} h ${minutes} min`,
    days: (count) => (count === 1 ? "1 day" : `${count} days`),
    daysHours: (days, hours) => `${days} d ${hours} h`,
    lessThanMinute: "< 1 min",
    today: (clock) => `today ${clock}`,
    tomorrow: (clock) => `tomorrow ${clock}`,
    yesterday: (clock) => `yesterday ${clock}`,
    onDay: (day, clock) => `${day} ${clock}`,
    nobody: "Nobody yet",
    changed: "Something changed.",
    reload: "Update the list",
  },
};

export const useListText = createTextHook(listText);
export type ListText = typeof indonesian;
