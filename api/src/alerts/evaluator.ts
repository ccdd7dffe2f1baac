import type { AlertRule } from "@resik/contract/alert-rule";
import type { Device } from "@resik/contract/http/registry";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { ReadingSource } from "@resik/readings/port";
import { judgePresence } from "../device-presence.ts";
import { silentAfterMs, type StateBoard } from "../presence.ts";
import { openAlert, resolveAlert, unresolvedAlerts } from "../registry/alerts.ts";
import { holdsLease, releaseLease, takeLease } from "../registry/leases.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { AlertEvents } from "./alert-events.ts";
import { beginEvaluation, keyOf, type Act, type Evaluation } from "./evaluation.ts";
import type { Evidence } from "./judge.ts";
import { createMeans, type MeanCondition } from "./means.ts";
import { nextTurn, type Newest } from "./newest.ts";
import { createPath, type NewestOnPath } from "./path.ts";
import type { Roster } from "./roster.ts";

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
  source: Pick<ReadingSource, "latest" | "series">;
  states: StateBoard;
  roster: Roster;
  rules: readonly AlertRule[];
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
 * after a restart. See docs/adr/0013.
 */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { db, source, roster, rules, clock, events, onTransitions } = options;
  const holder = options.random.id(HOLDER_LENGTH);
  const means = createMeans(source, clock);
  let openIds: Map<string, string> | null = null;
  let sinceMs: ReadonlyMap<string, number> = new Map();
  const path = createPath(source, clock);
  /** @returns false when the registry knew better of one of them. */
  async function write(acts: readonly Act[], known: Map<string, string>): Promise<boolean> {
    let isExpected = true;
    for (let start = 0; start < acts.length; start += TRANSACTION_ACTS) {
      const part = acts.slice(start, start + TRANSACTION_ACTS);
      const done = await db.transaction().execute(async (trx) => {
        if (!(await holdsLease(trx, LEASE_NAME, holder))) throw new LeaseLostError();
        return writeActs(trx, part, options);
      });
      for (const { act, id } of done) {
        if (act.kind === "open") {
          known.set(act.key, id);
          events.opened(act.alert);
        } else {
          known.delete(act.key);
          events.resolved({ rule: act.rule, id });
        }
      }
      isExpected &&= done.length === part.length;
      onTransitions();
      await nextTurn();
    }
    return isExpected;
  }

  async function evaluateOnce(): Promise<void> {
    const startMs = clock.monotonicMs();
    const known = openIds ?? (await readOpen(db));
    // Until everything is written the registry knows better.
    openIds = null;
    const sites = await roster.bySite();
    const newest = await path.read(startMs);
    await refreshMeans(rules, sites, newest, { means, nowMs: clock.nowMs() });
    const evaluation = beginEvaluation(rules, { openIds: known, sinceMs }, startMs);
    const devices = await judgeSites(evaluation, sites, newest, { ...options, means });
    const { acts, sinceMs: next } = evaluation.end();
    const isExpected = await write(acts, known);
    if (isExpected) openIds = known;
    sinceMs = next;
    const seconds = (clock.monotonicMs() - startMs) / MS_PER_S;
    events.evaluated({ seconds, devices, open: known.size });
  }

  function standBy(): "stands-by" {
    openIds = null;
    sinceMs = new Map();
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

/** Ids of the alerts that are not resolved, by rule and subject. */
async function readOpen(db: RegistryDb): Promise<Map<string, string>> {
  const rows = await unresolvedAlerts(db);
  return new Map(rows.map(({ rule, subject, id }) => [keyOf(rule, subject), id]));
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
    if (act.kind === "open") {
      const id = random.id(ALERT_ID_LENGTH);
      if (await openAlert(trx, { ...act.alert, id }, nowMs)) done.push({ act, id });
      continue;
    }
    const change = act.value === undefined ? { nowMs } : { nowMs, value: act.value };
    if (await resolveAlert(trx, act.id, change)) done.push({ act, id: act.id });
  }
  return done;
}

async function refreshMeans(
  rules: readonly AlertRule[],
  sites: ReadonlyMap<string, readonly Device[]>,
  { byDevice }: Pick<Newest, "byDevice">,
  { means, nowMs }: { means: ReturnType<typeof createMeans>; nowMs: number },
): Promise<void> {
  const asked = new Map<string, { condition: MeanCondition; kinds: AlertRule["kinds"] }>();
  for (const { condition, kinds } of rules) {
    if (condition.kind !== "mean") continue;
    asked.set(`${condition.channel}/${condition.field}/${condition.windowS}`, { condition, kinds });
  }
  for (const { condition, kinds } of asked.values()) {
    const newest = [...sites.values()]
      .flat()
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(
        ({ id }) => byDevice.get(id)?.find((one) => one.channel === condition.channel) ?? [],
      );
    await means.refresh(condition, newest, nowMs);
  }
}

/** @returns how many devices were judged. */
async function judgeSites(
  evaluation: Evaluation,
  sites: ReadonlyMap<string, readonly Device[]>,
  { byDevice, clearForMs }: NewestOnPath,
  deps: EvaluatorOptions & { means: ReturnType<typeof createMeans> },
): Promise<number> {
  const nowMs = deps.clock.nowMs();
  let judged = 0;
  let turnAt = TURN_DEVICES;
  for (const [site, devices] of sites) {
    const evidence = devices.map((device): Evidence => {
      const newest = byDevice.get(device.id) ?? [];
      const presence = judgePresence(deps, device, newest);
      return {
        device,
        newest,
        presence,
        nowMs,
        isPathClear: clearForMs > 0 && clearForMs >= silentAfterMs(device),
        mean: (condition) =>
          deps.means.meanOf(
            condition,
            newest.find((one) => one.channel === condition.channel),
            nowMs,
          ),
      };
    });
    evaluation.site(site, evidence);
    judged += devices.length;
    if (judged < turnAt) continue;
    turnAt = judged + TURN_DEVICES;
    await nextTurn();
  }
  return judged;
}
