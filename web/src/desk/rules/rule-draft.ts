import { valueForm } from "@resik/contract/alert-text";
import { figureOf, type FigureId } from "@resik/contract/figure";
import type { AlertRuleInput } from "@resik/contract/http/alert-rules";
import type { DeviceKind } from "@resik/contract/http/registry";
import type { RuleView } from "./parse-alert-rules.ts";

/** A rule as it stands in the form: what people type, in the units that they read. */
export interface RuleDraft {
  /** Empty: the rule's own name. */
  name: string;
  severity: RuleView["severity"];
  kinds: DeviceKind[];
  sites: string[];
  durationMin: string;
  escalateMin: string;
  enabled: boolean;
  isAlways: boolean;
  days: number[];
  /** `07:30`. */
  fromTime: string;
  toTime: string;
  condition: RuleView["condition"]["kind"];
  figure: FigureId;
  raise: string;
  clear: string;
  devicesMin: string;
  sharePercent: string;
  clearPercent: string;
}

/** Fields with something wrong in them; the pages have words for each. */
export type DraftProblem =
  | "name"
  | "kinds"
  | "duration"
  | "escalate"
  | "days"
  | "times"
  | "raise"
  | "clear"
  | "devices"
  | "share"
  | "clearShare";

const DAY_MINUTES = 1_440;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

/** Two decimals more than are shown, so that nothing is lost between form and rule. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

const typed = (value: number): string => String(rounded(value)).replace(".", ",");

/** Null for what is no number; both marks of a decimal are understood. */
export function readNumber(text: string): number | null {
  const trimmed = text.trim().replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : null;
}

/**
 * The same for what nobody types with three decimals, such as minutes or grams: `1.440` is read as
 * the form itself writes it, with a point between thousands.
 */
export function readFigure(text: string): number | null {
  const isGrouped = /^-?[1-9]\d{0,2}(\.\d{3})+$/.test(text.trim());
  return readNumber(isGrouped ? text.replace(/\./g, "") : text);
}

