import type { AlertRule } from "@resik/contract/alert-rule";
import type { Device } from "@resik/contract/http/registry";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { nextTurn } from "@resik/kit/next-turn";
import type { ReadingSource } from "@resik/readings/port";
import { judgePresence } from "../device-presence.ts";
import { intervalMsOf, silentAfterMs, type StateBoard } from "../presence.ts";
import {
  endQuiet,
  escalateAlert,
  livingAlerts,
  openAlert,
  resolveAlert,
} from "../registry/alerts.ts";
import { holdsLease, releaseLease, takeLease } from "../registry/leases.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { AlertEvents } from "./alert-events.ts";
import {
  beginEvaluation,
  keyOf,
  NOTHING_HELD,
  type Act,
  type Evaluation,
  type Memory,
  type OpenAlert,
} from "./evaluation.ts";
import { createFigureBoard, type FigureBoard } from "./figure-board.ts";
import type { Evidence } from "./judge.ts";
import { createPath, type NewestOnPath } from "./path.ts";
import type { Roster } from "./roster.ts";
import { createRuleShelf } from "./rule-desk.ts";

const LEASE_NAME = "alert-evaluator";
/** Several evaluations: a slow one must not lose it. */
export const LEASE_MS = 20_000;
/** Devices judged before others get a turn. */
const TURN_DEVICES = 500;
/** Alerts opened and resolved in one transaction, in which requests wait. */
const TRANSACTION_ACTS = 100;
const ALERT_ID_LENGTH = 16;
const HOLDER_LENGTH = 16;
const MS_PER_S = 1_000;

export interface EvaluatorOptions {
  db: RegistryDb;
  source: Pick<ReadingSource, "latest" | "series" | "scan">;
  states: StateBoard;
  roster: Roster;
  /** These instead of the rules of the registry. */
  rules?: readonly AlertRule[];
  /** Where figures come from; its own by default. */
  board?: FigureBoard;
  clock: Clock;
  random: Random;
  events: AlertEvents;
  /** Transitions were written. */
  onTransitions(): void;
}

export interface Evaluator {
  /**
   * Judges all rules on what is known now, opens and resolves alerts. Only one program at a time
   * does it; the others stand by and take over when that one is silent for `LEASE_MS`.
   *
   * @throws when the registry or the store fails; the next evaluation judges anew.
   */
  evaluate(): Promise<"evaluated" | "stands-by">;
  /** Lets another program take over at once. */
  release(): Promise<void>;
}

/** Somebody else evaluates now: what this one decided is void. */
class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
}

/**
 * Level-triggered: each evaluation looks at how things are, so a missed one loses nothing. What is
 * open stands in the registry; how long a condition has held stands in memory and begins anew
 * after a restart. See docs/adr/0013 and 0015.
 */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { db, source, roster, clock, events, onTransitions } = options;
  const holder = options.random.id(HOLDER_LENGTH);
  const board = options.board ?? createFigureBoard({ source });
  const shelf = createRuleShelf(db, events, options.rules);
  const path = createPath(source, clock);
  let held = NOTHING_HELD;

  async function write(acts: readonly Act[]): Promise<void> {
    for (let start = 0; start < acts.length; start += TRANSACTION_ACTS) {
      const part = acts.slice(start, start + TRANSACTION_ACTS);
      const done = await db.transaction().execute(async (trx) => {
        if (!(await holdsLease(trx, LEASE_NAME, holder))) throw new LeaseLostError();
        return writeActs(trx, part, options);
      });
      for (const { act, id } of done) tell(act, id, events);
      onTransitions();
      await nextTurn();
    }
  }

  async function evaluateOnce(): Promise<void> {
    const startMs = clock.monotonicMs();
    const desk = await shelf.read();
    const sites = await roster.bySite();
    const newest = await path.read(startMs);
    const devices = [...sites.values()].flat();
    const nowMs = clock.nowMs();
    await board.refresh(devices, newest.byDevice, nowMs);
    const { open, quiet } = await readLiving(db);
    const memory = { open, quiet, ...held };
    const evaluation = beginEvaluation(desk, memory, { monotonicMs: startMs, nowMs });
    await judgeSites(evaluation, sites, newest, { ...options, board, nowMs });
    const { acts, held: next } = evaluation.end();
    await write(acts);
    held = next;
    const seconds = (clock.monotonicMs() - startMs) / MS_PER_S;
    events.evaluated({ seconds, devices: devices.length, open: openAfter(open, acts) });
  }

  function standBy(): "stands-by" {
    held = NOTHING_HELD;
    events.standsBy();
    return "stands-by";
  }

  return {
    async evaluate() {
      const lease = { name: LEASE_NAME, holder, nowMs: clock.nowMs(), lengthMs: LEASE_MS };
      if (!(await takeLease(db, lease))) return standBy();
      try {
        await evaluateOnce();
        return "evaluated";
      } catch (error) {
        if (error instanceof LeaseLostError) return standBy();
        throw error;
      }
    },
    release: async () => void (await releaseLease(db, LEASE_NAME, holder)),
  };
}

