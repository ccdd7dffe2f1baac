import { judgeFigure, type AlertRule } from "@resik/contract/alert-rule";
import type { FigureId } from "@resik/contract/figure";
import type { NewAlert } from "../registry/alerts.ts";
import type { ProgramNote } from "@resik/contract/program-note";
import { arrivalRules } from "./arrival.ts";
import { isGone, judge, type Evidence } from "./judge.ts";
import { judgeSite, SINCE_UNKNOWN_MS, type GoneSince } from "./judge-site.ts";
import { decide, type Judgement } from "./pending.ts";
import { isMuted, isScheduled, type RuleDesk } from "./rule-desk.ts";

/** An alert that is not resolved, as far as rules go on with it. */
export interface OpenAlert {
  id: string;
  openedAtMs: number;
  /** Nobody has acknowledged it, and it was not told to the next in line. */
  mayEscalate: boolean;
}

/** What is remembered between two evaluations, by rule and subject. */
export interface Memory {
  open: ReadonlyMap<string, OpenAlert>;
  /** Ids of alerts that were ended by hand while their cause goes on. */
  quiet: ReadonlyMap<string, string>;
  /** Since when a condition has held that is not raised yet, on the monotonic clock. */
  sinceMs: ReadonlyMap<string, number>;
  /** Until when silence of a site's devices is still that of the site, on the monotonic clock. */
  backUntilMs: ReadonlyMap<string, number>;
  /** Since when a device was seen to be gone; null after a start, when nobody has looked yet. */
  goneSinceMs: GoneSince | null;
}

/** What is remembered in memory alone, and begins anew with a start. */
export type Held = Pick<Memory, "sinceMs" | "backUntilMs" | "goneSinceMs">;
export const NOTHING_HELD: Held = {
  sinceMs: new Map(),
  backUntilMs: new Map(),
  goneSinceMs: null,
};

export type Act =
  | { kind: "open"; key: string; alert: Omit<NewAlert, "id"> }
  | {
      kind: "resolve";
      key: string;
      rule: string;
      id: string;
      isMuted: boolean;
      /** Absent when the device or the rule is gone: nothing was measured. */
      value?: number | null;
      note?: ProgramNote;
    }
  | { kind: "escalate"; key: string; rule: string; id: string; isMuted: boolean }
  | { kind: "end-quiet"; key: string; rule: string; id: string };

/** What is to be done, and what is to be remembered once it is done. */
export interface Decided {
  acts: Act[];
  held: Held;
}

export interface Evaluation {
  /** Judges the devices of one site. */
  site(site: string, devices: readonly Evidence[]): void;
  end(): Decided;
}

export interface Moment {
  monotonicMs: number;
  nowMs: number;
}

const MS_PER_S = 1_000;
const MS_PER_MIN = 60_000;
/** Alerts of devices that fell silent so shortly before their site are part of its silence. */
const FOLD_MS = 90 * MS_PER_MIN;
/** After a power cut a device has so many of its intervals to speak again. */
const BACK_INTERVALS = 1.5;
const INTERVAL_MS_MAX = 60 * MS_PER_MIN;
/** Told in the story alone; the pages have words for them. */
const FOLDED_NOTE: ProgramNote = "site-silent";
const ARRIVED_NOTE: ProgramNote = "arrived";

/** Figures that are the same for the whole district: one alert speaks for all. */
const DISTRICT_FIGURES: ReadonlySet<FigureId> = new Set(["pm25HazeUgM3"]);

/** In haze every station says the same of its hour. */
const COVERED_BY_HAZE: FigureId = "pm25HourUgM3";

/** A slug holds no slash, so no two pairs share a key. */
export const keyOf = (rule: string, subject: string): string => `${rule}/${subject}`;

/** One pass of the rules over all sites, as far as it has come. */
interface Pass {
  desk: RuleDesk;
  memory: Memory;
  moment: Moment;
  /** Rules of which one alert speaks for the whole district, and the subject that has it. */
  districtRules: ReadonlySet<string>;
  speakers: Map<string, string>;
  acts: Act[];
  sinceMs: Map<string, number>;
  backUntilMs: Map<string, number>;
  goneSinceMs: Map<string, number>;
  /** What nobody spoke for yet: open alerts, and ids of those that are quiet. */
  left: Map<string, OpenAlert>;
  leftQuiet: Map<string, string>;
}

