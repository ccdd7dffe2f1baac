import { playFleet, type PlayedMessage } from "@resik/firmware-sim/play";
import { createManualClock, systemClock } from "@resik/kit/clock";
import { createSeed } from "@resik/kit/random";
import { z } from "zod";
import { describeMachine } from "../rig/machine.ts";
import type { Progress } from "../rig/progress.ts";
import { openDesk, type Desk } from "./desk.ts";
import { makeDistrict } from "./district.ts";
import { EVENTS_MIN } from "./kinds.ts";
import { countDuplicates, powerCutMessages } from "./messages.ts";
import { score, type Miss } from "./score.ts";
import { createTruthKeeper } from "./truth.ts";
import { TUNING_SEEDS } from "./tuning-seeds.ts";

export const alertsOptionsSchema = z.object({
  days: z.coerce.number().min(0.1).max(60).default(30),
  devices: z.coerce.number().int().min(10).max(500).default(60),
  seed: z.string().min(1).max(100).default(createSeed()),
  /** Examples of what went wrong, in the answer, of each kind and fault. */
  examples: z.coerce.number().int().min(0).max(1_000).default(3),
});

const MINUTE_MS = 60_000;
/** How often the program judges its rules. */
const PACE_MS = 5_000;
/** A power cut's last wills come spread over so long, in which every look shows some of them. */
const WILLS_MS = 3 * MINUTE_MS;
const DAY_MS = 86_400_000;
/** A Monday: every run of some days has the same days of the week. */
const FROM_MS = Date.UTC(2026, 2, 2);
/** Hours that wait are read from the raw readings, so that nothing is judged otherwise. */
const ROLL_UP_EVERY_MS = 30 * MINUTE_MS;

/**
 * Plays simulated days through ingest, the stores, the registry and the evaluator with a clock
 * that the bench moves, and judges the alerts by what the simulator knows. The rules are judged
 * once a simulated minute, and at the program's own pace while devices go off one after another;
 * delays are longer by up to a minute than those of the program.
 */
export async function benchAlerts(
  options: z.infer<typeof alertsOptionsSchema>,
  progress: Progress,
) {
  const { days, devices, seed } = options;
  const fleet = makeDistrict({ devices, seed });
  const toMs = FROM_MS + Math.round(days * DAY_MS);
  const clock = createManualClock(FROM_MS);
  const truth = createTruthKeeper(fleet);
  const { observe, power } = truth;
  const play = playFleet({ fleet, fromMs: FROM_MS, toMs, observe, power });
  const desk = await openDesk(fleet, clock);
  const startMs = systemClock.monotonicMs();
  const elapsedS = (): number => Math.round((systemClock.monotonicMs() - startMs) / 1_000);
  try {
    let readings = 0;
    let goingOffUntilMs = FROM_MS;
    for (let atMs = FROM_MS; atMs < toMs; atMs += MINUTE_MS) {
      const messages = play.advance(atMs + MINUTE_MS);
      readings += messages.length;
      if (messages.some(saysOff)) goingOffUntilMs = atMs + WILLS_MS;
      const isRollUpDue = (atMs - FROM_MS) % ROLL_UP_EVERY_MS === 0;
      for (const step of inSteps(messages, atMs, atMs < goingOffUntilMs ? PACE_MS : MINUTE_MS)) {
        await clock.advance(step.lengthMs);
        await desk.receive(step.messages);
        if (isRollUpDue && step.isLast) await desk.rollUp();
        await desk.evaluate();
      }
      const day = (atMs + MINUTE_MS - FROM_MS) / DAY_MS;
      if (Number.isInteger(day)) progress(`day ${day} of ${days}: ${elapsedS()} s`);
    }
    const judged = await judgeRun(desk, truth.events(play, toMs), options.examples);
    return {
      seed,
      isTuningSeed: TUNING_SEEDS.has(seed),
      ...judged,
      simulatedDays: days,
      devices,
      readings,
      evaluateEveryS: MINUTE_MS / 1_000,
      evaluateWhileDevicesGoOffEveryS: PACE_MS / 1_000,
      eventsMin: EVENTS_MIN,
      seconds: elapsedS(),
      machine: describeMachine(),
    };
  } finally {
    await desk.close();
  }
}

/** The messages of one minute by the steps in which the program sees them. */
function inSteps(messages: readonly PlayedMessage[], fromMs: number, lengthMs: number) {
  const last = MINUTE_MS / lengthMs - 1;
  const byStep = Map.groupBy(messages, ({ atMs }) =>
    Math.min(last, Math.max(0, Math.floor((atMs - fromMs) / lengthMs))),
  );
  return Array.from({ length: last + 1 }, (_, index) => ({
    lengthMs,
    messages: byStep.get(index) ?? [],
    isLast: index === last,
  }));
}

/** A last will. */
const saysOff = ({ channel, payload }: PlayedMessage): boolean =>
  channel === "status" && Buffer.from(payload).includes('"offline"');

async function judgeRun(
  desk: Desk,
  events: ReturnType<ReturnType<typeof createTruthKeeper>["events"]>,
  examples: number,
) {
  const alerts = await desk.alerts();
  const { misses, ...result } = score(events, alerts);
  const { counts, wronglyTold } = powerCutMessages(desk.messages(), events);
  return {
    ...result,
    overall: {
      ...result.overall,
      duplicates: countDuplicates(alerts),
      ...counts,
    },
    quarantined: await desk.quarantined(),
    examples: {
      ...examplesOf(misses, examples),
      "power cuts without exactly one message": wronglyTold.slice(0, examples).map(shown),
    },
  };
}

const instant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();

const shown = <T extends { fromMs: number; toMs: number | null }>({
  fromMs,
  toMs,
  ...rest
}: T) => ({
  ...rest,
  from: instant(fromMs),
  to: instant(toMs),
});

function examplesOf(misses: readonly Miss[], max: number): Record<string, object[]> {
  const out: Record<string, object[]> = {};
  for (const { kind, what, ...rest } of misses) {
    const list = (out[`${kind} ${what}`] ??= []);
    if (list.length < max) list.push(shown(rest));
  }
  return out;
}
