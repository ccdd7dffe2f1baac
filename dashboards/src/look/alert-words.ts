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
  "bin-soon-full": { text: "Bak segera penuh" },
  "bin-hot": { text: "Bak panas" },
  "bin-tilted": { text: "Bak miring" },
  "bin-no-echo": { text: "Sensor bak tanpa gema" },
  "bin-wall-echo": { text: "Sensor bak terhalang" },
  "bin-stuck-near": { text: "Sensor bak basah atau kotor" },
  "pm25-high": { text: "PM2.5 tinggi" },
  "pm25-very-high": { text: "PM2.5 sangat tinggi" },
  plume: { text: "Ada yang membakar" },
  haze: { text: "Kabut asap" },
  "air-stuck": { text: "Kipas sensor udara macet" },
  "air-zero": { text: "Sensor udara membaca nol" },
  "air-out-of-family": { text: "Stasiun udara menyimpang" },
  "battery-low-bin": { text: "Baterai lemah (bak)" },
  "battery-low-air": { text: "Catu daya lemah (udara)" },
  "battery-low-scale": { text: "Catu daya lemah (timbangan)" },
  "battery-soon-bin": { text: "Baterai segera habis (bak)" },
  "device-silent": { text: "Alat diam" },
  "site-silent": { text: "Satu tempat diam" },
  "tera-expired": { text: "Masa tera lewat" },
  "tera-soon": { text: "Masa tera segera lewat" },
};

export const RULE_WORDS = wordsOf(RULE_NAMES);

export const PRESENCE_WORDS = [
  ...wordsOf({
    online: { text: "Tersambung", color: "green" },
    offline: { text: "Terputus", color: "red" },
  }),
  ...whenAbsent("Belum diketahui"),
];
