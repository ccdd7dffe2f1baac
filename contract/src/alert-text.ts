import type { AlertSeverity } from "./alert-rule.ts";
import type { FigureId } from "./figure.ts";

/** The two languages in which people are spoken to. */
export type TextLanguage = "id" | "en";
type Words = Readonly<Record<TextLanguage, string>>;

/** Names of the rules that came with the program, for pages and messages alike. */
export const RULE_NAMES: Readonly<Record<string, Words>> = {
  "bin-full": { id: "Bak penuh", en: "Bin full" },
  "bin-soon-full": { id: "Bak segera penuh", en: "Bin full soon" },
  "bin-hot": { id: "Bak panas", en: "Bin hot" },
  "bin-tilted": { id: "Bak miring", en: "Bin tilted" },
  "bin-no-echo": { id: "Sensor bak tanpa gema", en: "Bin sensor without echo" },
  "bin-wall-echo": { id: "Sensor bak terhalang", en: "Bin sensor blocked" },
  "bin-stuck-near": { id: "Sensor bak basah atau kotor", en: "Bin sensor wet or dirty" },
  "pm25-high": { id: "PM2.5 tinggi", en: "PM2.5 high" },
  "pm25-very-high": { id: "PM2.5 sangat tinggi", en: "PM2.5 very high" },
  plume: { id: "Ada yang membakar", en: "Somebody burns waste" },
  haze: { id: "Kabut asap", en: "Haze" },
  "air-stuck": { id: "Kipas sensor udara macet", en: "Air sensor's fan stuck" },
  "air-zero": { id: "Sensor udara membaca nol", en: "Air sensor reads zero" },
  "air-out-of-family": { id: "Stasiun udara menyimpang", en: "Air station out of line" },
  "battery-low-bin": { id: "Baterai lemah (bak)", en: "Battery low (bin)" },
  "battery-low-air": { id: "Catu daya lemah (udara)", en: "Supply low (air)" },
  "battery-low-scale": { id: "Catu daya lemah (timbangan)", en: "Supply low (scale)" },
  "battery-soon-bin": { id: "Baterai segera habis (bak)", en: "Battery ends soon (bin)" },
  "device-silent": { id: "Alat diam", en: "Device silent" },
  "site-silent": { id: "Satu tempat diam", en: "Site silent" },
  "tera-expired": { id: "Masa tera lewat", en: "Scale's verification over" },
  "tera-soon": { id: "Masa tera segera lewat", en: "Scale's verification ends soon" },
};

/** What a rule is called: the name somebody gave it, the built-in one, else its id. */
export const ruleName = (id: string, given: string | null, language: TextLanguage): string =>
  given ?? RULE_NAMES[id]?.[language] ?? id;

export const SEVERITY_NAMES: Readonly<Record<AlertSeverity, Words>> = {
  warning: { id: "Peringatan", en: "Warning" },
  high: { id: "Tinggi", en: "High" },
  critical: { id: "Kritis", en: "Critical" },
};

/** What the value of an alert is: a figure, seconds of silence, or how many devices are silent. */
export type ValueMeaning = FigureId | "silent" | "site-silent";

export interface ValueForm {
  /** Multiplies the value first. */
  factor: number;
  digits: number;
  unit: Words;
}

const same = (unit: string): Words => ({ id: unit, en: unit });
const PERCENT: ValueForm = { factor: 100, digits: 0, unit: same("%") };
const HOURS: ValueForm = { factor: 1, digits: 0, unit: { id: "jam", en: "h" } };
const DAYS: ValueForm = { factor: 1, digits: 0, unit: { id: "hari", en: "days" } };
const PARTICLES: ValueForm = { factor: 1, digits: 0, unit: same("µg/m³") };

const FORMS: Readonly<Record<ValueMeaning, ValueForm>> = {
  fillRatio: PERCENT,
  hoursToFull: HOURS,
  temperatureC: { factor: 1, digits: 0, unit: same("°C") },
  tiltDeg: { factor: 1, digits: 0, unit: same("°") },
  noEchoRatio: PERCENT,
  wallEchoHours: HOURS,
  nearStuckHours: HOURS,
  pm25HourUgM3: PARTICLES,
  pm25PlumeUgM3: PARTICLES,
  pm25HazeUgM3: PARTICLES,
  airStuckHours: HOURS,
  airZeroHours: HOURS,
  airFamilyRatio: { factor: 1, digits: 1, unit: { id: "kali", en: "times" } },
  batteryV: { factor: 1, digits: 2, unit: same("V") },
  batteryDaysLeft: DAYS,
  teraDaysLeft: DAYS,
  // Stored in seconds, read in minutes; see `valueText`.
  silent: { factor: 1 / 60, digits: 0, unit: { id: "menit", en: "min" } },
  "site-silent": { factor: 1, digits: 0, unit: { id: "alat", en: "devices" } },
};

/** English has another word for one; Indonesian has not. */
const SINGULAR: Readonly<Record<string, string>> = { days: "day", devices: "device" };

const LOCALES: Readonly<Record<TextLanguage, string>> = { id: "id-ID", en: "en-GB" };
/** From here silence is told in hours. */
const SILENT_HOURS_FROM_S = 7_200;

/** How the values of a rule are written: multiplied, with so many decimals, in this unit. */
export const valueForm = (meaning: ValueMeaning): ValueForm => FORMS[meaning];

/** A value as people read it, with its unit: `92%`, `3,15 V`, `6 jam`. */
export function valueText(meaning: ValueMeaning, value: number, language: TextLanguage): string {
  if (meaning === "teraDaysLeft" && value < 0) {
    const days = valueText(meaning, -value, language);
    return language === "id" ? `lewat ${days}` : `${days} over`;
  }
  const isLong = meaning === "silent" && value >= SILENT_HOURS_FROM_S;
  const { factor, digits, unit } = isLong ? { ...HOURS, factor: 1 / 3_600 } : FORMS[meaning];
  const number = new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(value * factor)
    // What rounds to zero has no sign. (Phones of 2021 do not know `signDisplay: "negative"`.)
    .replace(/^-(?=[0.,]+$)/, "");
  const word = unit[language];
  // A percentage and a degree stand at their number, as elsewhere on the pages.
  const isTight = word === "%" || word === "°";
  return `${number}${isTight ? "" : " "}${number === "1" ? (SINGULAR[word] ?? word) : word}`;
}

/** What the value of a rule with this condition means; null for one that is not known. */
export function meaningOf(condition: {
  kind: string;
  figure?: FigureId | undefined;
}): ValueMeaning | null {
  if (condition.kind === "figure") return condition.figure ?? null;
  return condition.kind === "silent" || condition.kind === "site-silent" ? condition.kind : null;
}
