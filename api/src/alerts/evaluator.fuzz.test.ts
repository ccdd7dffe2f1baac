import type { AlertState } from "@resik/contract/alert-rule";
import { DEFAULT_ALERT_RULES } from "@resik/contract/alert-rule";
import type { Quality } from "@resik/contract/payload/quality";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acknowledgeAlert } from "../registry/alerts.ts";
import { retireDevice } from "../registry/devices.ts";
import { MINUTE_MS, openAlertDesk, type AlertDesk } from "./alert-desk.fixture.ts";
import { LEASE_MS, type Evaluator } from "./evaluator.ts";

/** The rule under test, said once more in numbers of its own. */
const RAISE_FROM = 20;
const CLEAR_BELOW = 10;
const DURATION_MS = 10 * MINUTE_MS;
const FRESH_MS = 24 * 60 * MINUTE_MS;
const SITE = "tps-01";
const OK = ["ok", "ok", "ok", "tilted"] as const;

type Step =
  | { kind: "pass"; minutes: number }
  | { kind: "say"; tiltDeg: number; quality: Quality; lateMinutes: number }
  | { kind: "evaluate" }
  /** Ended in order, killed between two evaluations, or killed right after a commit. */
  | { kind: "restart"; how: "stopped" | "killed" | "killed-after-commit" }
  /** The store does not answer. */
  | { kind: "outage" }
  | { kind: "acknowledge" };

/** Long enough at one level for something to come of it, which single steps seldom are. */
const stay: fc.Arbitrary<Step[]> = fc
  .record({ tiltDeg: fc.constantFrom(1, 9, 10, 20, 40), minutes: fc.constantFrom(9, 10, 11) })
  .map(({ tiltDeg, minutes }) => [
    { kind: "say", tiltDeg, quality: "ok", lateMinutes: 0 },
    { kind: "evaluate" },
    { kind: "pass", minutes },
    { kind: "evaluate" },
  ]);

const single: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant("pass"),
      minutes: fc.constantFrom(0, 1, 5, 9, 10, 11, 12),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("pass"), minutes: fc.constantFrom(1_430, 1_450) }),
  },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant("say"),
      tiltDeg: fc.constantFrom(0, 5, 9.9, 10, 15, 19.9, 20, 20, 30, 30, 90, 90),
      quality: fc.constantFrom<Quality>(...OK, "no-echo", "blind-zone"),
      lateMinutes: fc.constantFrom(0, 0, 0, 0, 0, 5, 60),
    }),
  },
  { weight: 30, arbitrary: fc.record({ kind: fc.constant("evaluate") }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("restart"),
      how: fc.constantFrom("stopped", "killed", "killed-after-commit"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("outage") }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("acknowledge") }) },
);

const historyArbitrary: fc.Arbitrary<Step[]> = fc
  .array(fc.oneof(stay, fc.array(single, { minLength: 1, maxLength: 6 })), {
    minLength: 5,
    maxLength: 25,
    size: "max",
  })
  .map((parts) => parts.flat());

const die = (): void => {
  throw new Error("killed");
};

/** The rule as one would do it by hand: no maps, no database, one bin. */
function createModel() {
  let newest: { atMs: number; tiltDeg: number } | null = null;
  let heldSinceMs: number | null = null;
  let state: AlertState | null = null;
  const history: AlertState[] = [];
  const enter = (next: AlertState): void => {
    state = next;
    history.push(next);
  };
  return {
    history,
    say(atMs: number, tiltDeg: number) {
      if (newest && atMs < newest.atMs) return;
      newest = { atMs, tiltDeg };
    },
    evaluate(nowMs: number) {
      if (!newest || nowMs - newest.atMs > FRESH_MS) return;
      const { tiltDeg } = newest;
      const isOpen = state === "open" || state === "acknowledged";
      if (isOpen) {
        if (tiltDeg < CLEAR_BELOW) enter("resolved");
        return;
      }
      if (tiltDeg < RAISE_FROM) {
        heldSinceMs = null;
        return;
      }
      heldSinceMs ??= nowMs;
      if (nowMs - heldSinceMs < DURATION_MS) return;
      heldSinceMs = null;
      enter("open");
    },
    restart() {
      heldSinceMs = null;
    },
    acknowledge() {
      if (state === "open") enter("acknowledged");
    },
  };
}

