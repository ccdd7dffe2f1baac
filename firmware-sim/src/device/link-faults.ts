import type { Clock, Timer } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { LinkScenario } from "../scenario.ts";
import { DAY_MS, SECOND_MS } from "../physics/calendar.ts";

export interface Outage {
  /** How long the link stays up before it, and down in it, milliseconds. */
  upMs: number;
  downMs: number;
}

/**
 * Endless outages of one link: it is up the drawn share of the time, an outage lasts between the
 * two bounds, short ones being more common. Null when the link never fails.
 */
export function createOutages(random: Random, scenario: LinkScenario): (() => Outage) | null {
  const upRatio = random.between(scenario.upRatioMin, scenario.upRatioMax);
  if (upRatio >= 1) return null;
  const spread = Math.log(scenario.outageMaxS / scenario.outageMinS);
  return () => {
    const downMs = scenario.outageMinS * Math.exp(spread * random.float()) * SECOND_MS;
    const upMs = ((downMs * upRatio) / (1 - upRatio)) * random.between(0.5, 1.5);
    return { upMs, downMs };
  };
}

export interface LinkFaults {
  start(): void;
  stop(): void;
}

export interface LinkFaultsOptions {
  clock: Clock;
  random: Random;
  scenario: LinkScenario;
  /** Simulated seconds per second: outages shrink with the days. */
  speed: number;
  cut(): void;
  restore(): void;
  stall(): void;
}

/** Drives the outages and half-open spells of one device's link. */
export function createLinkFaults(options: LinkFaultsOptions): LinkFaults {
  const { clock, random, scenario, speed, cut, restore, stall } = options;
  const outages = createOutages(random.fork("outages"), scenario);
  const hangs = random.fork("half-open");
  let outageTimer: Timer | null = null;
  let hangTimer: Timer | null = null;

  function up(): void {
    if (!outages) return;
    const { upMs, downMs } = outages();
    outageTimer = clock.after(upMs / speed, () => {
      cut();
      outageTimer = clock.after(downMs / speed, () => {
        restore();
        up();
      });
    });
  }
  function hang(): void {
    if (scenario.halfOpenPerDay <= 0) return;
    // Bounded, because a timer of Node holds at most 24 days.
    const waitDays = Math.min(20, -Math.log(1 - hangs.float()) / scenario.halfOpenPerDay);
    const waitMs = waitDays * DAY_MS;
    hangTimer = clock.after(waitMs / speed, () => {
      stall();
      hang();
    });
  }
  return {
    start() {
      up();
      hang();
    },
    stop() {
      outageTimer?.cancel();
      hangTimer?.cancel();
    },
  };
}
