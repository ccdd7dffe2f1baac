import type { AlertRule } from "@resik/contract/alert-rule";
import type { RulePreview } from "@resik/contract/http/alert-rules";
import type { Device } from "@resik/contract/http/registry";
import { nextTurn } from "@resik/kit/next-turn";
import type { ReadingSource } from "@resik/readings/port";
import { judgePresence } from "../device-presence.ts";
import { intervalMsOf } from "../presence.ts";
import { toInstant } from "../registry/device-row.ts";
import {
  beginEvaluation,
  coveringRules,
  NOTHING_HELD,
  type Act,
  type Memory,
} from "./evaluation.ts";
import { createFigureBoard, type FigureBoard } from "./figure-board.ts";
import { createHistoryPlay, type HistoryPlay } from "./history-play.ts";
import type { Evidence } from "./judge.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WIB_AHEAD_MS = 7 * HOUR_MS;
/** The past is looked at so often; the evaluator itself looks every few seconds. */
export const PREVIEW_STEP_MS = 5 * MINUTE_MS;
/** Windows of figures are full after this; what was open by then is no firing. */
const WARM_UP_MS = DAY_MS;
/** Devices that are looked at, so that a month takes seconds. */
const PREVIEW_DEVICES_MAX = 20;
const SUBJECTS_MAX = 20;
/** Weeks of a bin and the family of stations change slowly, and are dear to ask. */
const SLOW_EVERY_MS = DAY_MS;
const FAMILY_EVERY_MS = 3 * HOUR_MS;
/** Steps before others get a turn. */
const TURN_STEPS = 4;

export interface PreviewInput {
  source: Pick<ReadingSource, "scan" | "series">;
  rule: AlertRule;
  /** The other rules: an alert of the whole district may speak for those of single stations. */
  others: readonly AlertRule[];
  /** Every device that is not retired, by site. */
  sites: ReadonlyMap<string, readonly Device[]>;
  days: number;
  nowMs: number;
  /** The name of a device or site. */
  nameOf(subject: string): string;
}

interface Firing {
  rule: string;
  subject: string;
  openedAtMs: number;
  /** Null while it is open at the end. */
  resolvedAtMs: number | null;
}

/**
 * How often a rule would have fired: the evaluator's own code, played over what is stored. Mutes,
 * and what people do with alerts, are left out. Nothing is written.
 *
 * @throws what the source throws.
 */
export async function previewRule(input: PreviewInput): Promise<RulePreview> {
  const { rule, days, nowMs } = input;
  const { looked, leftOut } = chooseDevices(input);
  const fromMs = nowMs - days * DAY_MS;
  const firings = (await play(input, looked, fromMs)).filter(
    ({ openedAtMs }) => openedAtMs >= fromMs,
  );
  return {
    fromAt: toInstant(fromMs),
    toAt: toInstant(nowMs),
    devices: looked.filter(({ kind }) => rule.kinds.includes(kind)).length,
    devicesLeftOut: leftOut,
    firings: firings.length,
    byDay: byDay(firings, fromMs, nowMs),
    bySubject: bySubject(firings, nowMs, input.nameOf),
  };
}

/** Whole sites, as far as they fit, so that neighbours judge each other as they do now. */
function chooseDevices({ rule, sites }: PreviewInput): { looked: Device[]; leftOut: number } {
  const looked: Device[] = [];
  let leftOut = 0;
  for (const [site, devices] of sites) {
    if (rule.sites.length > 0 && !rule.sites.some((one) => one === site)) continue;
    const own = devices.filter(({ kind }) => rule.kinds.includes(kind));
    const fit = own.slice(0, Math.max(0, PREVIEW_DEVICES_MAX - looked.length));
    looked.push(...fit);
    leftOut += own.length - fit.length;
  }
  return { looked, leftOut };
}