/** What the site says for its devices. */
interface Coverage {
  /** Kinds of device whose silence is the site's. */
  kinds: Set<string>;
  /** Of these, what single devices said shortly before is part of it. */
  foldedKinds: Set<string>;
  /** Devices of which nobody can tell yet. */
  undecided: Set<string>;
}

interface Place {
  subject: string;
  site: string;
  device: string | null;
  /** A wider alert speaks for this one, which therefore does not begin. */
  isCovered: boolean;
}

/** One pass of the rules over all sites; it touches nothing and asks nobody. */
export function beginEvaluation(desk: RuleDesk, memory: Memory, moment: Moment): Evaluation {
  const districtRules = new Set(desk.rules.filter(isOfDistrict).map(({ id }) => id));
  const pass: Pass = {
    desk,
    memory,
    moment,
    districtRules,
    speakers: districtSpeakers(memory, districtRules),
    acts: [],
    sinceMs: new Map(),
    backUntilMs: new Map(),
    goneSinceMs: new Map(),
    left: new Map(memory.open),
    leftQuiet: new Map(memory.quiet),
  };
  return {
    site(site, devices) {
      for (const evidence of devices) noteGone(pass, evidence);
      const coverage = judgeSiteRules(pass, site, devices);
      for (const evidence of devices) judgeDevice(pass, evidence, coverage);
    },
    end() {
      const { acts, left, leftQuiet, sinceMs, backUntilMs, goneSinceMs } = pass;
      // Nobody speaks for these any more: a device was retired, a rule is gone.
      for (const [key, { id }] of left) {
        acts.push({ kind: "resolve", key, rule: ruleOf(key), id, isMuted: false });
      }
      for (const [key, id] of leftQuiet) {
        acts.push({ kind: "end-quiet", key, rule: ruleOf(key), id });
      }
      return { acts, held: { sinceMs, backUntilMs, goneSinceMs } };
    },
  };
}

/** The next step of a rule at one subject. */
function step(pass: Pass, rule: AlertRule, at: Place, judgement: Judgement | null): void {
  const { memory, moment, acts } = pass;
  const { nowMs, monotonicMs } = moment;
  const key = keyOf(rule.id, at.subject);
  const open = memory.open.get(key);
  const quietId = memory.quiet.get(key);
  pass.left.delete(key);
  pass.leftQuiet.delete(key);
  const { site, device, subject } = at;
  const isForDistrict = open !== undefined && pass.districtRules.has(rule.id);
  const mutes = isForDistrict ? pass.desk.mutes.filter(isOfNoPlace) : pass.desk.mutes;
  const muted = isMuted(mutes, { rule: rule.id, site, device, nowMs });
  const isCovered =
    at.isCovered || muted || quietId !== undefined || !isScheduled(rule.schedule, nowMs);
  const before = { isOpen: open !== undefined, sinceMs: memory.sinceMs.get(key) ?? null };
  const durationMs = rule.durationS * MS_PER_S;
  const next = decide(before, judgement, { nowMs: monotonicMs, durationMs, isCovered });
  if (next.sinceMs !== null) pass.sinceMs.set(key, next.sinceMs);
  const value = judgement?.value ?? null;
  if (next.act === "open") {
    const alert = { rule: rule.id, severity: rule.severity, subject, site, value };
    acts.push({ kind: "open", key, alert });
  }
  if (quietId !== undefined && judgement?.says === "clear") {
    acts.push({ kind: "end-quiet", key, rule: rule.id, id: quietId });
  }
  if (!open) return;
  const common = { key, rule: rule.id, id: open.id, isMuted: muted };
  if (next.act === "resolve") acts.push({ kind: "resolve", ...common, value });
  else if (isLate(rule, open, nowMs) && !muted) acts.push({ kind: "escalate", ...common });
}

/** What mutes one station does not mute what it told for the whole district. */
const isOfNoPlace = ({ site, device }: RuleDesk["mutes"][number]): boolean =>
  site === null && device === null;

const isLate = (
  { escalateAfterMin }: AlertRule,
  { mayEscalate, openedAtMs }: OpenAlert,
  nowMs: number,
): boolean =>
  mayEscalate && escalateAfterMin > 0 && nowMs - openedAtMs >= escalateAfterMin * MS_PER_MIN;

