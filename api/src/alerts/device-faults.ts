import type { FigureId } from "@resik/contract/figure";
import type { HealthFault } from "@resik/contract/http/device-health";
import type { Presence } from "@resik/contract/http/devices";

/** From where a figure is a fault, and what it is called; worst first. */
const FAULTS: readonly { fault: HealthFault; figure: FigureId; isFault(value: number): boolean }[] =
  [
    { fault: "stuck", figure: "airStuckHours", isFault: (value) => value >= 1 },
    { fault: "zero", figure: "airZeroHours", isFault: (value) => value >= 1 },
    { fault: "stuck-near", figure: "nearStuckHours", isFault: (value) => value >= 1 },
    { fault: "wall-echo", figure: "wallEchoHours", isFault: (value) => value >= 1 },
    { fault: "no-echo", figure: "noEchoRatio", isFault: (value) => value >= 0.5 },
    { fault: "tilted", figure: "tiltDeg", isFault: (value) => value >= 20 },
    { fault: "out-of-family", figure: "airFamilyRatio", isFault: (value) => value >= 1.8 },
    {
      fault: "drifting",
      figure: "airFamilyRatio",
      isFault: (value) => value >= 1.4 && value < 1.8,
    },
    { fault: "battery-soon", figure: "batteryDaysLeft", isFault: (value) => value <= 14 },
    { fault: "tera-expired", figure: "teraDaysLeft", isFault: (value) => value <= 0 },
    { fault: "tera-soon", figure: "teraDaysLeft", isFault: (value) => value > 0 && value <= 30 },
  ];

/** A healthy cell and a healthy supply have voltages of their own. */
const BATTERY_LOW_V = { bin: 3.2, air: 4.5, scale: 4.5 } as const;

/** What is wrong with a device, worst first; the same limits for all, whatever rules say. */
export function faultsOf(
  kind: keyof typeof BATTERY_LOW_V,
  presence: Presence,
  figures: Partial<Record<FigureId, number>>,
): HealthFault[] {
  const faults: HealthFault[] = [];
  if (presence === "offline" || presence === "silent") faults.push(presence);
  const { batteryV } = figures;
  if (batteryV !== undefined && batteryV <= BATTERY_LOW_V[kind]) faults.push("battery-low");
  for (const { fault, figure, isFault } of FAULTS) {
    const value = figures[figure];
    if (value !== undefined && isFault(value)) faults.push(fault);
  }
  return faults;
}
