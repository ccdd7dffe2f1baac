import type { Random } from "@resik/kit/random";
import type { DeviceSpec } from "../fleet.ts";
import type { Scenario } from "../scenario.ts";
import { DAY_MS } from "../physics/calendar.ts";

export type ClockFault = NonNullable<DeviceSpec["clock"]>;

/** Which clock a device has: its own setting, else as the scenario draws it. */
export function drawClockFault(spec: DeviceSpec, scenario: Scenario, random: Random): ClockFault {
  if (spec.clock) return spec.clock;
  const drawn = random.float();
  if (drawn < scenario.unsetClockRatio) return "unset";
  if (drawn < scenario.unsetClockRatio + scenario.wrongClockRatio) {
    return random.chance(0.5) ? "epoch" : "ahead";
  }
  return "right";
}

/** What a device believes the time is, epoch milliseconds; null when it knows that it does not know. */
export function deviceTimeMs(fault: ClockFault, nowMs: number, bootedAtMs: number): number | null {
  switch (fault) {
    case "right":
      return Math.round(nowMs);
    case "unset":
      return null;
    case "epoch":
      return Math.round(Math.max(0, nowMs - bootedAtMs));
    case "ahead":
      return Math.round(nowMs + DAY_MS);
  }
}
