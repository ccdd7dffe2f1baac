import type { FieldValue } from "@resik/contract/reading";
import type { DeviceSpec, Fleet } from "../fleet.ts";
import { fastForward } from "../physics/create-model.ts";
import { createWorld } from "../world.ts";
import { darkSpellsOf, sitePowerCuts, type DarkSpell, type Range } from "./darkness.ts";
import { playDevice, type PlayedMessage } from "./play-device.ts";

export type { DarkCause, DarkSpell, Range } from "./darkness.ts";
export type { PlayedMessage } from "./play-device.ts";

export interface PlayOptions extends Range {
  fleet: Fleet;
  /** What is really so at a device after each step of its world, told or not. */
  observe?(spec: DeviceSpec, atMs: number, real: Readonly<Record<string, FieldValue>>): void;
  /** A cell died, or a dead one was replaced. */
  power?(spec: DeviceSpec, atMs: number, hasPower: boolean): void;
}

/** A fleet on simulated time, in one thread and without a network. */
export interface Play {
  /** What the broker received since the last call and before this time, in order. */
  advance(toMs: number): PlayedMessage[];
  /** Why and when each device is dark, dead cells apart. */
  readonly dark: ReadonlyMap<string, readonly DarkSpell[]>;
  /** When the supply of each site fails. */
  readonly sitePowerCuts: ReadonlyMap<string, readonly { beginMs: number; endMs: number }[]>;
}

/**
 * Plays a fleet as fast as the machine can: the physics, boots, outboxes, last wills and reconnects
 * of every device, as the broker would see them. The same fleet and range give the same messages.
 * Links that hang half-open and messages out of order are not played.
 */
export function playFleet({ fleet, fromMs, toMs, observe, power }: PlayOptions): Play {
  const range = { fromMs, toMs };
  const world = createWorld(fleet, fromMs);
  const { scenario } = world;
  const dark = new Map<string, readonly DarkSpell[]>();
  const devices = fleet.devices.map((spec) => {
    const random = world.randomOf(spec).fork("play");
    const spells = darkSpellsOf({ seed: fleet.seed, scenario, random }, spec, range);
    dark.set(spec.id, spells);
    const model = world.modelOf(spec, () => {});
    fastForward(model, fromMs);
    return playDevice({
      spec,
      model,
      scenario,
      random,
      dark: spells,
      fromMs,
      observe: (atMs, real) => observe?.(spec, atMs, real),
      power: (atMs, hasPower) => power?.(spec, atMs, hasPower),
    });
  });
  const sites = new Set(fleet.devices.map(({ site }) => site));
  return {
    advance: (untilMs) =>
      devices
        .flatMap((device) => device.advance(Math.min(untilMs, toMs)))
        .toSorted((one, other) => one.atMs - other.atMs),
    dark,
    sitePowerCuts: new Map(
      [...sites].map((site) => [
        site,
        sitePowerCuts(fleet.seed, scenario.sitePowerCut, site, range),
      ]),
    ),
  };
}
