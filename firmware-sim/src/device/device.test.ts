import { createManualClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { expect, it } from "vitest";
import { makeFleet } from "../fleet.fixture.ts";
import { createMemoryOutbox } from "../outbox/memory.ts";
import type { Model } from "../physics/model.ts";
import { SCENARIOS } from "../scenario.ts";
import { createMemoryTruth } from "../truth/memory.ts";
import { createDevice } from "./device.ts";
import { createSimTime } from "./sim-time.ts";

const START_MS = Date.UTC(2026, 10, 21);
const STEP_MS = 60_000;

/** A bin whose cell the test takes out and puts in; it is looked at every minute. */
function binWithCell() {
  const clock = createManualClock(START_MS);
  const truth = createMemoryTruth();
  const [spec] = makeFleet({ bins: 1 }).devices;
  if (!spec) throw new Error("no bin");
  let hasCell = true;
  let nextAtMs = START_MS + STEP_MS;
  const model: Model = {
    nextAtMs: () => nextAtMs,
    step() {
      nextAtMs += STEP_MS;
      return null;
    },
    configure: () => undefined,
    tare: () => false,
    boot: () => undefined,
    vitals: () => ({ batteryV: 3.6, rssiDbm: -70 }),
    real: () => ({}),
    hasPower: () => hasCell,
  };
  const device = createDevice({
    spec,
    model,
    // Nobody listens there: what is looked at is the power, not the link.
    brokerUrl: "mqtt://127.0.0.1:1",
    scenario: SCENARIOS.calm,
    clock,
    simTime: createSimTime(clock, START_MS, 1),
    speed: 1,
    random: createRandom("device"),
    bootTag: "test",
    outbox: createMemoryOutbox({ messagesMax: 10, onDrop: () => undefined }),
    truth,
    failed: (error) => {
      throw error;
    },
  });
  return {
    device,
    setCell: async (has: boolean): Promise<void> => {
      hasCell = has;
      await clock.advance(STEP_MS);
    },
    told: () => truth.events.map(({ name }) => name),
  };
}

it("stays dark after a power cut while its cell is dead, and boots with its new one", async () => {
  const { device, setCell, told } = binWithCell();
  device.start();
  await setCell(false);
  expect(told()).toEqual(["power-off"]);
  device.powerOff();
  device.powerOn();
  device.supplyOff();
  device.supplyOn();
  expect(told()).toEqual(["power-off"]);
  await setCell(true);
  expect(told()).toEqual(["power-off", "boot"]);
  await device.stop();
});

it("does not wake by a new cell while it is switched off", async () => {
  const { device, setCell, told } = binWithCell();
  device.start();
  device.powerOff();
  await setCell(false);
  await setCell(true);
  expect(told()).toEqual(["power-off"]);
  device.powerOn();
  expect(told()).toEqual(["power-off", "boot"]);
  await device.stop();
});