const readCount = (text: string, max: number): number | null => {
  const value = readFigure(text);
  return value !== null && Number.isInteger(value) && value >= 0 && value <= max ? value : null;
};

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function minuteOf(time: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** A new rule: the fill of bins, from where it is easily seen on the preview. */
export const NEW_DRAFT: RuleDraft = {
  name: "",
  severity: "warning",
  kinds: ["bin"],
  sites: [],
  durationMin: "10",
  escalateMin: "0",
  enabled: true,
  isAlways: true,
  days: EVERY_DAY,
  fromTime: "06:00",
  toTime: "18:00",
  condition: "figure",
  figure: "fillRatio",
  raise: "80",
  clear: "60",
  devicesMin: "3",
  sharePercent: "50",
  clearPercent: "25",
};

export function draftOf(rule: RuleView): RuleDraft {
  const { condition, schedule } = rule;
  const common: RuleDraft = {
    ...NEW_DRAFT,
    name: rule.name ?? "",
    severity: rule.severity,
    kinds: [...rule.kinds],
    sites: [...rule.sites],
    durationMin: typed(rule.durationS / 60),
    escalateMin: String(rule.escalateAfterMin),
    enabled: rule.enabled,
    isAlways: schedule === null,
    ...(schedule
      ? {
          days: [...schedule.days],
          fromTime: clock(schedule.fromMinute),
          toTime: clock(schedule.toMinute),
        }
      : {}),
    condition: condition.kind,
  };
  if (condition.kind === "figure") {
    const { factor } = valueForm(condition.figure);
    const { figure, raise, clear } = condition;
    return { ...common, figure, raise: typed(raise * factor), clear: typed(clear * factor) };
  }
  if (condition.kind === "site-silent") {
    const { devicesMin, shareMin, clearShare } = condition;
    return {
      ...common,
      devicesMin: String(devicesMin),
      sharePercent: typed(shareMin * 100),
      clearPercent: typed(clearShare * 100),
    };
  }
  return common;
}

/** The limits of a figure as they are typed. */
export function boundsOf(figure: FigureId): { min: number; max: number } {
  const { factor } = valueForm(figure);
  const { min, max } = figureOf(figure);
  return { min: rounded(min * factor), max: rounded(max * factor) };
}

type Condition = AlertRuleInput["condition"];

/** On the good side of the limit, with something beyond it: else an alert would never end. */
function mayClear(figure: FigureId, raise: number, clear: number): boolean {
  const { bad, min, max } = figureOf(figure);
  return bad === "above" ? clear < raise && clear > min : clear > raise && clear < max;
}

function figureCondition(
  draft: RuleDraft,
  problems: Set<DraftProblem>,
): Extract<Condition, { kind: "figure" }> {
  const { factor } = valueForm(draft.figure);
  const spec = figureOf(draft.figure);
  const raiseShown = readFigure(draft.raise);
  const clearShown = readFigure(draft.clear);
  const raise = raiseShown === null ? null : rounded(raiseShown / factor);
  const clear = clearShown === null ? null : rounded(clearShown / factor);
  if (raise === null || raise < spec.min || raise > spec.max) problems.add("raise");
  const isClear = raise !== null && clear !== null && mayClear(draft.figure, raise, clear);
  if (!isClear) problems.add("clear");
  if (draft.kinds.some((kind) => !spec.kinds.includes(kind))) problems.add("kinds");
  return { kind: "figure", figure: draft.figure, raise: raise ?? 0, clear: clear ?? 0 };
}

function siteCondition(
  draft: RuleDraft,
  problems: Set<DraftProblem>,
): Extract<Condition, { kind: "site-silent" }> {
  const devicesMin = readCount(draft.devicesMin, 1_000);
  const share = readNumber(draft.sharePercent);
  const clearShare = readNumber(draft.clearPercent);
  if (devicesMin === null || devicesMin < 2) problems.add("devices");
  if (share === null || share <= 0 || share > 100) problems.add("share");
  if (clearShare === null || clearShare < 0 || (share !== null && clearShare >= share)) {
    problems.add("clearShare");
  }
  return {
    kind: "site-silent",
    devicesMin: devicesMin ?? 0,
    shareMin: rounded((share ?? 0) / 100),
    clearShare: rounded((clearShare ?? 0) / 100),
  };
}

function scheduleOf(draft: RuleDraft, problems: Set<DraftProblem>): AlertRuleInput["schedule"] {
  if (draft.isAlways) return null;
  const fromMinute = minuteOf(draft.fromTime);
  // A day that goes on to its end is chosen as 00:00.
  const toMinute = draft.toTime === "00:00" ? DAY_MINUTES : minuteOf(draft.toTime);
  if (draft.days.length === 0) problems.add("days");
  if (fromMinute === null || toMinute === null || fromMinute === toMinute) problems.add("times");
  const days = [...draft.days].sort((a, b) => a - b);
  return { days, fromMinute: fromMinute ?? 0, toMinute: toMinute ?? 0 };
}

/** The rule that a draft stands for, and what is wrong with it. */
export function readDraft(
  draft: RuleDraft,
  needsName: boolean,
): { rule: AlertRuleInput | null; problems: ReadonlySet<DraftProblem> } {
  const problems = new Set<DraftProblem>();
  const name = draft.name.trim();
  if (needsName && name === "") problems.add("name");
  if (draft.kinds.length === 0) problems.add("kinds");
  const durationMin = readFigure(draft.durationMin);
  const durationS = Math.round((durationMin ?? -1) * 60);
  if (durationS < 0 || durationS > 7 * 86_400) problems.add("duration");
  const escalateAfterMin = readCount(draft.escalateMin, 10_080);
  if (escalateAfterMin === null) problems.add("escalate");
  const schedule = scheduleOf(draft, problems);
  const condition: Condition =
    draft.condition === "figure"
      ? figureCondition(draft, problems)
      : draft.condition === "site-silent"
        ? siteCondition(draft, problems)
        : { kind: "silent" };
  if (problems.size > 0) return { rule: null, problems };
  const rule: AlertRuleInput = {
    name: name === "" ? null : name,
    severity: draft.severity,
    kinds: draft.kinds,
    // Ids of the list of sites, which the server gave.
    sites: draft.sites as AlertRuleInput["sites"],
    durationS,
    schedule,
    escalateAfterMin: escalateAfterMin ?? 0,
    enabled: draft.enabled,
    condition,
  };
  return { rule, problems };
}

/** A slug for a new rule from its name; `taken` gets a number behind. */
export function ruleIdOf(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const stem = (words.length < 2 ? `aturan-${words}` : words).slice(0, 34).replace(/-+$/, "");
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(id)) return id;
  }
}
