import type { Correction, CorrectionRequest } from "@resik/contract/http/ispu";
import {
  answerOf,
  fields,
  instantMs,
  integer,
  list,
  literal,
  nullable,
  number,
  tagged,
  text,
  type Read,
} from "../../edge/parts.ts";
import { fromInputText } from "../../format/time.ts";
import { readNumber } from "../rules/rule-draft.ts";
import { optional } from "./device-parts.ts";

const growthNumbers = { a: number, b: number };
const linearNumbers = { slope: number, humidityPerPercent: number, offsetUgM3: number };

const nonePart = fields({ method: literal("none") });
const growthPart = fields({
  method: literal("growth"),
  ...growthNumbers,
  pm10: optional(fields(growthNumbers)),
});
const linearPart = fields({
  method: literal("linear"),
  ...linearNumbers,
  pm10: optional(fields(linearNumbers)),
});
type ReadCorrection = Read<typeof nonePart> | Read<typeof growthPart> | Read<typeof linearPart>;

const versionPart = fields({
  version: integer,
  from: instantMs,
  correction: tagged<ReadCorrection>("method", {
    none: nonePart,
    growth: growthPart,
    linear: linearPart,
  }),
  note: text,
  by: nullable(text),
});
export type CorrectionVersion = Read<typeof versionPart>;

/** `GET devices/{id}/correction` and the answer of a new version. */
export const parseCorrections = answerOf(fields({ versions: list(versionPart) }));

export const METHODS = ["growth", "linear", "none"] as const satisfies Correction["method"][];

/** The numbers of each method, as they are typed. */
export const NUMBERS = {
  growth: ["a", "b"],
  linear: ["slope", "humidityPerPercent", "offsetUgM3"],
  none: [],
} as const;
export type NumberName = (typeof NUMBERS)[keyof typeof NUMBERS][number];

/** What the api takes of each. */
export const BOUNDS: Record<NumberName, { min: number; max: number }> = {
  a: { min: 0, max: 5 },
  b: { min: 1, max: 20 },
  slope: { min: 0.05, max: 5 },
  humidityPerPercent: { min: -2, max: 2 },
  offsetUgM3: { min: -50, max: 50 },
};

export interface CorrectionDraft {
  method: Correction["method"];
  pm25: Record<NumberName, string>;
  /** Numbers of its own for PM10; without them it stays as measured. */
  pm10: Record<NumberName, string>;
  hasPm10: boolean;
  /** `2026-11-21T07:00`, in WIB. */
  from: string;
  note: string;
}

export type CorrectionProblem = `pm25.${NumberName}` | `pm10.${NumberName}` | "from" | "note";

const EMPTY: Record<NumberName, string> = {
  a: "",
  b: "",
  slope: "",
  humidityPerPercent: "",
  offsetUgM3: "",
};

export const newCorrection = (from: string): CorrectionDraft => ({
  method: "growth",
  pm25: EMPTY,
  pm10: EMPTY,
  hasPm10: false,
  from,
  note: "",
});

const NOTE_MAX = 300;

export interface ReadCorrectionDraft {
  /** Null while something is wrong. */
  request: CorrectionRequest | null;
  problems: ReadonlySet<CorrectionProblem>;
}

export function readCorrection(draft: CorrectionDraft): ReadCorrectionDraft {
  const problems = new Set<CorrectionProblem>();
  const { method } = draft;
  const read = (of: "pm25" | "pm10", name: NumberName): number => {
    const value = readNumber(draft[of][name]);
    const { min, max } = BOUNDS[name];
    if (value === null || value < min || value > max) problems.add(`${of}.${name}`);
    return value ?? 0;
  };
  const growth = (of: "pm25" | "pm10") => ({ a: read(of, "a"), b: read(of, "b") });
  const linear = (of: "pm25" | "pm10") => ({
    slope: read(of, "slope"),
    humidityPerPercent: read(of, "humidityPerPercent"),
    offsetUgM3: read(of, "offsetUgM3"),
  });
  const correction = ((): Correction => {
    switch (method) {
      case "none":
        return { method };
      case "growth":
        return { method, ...growth("pm25"), ...(draft.hasPm10 ? { pm10: growth("pm10") } : {}) };
      case "linear":
        return { method, ...linear("pm25"), ...(draft.hasPm10 ? { pm10: linear("pm10") } : {}) };
    }
  })();
  const fromMs = fromInputText(draft.from);
  if (Number.isNaN(fromMs)) problems.add("from");
  const note = draft.note.trim();
  if (note === "" || note.length > NOTE_MAX) problems.add("note");
  if (problems.size > 0) return { request: null, problems };
  return { request: { from: new Date(fromMs).toISOString(), correction, note }, problems };
}