async function play(
  { source, rule, others, nowMs }: PreviewInput,
  devices: readonly Device[],
  fromMs: number,
): Promise<Firing[]> {
  const history = createHistoryPlay(source, devices, fromMs - 2 * WARM_UP_MS);
  const { condition } = rule;
  const rules = [{ ...rule, enabled: true }, ...coveringRules(rule, others)];
  const asked = new Set(
    rules.flatMap((one) => (one.condition.kind === "figure" ? [one.condition.figure] : [])),
  );
  const board = createFigureBoard({
    source: { scan: history.scan, series: (query) => source.series(query) },
    wants: (figure) => asked.has(figure),
    historyEveryMs: SLOW_EVERY_MS,
    familyEveryMs: FAMILY_EVERY_MS,
  });
  const bySite = Map.groupBy(devices, ({ site }) => site as string);
  const firings: Firing[] = [];
  const openByKey = new Map<string, Firing>();
  let held = NOTHING_HELD;
  let steps = 0;
  for (let atMs = fromMs - WARM_UP_MS; atMs <= nowMs; atMs += PREVIEW_STEP_MS) {
    await history.advance(atMs);
    if (condition.kind === "figure") await board.refresh(devices, history.newest(), atMs);
    const memory = { open: openOf(openByKey), quiet: new Map<string, string>(), ...held };
    const moment = { monotonicMs: atMs, nowMs: atMs };
    const evaluation = beginEvaluation({ rules, mutes: [] }, memory, moment);
    for (const [site, own] of bySite) {
      evaluation.site(
        site,
        own.map((device) => evidenceOf(device, { history, board, atMs })),
      );
    }
    const { acts, held: next } = evaluation.end();
    held = next;
    for (const act of acts) apply(act, { firings, openByKey, atMs });
    if (++steps % TURN_STEPS === 0) await nextTurn();
  }
  return firings.filter((firing) => firing.rule === rule.id);
}

const openOf = (openByKey: ReadonlyMap<string, Firing>): Memory["open"] =>
  new Map(
    [...openByKey].map(([key, { openedAtMs }]) => [
      key,
      { id: key, openedAtMs, mayEscalate: false },
    ]),
  );

function evidenceOf(
  device: Device,
  { history, board, atMs }: { history: HistoryPlay; board: FigureBoard; atMs: number },
): Evidence {
  // What the broker said of devices at the time is not kept; their own last word is.
  const states = { stateOf: () => null };
  const clock = { nowMs: () => atMs };
  return {
    device,
    presence: judgePresence({ states, clock }, device, history.newest().get(device.id) ?? []),
    nowMs: atMs,
    intervalMs: intervalMsOf(device),
    isPathClear: true,
    figureOf: (figure) => board.figureOf(device, figure, atMs),
    sharedAirUgM3: () => board.sharedAirUgM3(device),
  };
}

function apply(
  act: Act,
  at: { firings: Firing[]; openByKey: Map<string, Firing>; atMs: number },
): void {
  if (act.kind === "open") {
    const { rule, subject } = act.alert;
    const firing = { rule, subject, openedAtMs: at.atMs, resolvedAtMs: null };
    at.firings.push(firing);
    at.openByKey.set(act.key, firing);
    return;
  }
  const firing = at.openByKey.get(act.key);
  if (act.kind !== "resolve" || !firing) return;
  firing.resolvedAtMs = at.atMs;
  at.openByKey.delete(act.key);
}

const dayOf = (atMs: number): string =>
  new Date(atMs + WIB_AHEAD_MS).toISOString().slice(0, "YYYY-MM-DD".length);

function byDay(firings: readonly Firing[], fromMs: number, toMs: number): RulePreview["byDay"] {
  const counts = new Map<string, number>();
  for (let atMs = fromMs; atMs <= toMs; atMs += HOUR_MS) counts.set(dayOf(atMs), 0);
  for (const { openedAtMs } of firings) {
    const day = dayOf(openedAtMs);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts].map(([day, count]) => ({ day, firings: count }));
}

function bySubject(
  firings: readonly Firing[],
  nowMs: number,
  nameOf: (subject: string) => string,
): RulePreview["bySubject"] {
  const rows = [...Map.groupBy(firings, ({ subject }) => subject)].map(([subject, own]) => {
    const openMs = own.reduce(
      (sum, { openedAtMs, resolvedAtMs }) => sum + (resolvedAtMs ?? nowMs) - openedAtMs,
      0,
    );
    const openMinutes = Math.round(openMs / MINUTE_MS);
    return { subject, name: nameOf(subject), firings: own.length, openMinutes };
  });
  return rows
    .sort((left, right) => right.firings - left.firings || right.openMinutes - left.openMinutes)
    .slice(0, SUBJECTS_MAX);
}