const openAfter = (open: ReadonlyMap<string, OpenAlert>, acts: readonly Act[]): number =>
  acts.reduce(
    (count, { kind }) => count + (kind === "open" ? 1 : kind === "resolve" ? -1 : 0),
    open.size,
  );

function tell(act: Act, id: string, events: AlertEvents): void {
  if (act.kind === "open") events.opened(act.alert);
  if (act.kind === "resolve") events.resolved({ rule: act.rule, id });
  if (act.kind === "escalate") events.escalated({ rule: act.rule, id });
}

/** The alerts that rules go on with, by rule and subject. */
async function readLiving(db: RegistryDb): Promise<Pick<Memory, "open" | "quiet">> {
  const open = new Map<string, OpenAlert>();
  const quiet = new Map<string, string>();
  for (const row of await livingAlerts(db)) {
    const { rule, subject, id, state, opened_at_ms: openedAtMs } = row;
    if (state === "resolved") {
      quiet.set(keyOf(rule, subject), id);
      continue;
    }
    const mayEscalate = state === "open" && row.escalated_at_ms === null;
    open.set(keyOf(rule, subject), { id, openedAtMs, mayEscalate });
  }
  return { open, quiet };
}

/** Those that took effect: of one that is open or resolved already nothing is written. */
async function writeActs(
  trx: RegistryDb,
  acts: readonly Act[],
  { clock, random }: EvaluatorOptions,
): Promise<{ act: Act; id: string }[]> {
  const nowMs = clock.nowMs();
  const done: { act: Act; id: string }[] = [];
  for (const act of acts) {
    const id = act.kind === "open" ? random.id(ALERT_ID_LENGTH) : act.id;
    if (await writeAct(trx, act, { id, nowMs })) done.push({ act, id });
  }
  return done;
}

async function writeAct(
  trx: RegistryDb,
  act: Act,
  { id, nowMs }: { id: string; nowMs: number },
): Promise<boolean> {
  switch (act.kind) {
    case "open":
      return openAlert(trx, { ...act.alert, id }, nowMs);
    case "resolve": {
      const { isMuted, note = null } = act;
      const value = act.value === undefined ? {} : { value: act.value };
      return resolveAlert(trx, id, { nowMs, isMuted, note, ...value });
    }
    case "escalate":
      return escalateAlert(trx, id, { nowMs, isMuted: act.isMuted });
    case "end-quiet":
      await endQuiet(trx, id);
      return true;
  }
}

async function judgeSites(
  evaluation: Evaluation,
  sites: ReadonlyMap<string, readonly Device[]>,
  { byDevice, clearForMs }: NewestOnPath,
  deps: EvaluatorOptions & { board: FigureBoard; nowMs: number },
): Promise<void> {
  const { board, nowMs } = deps;
  let judged = 0;
  let turnAt = TURN_DEVICES;
  for (const [site, devices] of sites) {
    const evidence = devices.map((device): Evidence => ({
      device,
      presence: judgePresence(deps, device, byDevice.get(device.id) ?? []),
      nowMs,
      intervalMs: intervalMsOf(device),
      isPathClear: clearForMs > 0 && clearForMs >= silentAfterMs(device),
      figureOf: (figure) => board.figureOf(device, figure, nowMs),
      sharedAirUgM3: () => board.sharedAirUgM3(device),
    }));
    evaluation.site(site, evidence);
    judged += devices.length;
    if (judged < turnAt) continue;
    turnAt = judged + TURN_DEVICES;
    await nextTurn();
  }
}