function judgeDevice(pass: Pass, evidence: Evidence, coverage: Coverage): void {
  const { kind, id: subject, site } = evidence.device;
  const isSilenceCovered = isSiteSilence(pass, evidence, coverage);
  for (const rule of pass.desk.rules) {
    if (rule.condition.kind === "site-silent") continue;
    if (!rule.kinds.includes(kind) || !isAt(rule, site)) continue;
    const judgement = judge(rule, evidence);
    const isSilence = rule.condition.kind === "silent";
    const isFolded = isSilence && judgement?.says === "raise" && coverage.foldedKinds.has(kind);
    if (isFolded && fold(pass, rule, subject)) continue;
    const arrival = arrivalOf(pass, rule, evidence);
    const isOver = arrival === "told" && isUnseen(pass, rule, subject);
    if (isOver && end(pass, rule, subject, ARRIVED_NOTE)) continue;
    const isCovered =
      (isSilence && isSilenceCovered) ||
      arrival !== null ||
      isSpokenFor(pass, rule, { subject, site, judgement }) ||
      isHaze(pass, rule, evidence);
    step(pass, rule, { subject, site, device: subject, isCovered }, judgement);
  }
}

/**
 * Whether another subject speaks for the district already. The first one that may speaks: one that
 * is muted would keep all others silent.
 */
function isSpokenFor(
  { desk, moment, districtRules, speakers }: Pass,
  { id, schedule }: AlertRule,
  at: { subject: string; site: string; judgement: Judgement | null },
): boolean {
  if (!districtRules.has(id)) return false;
  const speaker = speakers.get(id);
  if (speaker !== undefined) return speaker !== at.subject;
  const { nowMs } = moment;
  if (at.judgement?.says !== "raise" || !isScheduled(schedule, nowMs)) return false;
  const place = { rule: id, site: at.site, device: at.subject, nowMs };
  if (!isMuted(desk.mutes, place)) speakers.set(id, at.subject);
  return false;
}

/** Those of other rules whose alert speaks for the ones of this rule. */
export const coveringRules = (rule: AlertRule, others: readonly AlertRule[]): AlertRule[] => {
  const { id, condition } = rule;
  const isSmoke = condition.kind === "figure" && condition.figure === COVERED_BY_HAZE;
  return isSmoke
    ? others.filter((other) => other.enabled && other.id !== id && isOfDistrict(other))
    : arrivalRules(rule, others);
};

/**
 * Whether what a rule foresees has come: `told` while another rule's alert says so, `here` while it
 * is about to.
 */
function arrivalOf(
  { desk, memory }: Pass,
  rule: AlertRule,
  evidence: Evidence,
): "told" | "here" | null {
  const { id, kind, site } = evidence.device;
  const arrivals = arrivalRules(rule, desk.rules).filter(
    (other) => other.kinds.includes(kind) && isAt(other, site),
  );
  if (arrivals.some((other) => memory.open.has(keyOf(other.id, id)))) return "told";
  return arrivals.some((other) => judge(other, evidence)?.says === "raise") ? "here" : null;
}

/**
 * Whether what a station's hour says is the haze over all of them, which one alert tells for the
 * district, or is about to: its newest minutes are beyond that rule's limit already.
 */
function isHaze(
  { desk, moment, speakers }: Pass,
  { condition }: AlertRule,
  evidence: Evidence,
): boolean {
  if (condition.kind !== "figure" || condition.figure !== COVERED_BY_HAZE) return false;
  const sharedUgM3 = evidence.sharedAirUgM3();
  if (sharedUgM3 === null) return false;
  return desk.rules.some(
    (rule) =>
      rule.condition.kind === "figure" &&
      isOfDistrict(rule) &&
      isAt(rule, evidence.device.site) &&
      (speakers.has(rule.id) ||
        (isScheduled(rule.schedule, moment.nowMs) &&
          judgeFigure(rule.condition, sharedUgM3) === "raise")),
  );
}

/**
 * Ends what a single device said of its silence shortly before it was that of the site.
 *
 * @returns false where it said nothing, or said it long before.
 */