describe("the evaluator, against a model of one rule", () => {
  let desk: AlertDesk;
  let runs = 0;
  beforeAll(async () => {
    desk = await openAlertDesk();
    await desk.addSite(SITE);
  });
  afterAll(() => desk.close());

  const rules = DEFAULT_ALERT_RULES.filter(({ id }) => id === "bin-tilted").map((rule) => ({
    ...rule,
    durationS: DURATION_MS / 1_000,
  }));

  /** Every transition of a device's alerts, and that each alert went through them in order. */
  async function historyOf(device: string): Promise<AlertState[]> {
    const { db } = desk.registry;
    const alerts = await db
      .selectFrom("alerts")
      .selectAll()
      .where("subject", "=", device)
      .orderBy("seq")
      .execute();
    expect(alerts.filter(({ state }) => state !== "resolved").length).toBeLessThanOrEqual(1);
    const history: AlertState[] = [];
    for (const alert of alerts) {
      const transitions = await db
        .selectFrom("alert_transitions")
        .selectAll()
        .where("alert", "=", alert.id)
        .orderBy("id")
        .execute();
      expect(transitions.map(({ seq }) => seq)).toEqual(transitions.map((_, index) => index));
      const times = transitions.map(({ at_ms }) => at_ms);
      expect(times).toEqual([...new Set(times)].toSorted((left, right) => left - right));
      expect(transitions.filter(({ state }) => state === "open")).toHaveLength(1);
      expect(transitions.at(-1)?.state).toBe(alert.state);
      history.push(...transitions.map(({ state }) => state));
    }
    return history;
  }

  async function play(device: string, steps: readonly Step[]): Promise<void> {
    const { clock, registry, store } = desk;
    const model = createModel();
    // A run that failed before this one may have left its lease behind.
    await clock.advance(LEASE_MS);
    let evaluator: Evaluator = desk.start({ rules });
    const kill = async () => {
      await clock.advance(LEASE_MS);
      evaluator = desk.start({ rules });
      model.restart();
    };
    const outcomes: string[] = [];
    const failures: string[] = [];
    for (const step of steps) {
      switch (step.kind) {
        case "pass":
          await clock.advance(step.minutes * MINUTE_MS);
          break;
        case "say": {
          const atMs = clock.nowMs() - step.lateMinutes * MINUTE_MS;
          // Whatever the echo was, the tilt is measured apart from it.
          const { quality, tiltDeg } = step;
          await desk.say({ device, site: SITE, quality, fields: { tiltDeg }, atMs });
          model.say(atMs, tiltDeg);
          break;
        }
        case "evaluate":
          outcomes.push(await evaluator.evaluate());
          model.evaluate(clock.nowMs());
          break;
        case "restart":
          if (step.how === "stopped") {
            await evaluator.release();
            evaluator = desk.start({ rules });
            model.restart();
            break;
          }
          if (step.how === "killed-after-commit") {
            await evaluator.release();
            evaluator = desk.start({ rules, onTransitions: die });
            model.restart();
            await evaluator.evaluate().catch(() => "killed");
            model.evaluate(clock.nowMs());
          }
          await kill();
          break;
        case "outage": {
          // Another start, so that what the first one remembers has to come through it.
          const fails = () => Promise.reject(new Error("the store is away"));
          await evaluator.release();
          evaluator = desk.start({ rules, source: { ...store, latest: fails } });
          model.restart();
          failures.push(await evaluator.evaluate().catch(String));
          await evaluator.release();
          evaluator = desk.start({ rules, source: store });
          break;
        }
        case "acknowledge": {
          const open = await registry.db
            .selectFrom("alerts")
            .select("id")
            .where("subject", "=", device)
            .where("state", "=", "open")
            .executeTakeFirst();
          if (!open) break;
          const nowMs = clock.nowMs();
          await registry.db.transaction().execute((trx) => acknowledgeAlert(trx, open.id, nowMs));
          model.acknowledge();
          break;
        }
      }
      expect(await historyOf(device)).toEqual(model.history);
    }
    expect(outcomes.filter((outcome) => outcome !== "evaluated")).toEqual([]);
    expect(failures.filter((failure) => failure !== "Error: the store is away")).toEqual([]);
    await evaluator.release();
    await retireDevice(registry.db, device, clock.nowMs());
  }

  it("opens each alert once, ends it once, and forgets none, whatever happens between", async () => {
    let transitions = 0;
    await fc.assert(
      fc.asyncProperty(historyArbitrary, async (steps) => {
        const device = `bin-${runs++}`;
        await desk.addDevice(device, SITE, "bin");
        await play(device, steps);
        transitions += (await historyOf(device)).length;
      }),
      { numRuns: 80 },
    );
    // Otherwise it would show nothing.
    expect(transitions).toBeGreaterThan(40);
  }, 120_000);
});
