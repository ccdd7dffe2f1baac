import type { CellScenario } from "./physics/cell.ts";
import type { SpellRate } from "./physics/spell.ts";

export interface BinScenario {
  /** Share of reads without an echo, drawn per bin in this range. */
  noEchoRatioMin: number;
  noEchoRatioMax: number;
  /** A wall or a hanging bag echoes: reads full for hours. */
  wallEcho: SpellRate;
  /** Water or a cobweb on the sensor: stuck at its nearest distance. */
  condensation: SpellRate;
  tilt: SpellRate;
  fire: SpellRate;
  /** Soft bags or foam on top: hours without an echo. */
  noEchoSpell: SpellRate;
  /** How cells fail; absent: they only age. */
  cell?: CellScenario;
}

export interface AirScenario {
  /** Somebody burns waste nearby: 100 to 400 µg/m³. */
  burning: SpellRate;
  /** Smoke from far away, 150 to 300 µg/m³ over the whole district. */
  haze: "never" | "sometimes" | "often" | "always";
  /** The fan stops: the same value again and again. */
  stuckFan: SpellRate;
  /** Its sensor is silent; the station goes on saying that it is there. */
  gap: SpellRate;
  /** The light is out: every value is zero. */
  zero: SpellRate;
  /** Dust in the head: values fall to a quarter or grow to several times, until it is cleaned. */
  ageing: SpellRate;
}

export interface ScaleScenario {
  sessions: "weekly" | "daily" | "all-day";
  visitsMin: number;
  visitsMax: number;
  neverStableRatio: number;
  overloadRatio: number;
  /** Share of scales whose verification (tera) has expired. */
  expiredTeraRatio: number;
}

export interface LinkScenario {
  /** Share of time a link is up, drawn per device in this range; 1 means no outages. */
  upRatioMin: number;
  upRatioMax: number;
  outageMinS: number;
  outageMaxS: number;
  /** Chance that a message is sent twice with the same bytes. */
  duplicateChance: number;
  /** Chance that a message is sent after its successor. */
  reorderChance: number;
  /** The socket stays open but nothing passes. */
  halfOpenPerDay: number;
}

export interface Scenario {
  about: string;
  bin: BinScenario;
  air: AirScenario;
  scale: ScaleScenario;
  link: LinkScenario;
  /** The supply of all sites fails at once, as that of a village: see `sitePowerCut`. */
  powerCut: SpellRate;
  /** The supply of one site fails, and its router with it: stations go dark, bins lose their link. */
  sitePowerCut: SpellRate;
  /** One device is off by itself: unplugged, hung, stolen. */
  deviceOff: SpellRate;
  /** Share of devices whose clock is unset, and whose clock is wrong (1970 or a day ahead). */
  unsetClockRatio: number;
  wrongClockRatio: number;
}

const never: SpellRate = { perDay: 0, minS: 0, maxS: 0 };

const usualBin: BinScenario = {
  noEchoRatioMin: 0.02,
  noEchoRatioMax: 0.05,
  wallEcho: { perDay: 0.02, minS: 7_200, maxS: 28_800 },
  condensation: { perDay: 0.015, minS: 10_800, maxS: 43_200 },
  tilt: { perDay: 0.01, minS: 1_800, maxS: 14_400 },
  fire: { perDay: 0.003, minS: 1_200, maxS: 3_600 },
  noEchoSpell: never,
};
const usualAir: AirScenario = {
  burning: { perDay: 0.4, minS: 1_200, maxS: 3_600 },
  haze: "sometimes",
  stuckFan: { perDay: 0.01, minS: 7_200, maxS: 86_400 },
  gap: { perDay: 0.06, minS: 3_600, maxS: 21_600 },
  zero: never,
  ageing: never,
};
const usualScale: ScaleScenario = {
  sessions: "weekly",
  visitsMin: 20,
  visitsMax: 60,
  neverStableRatio: 0.015,
  overloadRatio: 0.003,
  expiredTeraRatio: 0.1,
};
const steadyLink: LinkScenario = {
  upRatioMin: 1,
  upRatioMax: 1,
  outageMinS: 300,
  outageMaxS: 21_600,
  duplicateChance: 0,
  reorderChance: 0,
  halfOpenPerDay: 0,
};
const villageLink: LinkScenario = {
  upRatioMin: 0.9,
  upRatioMax: 0.98,
  outageMinS: 300,
  outageMaxS: 21_600,
  duplicateChance: 0.01,
  reorderChance: 0.01,
  halfOpenPerDay: 0.5,
};
const usual = {
  bin: usualBin,
  air: usualAir,
  scale: usualScale,
  link: steadyLink,
  powerCut: never,
  sitePowerCut: never,
  deviceOff: never,
  unsetClockRatio: 0,
  wrongClockRatio: 0,
};