function fold(pass: Pass, rule: AlertRule, subject: string): boolean {
  const open = pass.memory.open.get(keyOf(rule.id, subject));
  if (!open || pass.moment.nowMs - open.openedAtMs > FOLD_MS) return false;
  return end(pass, rule, subject, FOLDED_NOTE);
}

/** Nobody has taken it up: whoever has keeps it until its own end. */
const isUnseen = ({ memory }: Pass, rule: AlertRule, subject: string): boolean =>
  memory.open.get(keyOf(rule.id, subject))?.mayEscalate === true;

/** Ends an alert for which another one speaks now; nobody is told. False where there is none. */
function end(
  { memory, left, acts }: Pass,
  rule: AlertRule,
  subject: string,
  note: ProgramNote,
): boolean {
  const key = keyOf(rule.id, subject);
  const open = memory.open.get(key);
  if (!open) return false;
  left.delete(key);
  acts.push({ kind: "resolve", key, rule: rule.id, id: open.id, isMuted: true, note });
  return true;
}

/** What was gone at the first look may have been so for long. */
function noteGone({ memory, moment, goneSinceMs }: Pass, evidence: Evidence): void {
  if (isGone(evidence) !== true) return;
  const { id } = evidence.device;
  const firstMs = memory.goneSinceMs === null ? SINCE_UNKNOWN_MS : moment.nowMs;
  goneSinceMs.set(id, memory.goneSinceMs?.get(id) ?? firstMs);
}

function judgeSiteRules(pass: Pass, site: string, devices: readonly Evidence[]): Coverage {
  const coverage: Coverage = { kinds: new Set(), foldedKinds: new Set(), undecided: new Set() };
  for (const rule of pass.desk.rules) {
    const { condition } = rule;
    if (condition.kind !== "site-silent" || !isAt(rule, site)) continue;
    const own = devices.filter(({ device }) => rule.kinds.includes(device.kind));
    // Nobody is left of whom it could be said: what is open ends, as that of a retired device.
    if (own.length === 0) continue;
    const { judgement, undecided } = judgeSite(condition, own, pass.goneSinceMs);
    step(pass, rule, { subject: site, site, device: null, isCovered: false }, judgement);
    const key = keyOf(rule.id, site);
    const isOver = judgement?.says === "clear";
    const isHeld = pass.sinceMs.has(key) || judgement?.says === "raise";
    const isSpeaking = isHeld || (pass.memory.open.has(key) && !isOver);
    const isOpening = pass.acts.some((act) => act.kind === "open" && act.key === key);
    for (const kind of rule.kinds) {
      if (isSpeaking) coverage.kinds.add(kind);
      if (isOpening) coverage.foldedKinds.add(kind);
    }
    for (const device of undecided) coverage.undecided.add(device);
  }
  return coverage;
}

/** Whether a device's silence is, or may still turn out to be, that of its site. */
function isSiteSilence(pass: Pass, { device, intervalMs }: Evidence, coverage: Coverage): boolean {
  const { id, kind } = device;
  const { monotonicMs } = pass.moment;
  if (coverage.kinds.has(kind)) {
    pass.backUntilMs.set(id, monotonicMs + BACK_INTERVALS * Math.min(intervalMs, INTERVAL_MS_MAX));
    return true;
  }
  const backMs = pass.memory.backUntilMs.get(id);
  if (backMs !== undefined && monotonicMs < backMs) {
    pass.backUntilMs.set(id, backMs);
    return true;
  }
  return coverage.undecided.has(id);
}

const ruleOf = (key: string): string => key.slice(0, key.indexOf("/"));

const isAt = ({ sites }: AlertRule, site: string): boolean =>
  sites.length === 0 || sites.some((one) => one === site);

const isOfDistrict = ({ condition }: AlertRule): boolean =>
  condition.kind === "figure" && DISTRICT_FIGURES.has(condition.figure);

/** Who spoke last time goes on speaking: open ones first, then those that wait. */
function districtSpeakers(memory: Memory, rules: ReadonlySet<string>): Map<string, string> {
  const speakers = new Map<string, string>();
  for (const key of [...memory.open.keys(), ...memory.quiet.keys(), ...memory.sinceMs.keys()]) {
    const rule = ruleOf(key);
    if (rules.has(rule) && !speakers.has(rule)) speakers.set(rule, key.slice(rule.length + 1));
  }
  return speakers;
}
