import type { Random } from "@resik/kit/random";
import type { DeviceSpec } from "../fleet.ts";
import type { Scenario } from "../scenario.ts";
import { createAirModel } from "./air.ts";
import type { Airshed } from "./airshed.ts";
import { createBinModel } from "./bin.ts";
import type { Model, ModelEvent } from "./model.ts";
import { createScaleModel } from "./scale.ts";

export interface ModelOptions {
  spec: DeviceSpec;
  scenario: Scenario;
  /** Shared by all devices of the district. */
  airshed: Airshed;
  /** The device's own stream. */
  random: Random;
  /** Simulated time at which its world begins, epoch milliseconds. */
  originMs: number;
  event: ModelEvent;
}

/** The physics of one device of a fleet. */
export function createModel(options: ModelOptions): Model {
  const { spec, scenario, airshed, random, originMs, event } = options;
  switch (spec.kind) {
    case "bin":
      return createBinModel({ spec, scenario: scenario.bin, random, originMs, event });
    case "air":
      return createAirModel({ spec, scenario: scenario.air, airshed, random, originMs, event });
    case "scale":
      return createScaleModel({ spec, scenario: scenario.scale, random, originMs, event });
  }
}

/** Lets a world pass without telling anybody, up to but not including the given time. */
export function fastForward(model: Model, toMs: number): void {
  while (model.nextAtMs() < toMs) model.step();
}
