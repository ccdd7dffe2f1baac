import { whenAbsent, wordsOf } from "./scale.ts";

export const SEVERITY_NAMES = {
  warning: { text: "Peringatan", color: "orange" },
  high: { text: "Tinggi", color: "red" },
  critical: { text: "Kritis", color: "dark-red" },
} as const;

export const SEVERITY_WORDS = wordsOf(SEVERITY_NAMES);

export const STATE_NAMES = {
  open: { text: "Terbuka", color: "red" },
  acknowledged: { text: "Sudah dilihat", color: "orange" },
  resolved: { text: "Selesai", color: "green" },
} as const;

export const STATE_WORDS = wordsOf(STATE_NAMES);

/** The rules of a new installation; one that was added later shows its own id. */
export const RULE_NAMES: Readonly<Record<string, { text: string }>> = {
  "bin-full": { text: "Bak penuh" },
  "bin-hot": { text: "Bak panas" },
  "pm25-high": { text: "PM2.5 tinggi" },
  "pm25-very-high": { text: "PM2.5 sangat tinggi" },
  "battery-low-bin": { text: "Baterai lemah (bak)" },
  "battery-low-air": { text: "Catu daya lemah (udara)" },
  "battery-low-scale": { text: "Catu daya lemah (timbangan)" },
  "device-silent": { text: "Alat diam" },
  "site-silent": { text: "Satu tempat diam" },
  "tera-expired": { text: "Masa tera lewat" },
};

export const RULE_WORDS = wordsOf(RULE_NAMES);

export const PRESENCE_WORDS = [
  ...wordsOf({
    online: { text: "Tersambung", color: "green" },
    offline: { text: "Terputus", color: "red" },
  }),
  ...whenAbsent("Belum diketahui"),
];
