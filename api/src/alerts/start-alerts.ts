import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { ReadingSource } from "@resik/readings/port";
import type { ApiEvents } from "../events.ts";
import type { MqttLink } from "../mqtt/link.ts";
import type { StateBoard } from "../presence.ts";
import { effectiveRules } from "../registry/desk/alert-rules.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { startAlertAnnouncer } from "./alert-announcer.ts";
import type { AlertEvents } from "./alert-events.ts";
import { createEvaluator, LEASE_MS } from "./evaluator.ts";
import { createFigureBoard } from "./figure-board.ts";
import { createHealthDesk, type HealthDesk } from "./health-desk.ts";
import { createPreviewDesk, type PreviewDesk } from "./preview-desk.ts";
import { createRoster } from "./roster.ts";
import { untilStopped } from "./until-stopped.ts";

/** From the end of an evaluation to the beginning of the next. */
export const EVALUATE_EVERY_MS = 5_000;
/** An evaluation may take this share of the time, so that a large district slows nobody down. */
const REST_PER_WORK = 10;
const REST_MS_MAX = LEASE_MS / 2;
const REST_MS_MIN = 1_000;
/** From one evaluation's beginning to the next one's, within the lease that was taken with it. */
const ROUND_MS_MAX = 0.75 * LEASE_MS;

/**
 * How long to rest after an evaluation that took so long. Whoever evaluates comes back while its
 * lease still runs: another program would begin durations anew.
 */
export function restMsAfter(workMs: number): number {
  const longestMs = Math.min(REST_MS_MAX, ROUND_MS_MAX - workMs);
  const wantedMs = Math.max(EVALUATE_EVERY_MS, REST_PER_WORK * workMs);
  return Math.max(REST_MS_MIN, Math.min(longestMs, wantedMs));
}

export interface Alerts extends HealthDesk {
  /** How often a rule would have fired. */
  preview: PreviewDesk;
  /** Transitions were written by somebody besides the evaluator. */
  wake(): void;
  /** Devices were added, changed or retired. */
  registryChanged(): void;
  stop(): Promise<void>;
}

export interface AlertsOptions {
  db: RegistryDb;
  source: ReadingSource;
  states: StateBoard;
  link: MqttLink;
  clock: Clock;
  random: Random;
  events: ApiEvents;
  alertEvents: AlertEvents;
}

/** Starts the evaluator of the rules and what announces its alerts. */
export function startAlerts(options: AlertsOptions): Alerts {
  const { db, source, states, link, clock, random, events, alertEvents } = options;
  const stopping = new AbortController();
  const readable = untilStopped(source, stopping.signal);
  const roster = createRoster(db, clock);
  const announcer = startAlertAnnouncer({ db, link, clock, events });
  const board = createFigureBoard({ source: readable, onDropped: alertEvents.samplesDropped });
  const health = createHealthDesk({ source, board, roster, states, clock });
  const preview = createPreviewDesk({
    source,
    roster,
    rules: () => effectiveRules(db),
    clock,
  });
  const evaluator = createEvaluator({
    db,
    source: readable,
    states,
    roster,
    board,
    clock,
    random,
    events: alertEvents,
    onTransitions: announcer.wake,
  });

  async function run(): Promise<void> {
    let restMs = EVALUATE_EVERY_MS;
    for (;;) {
      await clock.sleep(restMs, stopping.signal);
      if (stopping.signal.aborted) return;
      const startMs = clock.monotonicMs();
      await evaluator.evaluate().catch((error: unknown) => {
        // It was given up half way, and said nothing: whoever starts next judges anew.
        if (!stopping.signal.aborted) alertEvents.evaluationFailed(error);
      });
      restMs = restMsAfter(clock.monotonicMs() - startMs);
    }
  }

  const running = run();
  return {
    healthOf: health.healthOf,
    preview,
    wake: announcer.wake,
    registryChanged: roster.forget,
    async stop() {
      stopping.abort();
      await running;
      await evaluator.release();
      await announcer.stop();
    },
  };
}
