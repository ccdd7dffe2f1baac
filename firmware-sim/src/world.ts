import { createRandom, type Random } from "@resik/kit/random";
import type { DeviceSpec, Fleet } from "./fleet.ts";
import { createAirshed, type Airshed } from "./physics/airshed.ts";
import { createModel } from "./physics/create-model.ts";
import type { Model, ModelEvent } from "./physics/model.ts";
import { SCENARIOS, type Scenario } from "./scenario.ts";

/** The simulated district of one fleet. */
export interface World {
  readonly scenario: Scenario;
  /** Simulated time at which it begins, epoch milliseconds. */
  readonly originMs: number;
  readonly airshed: Airshed;
  /** The device's own stream of chance: it depends on the seed and the device alone. */
  randomOf(spec: DeviceSpec): Random;
  modelOf(spec: DeviceSpec, event: ModelEvent): Model;
}

/** Builds the district; `fallbackOriginMs` counts when the fleet file names no origin. */
export function createWorld(fleet: Fleet, fallbackOriginMs: number): World {
  const scenario: Scenario = SCENARIOS[fleet.scenario];
  const parsedMs = fleet.origin === undefined ? fallbackOriginMs : Date.parse(fleet.origin);
  const originMs = Math.min(parsedMs, fallbackOriginMs);
  const airshed = createAirshed(fleet.seed, scenario.air.haze);
  const randomOf = (spec: DeviceSpec): Random => createRandom(`${fleet.seed}/${spec.id}`);
  return {
    scenario,
    originMs,
    airshed,
    randomOf,
    modelOf: (spec, event) =>
      createModel({
        spec,
        scenario,
        airshed,
        random: randomOf(spec).fork("model"),
        originMs,
        event,
      }),
  };
}