/** What a fleet lives through, as data. Rates are per device and day unless said otherwise. */
export const SCENARIOS = {
  calm: {
    ...usual,
    about: "An ordinary week without faults of sensors or links.",
    bin: { ...usualBin, wallEcho: never, condensation: never, tilt: never, fire: never },
    air: {
      burning: never,
      haze: "never",
      stuckFan: never,
      gap: never,
      zero: never,
      ageing: never,
    },
    scale: { ...usualScale, neverStableRatio: 0, overloadRatio: 0, expiredTeraRatio: 0 },
  },
  demo: {
    ...usual,
    about: "A lively district: usual faults, links that are mostly up.",
    scale: { ...usualScale, sessions: "daily" },
    link: { ...villageLink, upRatioMin: 0.97, upRatioMax: 0.995, outageMaxS: 3_600 },
    unsetClockRatio: 0.03,
  },
  burning: {
    ...usual,
    about: "Waste is burned near every air station several times a day; bins catch fire.",
    bin: { ...usualBin, fire: { perDay: 0.3, minS: 1_200, maxS: 3_600 } },
    air: { ...usualAir, burning: { perDay: 6, minS: 1_200, maxS: 3_600 } },
  },
  haze: {
    ...usual,
    about: "Smoke lies over the whole district for the whole run.",
    air: { ...usualAir, haze: "always" },
  },
  "lossy-links": {
    ...usual,
    about: "Links are up 90 to 98 % of the time, duplicate, reorder and hang half-open.",
    link: { ...villageLink, duplicateChance: 0.05, reorderChance: 0.05, halfOpenPerDay: 4 },
    unsetClockRatio: 0.1,
  },
  "power-cut": {
    ...usual,
    about: "The supply fails twice a day for 5 to 60 minutes, for all devices at once.",
    powerCut: { perDay: 2, minS: 300, maxS: 3_600 },
    link: villageLink,
  },
  "weighing-day": {
    ...usual,
    about: "Every scale weighs all day long.",
    scale: { ...usualScale, sessions: "all-day" },
  },
  desk: {
    ...usual,
    about: "A month in which all that the desk must notice happens often enough to be judged.",
    bin: {
      ...usualBin,
      wallEcho: { perDay: 0.05, minS: 7_200, maxS: 28_800 },
      condensation: { perDay: 0.05, minS: 10_800, maxS: 43_200 },
      tilt: { perDay: 0.04, minS: 3_600, maxS: 14_400 },
      fire: { perDay: 0.04, minS: 1_200, maxS: 3_600 },
      noEchoSpell: { perDay: 0.05, minS: 14_400, maxS: 57_600 },
      cell: {
        weak: { perDay: 0.06, minS: 4 * 86_400, maxS: 14 * 86_400 },
        deadDaysMin: 0.5,
        deadDaysMax: 3,
      },
    },
    air: {
      burning: { perDay: 0.4, minS: 1_200, maxS: 3_600 },
      haze: "often",
      stuckFan: { perDay: 0.1, minS: 14_400, maxS: 86_400 },
      gap: never,
      zero: { perDay: 0.08, minS: 7_200, maxS: 43_200 },
      ageing: { perDay: 0.03, minS: 2 * 86_400, maxS: 5 * 86_400 },
    },
    scale: { ...usualScale, expiredTeraRatio: 0.1 },
    link: { ...villageLink, upRatioMin: 0.97, upRatioMax: 0.995 },
    sitePowerCut: { perDay: 0.2, minS: 900, maxS: 14_400 },
    deviceOff: { perDay: 0.03, minS: 3_600, maxS: 43_200 },
    unsetClockRatio: 0.03,
  },
  "wrong-clocks": {
    ...usual,
    about: "A third of the clocks are unset, a third are in 1970 or a day ahead.",
    unsetClockRatio: 0.33,
    wrongClockRatio: 0.33,
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

export const SCENARIO_NAMES = Object.keys(SCENARIOS) as [ScenarioName, ...ScenarioName[]];
