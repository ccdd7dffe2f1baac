import { isStoredChannel } from "@resik/contract/channel";
import type { FieldValue } from "@resik/contract/reading";
import type { Random } from "@resik/kit/random";
import { deviceTimeMs, drawClockFault } from "../device/device-clock.ts";
import { STATUS_INTERVAL_S } from "../device/options.ts";
import { createBootSession, type BootSession } from "../device/session.ts";
import type { DeviceSpec } from "../fleet.ts";
import { SECOND_MS } from "../physics/calendar.ts";
import type { Emission, Model } from "../physics/model.ts";
import type { Scenario } from "../scenario.ts";
import { createDarkness, type DarkSpell } from "./darkness.ts";
import { createLine, type Line } from "./line.ts";

/** From the end of what kept a device away to its connection: its own back-off. */
const RECONNECT_MS_MIN = 1 * SECOND_MS;
const RECONNECT_MS_MAX = 60 * SECOND_MS;
/** One message as the broker receives it. */
export interface PlayedMessage {
  /** When the broker has it, simulated epoch milliseconds. */
  atMs: number;
  site: string;
  device: string;
  /** `status` of a last will, too: the broker says it in the device's place. */
  channel: string;
  topic: string;
  payload: Uint8Array;
  retain: boolean;
  /** What was really so when it was measured; null for a status. */
  real: Readonly<Record<string, FieldValue>> | null;
}

export interface PlayDeviceOptions {
  spec: DeviceSpec;
  model: Model;
  scenario: Scenario;
  random: Random;
  dark: readonly DarkSpell[];
  fromMs: number;
  /** What is really so after each step of the device's world. */
  observe(atMs: number, real: Readonly<Record<string, FieldValue>>): void;
  /** The cell died or was replaced. */
  power(atMs: number, hasPower: boolean): void;
}

export interface PlayedDevice {
  /** Lives until then and gives what the broker received since the last call, in order. */
  advance(toMs: number): PlayedMessage[];
}

/** Boots and speaks: one life of the device after another. */
function createVoice({ spec, model, scenario, random, fromMs }: PlayDeviceOptions, line: Line) {
  const clockFault = drawClockFault(spec, scenario, random.fork("clock"));
  let boots = 0;
  let session = boot(fromMs);
  let statusAtMs = Infinity;

  function boot(atMs: number): BootSession {
    model.boot(atMs);
    const chance = random.fork(`boot/${fromMs}/${boots++}`);
    return createBootSession(spec.id, spec.site, chance, atMs);
  }
  const timeMs = (atMs: number) => deviceTimeMs(clockFault, atMs, session.bootedAtMs);
  const statusDueMs = (atMs: number): number => atMs + STATUS_INTERVAL_S * SECOND_MS;
  return {
    statusAtMs: () => statusAtMs,
    off() {
      statusAtMs = Infinity;
    },
    on(atMs: number) {
      session = boot(atMs);
      statusAtMs = statusDueMs(atMs);
    },
    connect: (atMs: number) => line.up(atMs, session.will()),
    tellStatus(atMs: number) {
      const uptimeMs = atMs - session.bootedAtMs;
      line.put(atMs, session.status("online", timeMs(atMs), uptimeMs, model.vitals()), null);
      statusAtMs = statusDueMs(atMs);
    },
    tell({ atMs, channel, quality, fields, truth }: Emission) {
      // Nobody stores a live weight.
      if (!isStoredChannel(channel)) return;
      const input = { channel, sampledAtMs: timeMs(atMs), quality, fields, retain: false };
      line.put(atMs, session.message(input), truth);
    },
  };
}

/** Firmware on simulated time alone: no socket and no timer, so that a month takes seconds. */
export function playDevice(options: PlayDeviceOptions): PlayedDevice {
  const { spec, model, scenario, random, fromMs } = options;
  const { duplicateChance } = scenario.link;
  const line = createLine({ site: spec.site, random: random.fork("way"), duplicateChance });
  const voice = createVoice(options, line);
  const darkness = createDarkness(options.dark);
  const reconnect = random.fork("reconnect");
  const backOffMs = (): number => reconnect.between(RECONNECT_MS_MIN, RECONNECT_MS_MAX);
  let connectAtMs = fromMs + backOffMs();
  let isOn = true;
  let hadPower = true;

  /** Switches and connects as far as supply and way allow. */
  function settle(atMs: number): void {
    const mayRun = !darkness.isOff() && model.hasPower();
    if (isOn && !mayRun) voice.off();
    if (!isOn && mayRun) voice.on(atMs);
    isOn = mayRun;
    if (!isOn || darkness.isDark()) {
      line.down(atMs);
      connectAtMs = Infinity;
    } else if (!line.isUp() && connectAtMs === Infinity) {
      connectAtMs = atMs + backOffMs();
    }
  }
  function connect(atMs: number): void {
    connectAtMs = Infinity;
    voice.connect(atMs);
    voice.tellStatus(atMs);
  }
  function measure(atMs: number): void {
    const emission = model.step();
    options.observe(atMs, model.real());
    if (model.hasPower() !== hadPower) {
      hadPower = model.hasPower();
      options.power(atMs, hadPower);
      settle(atMs);
    }
    if (emission && isOn) voice.tell(emission);
  }

  return {
    advance(toMs) {
      for (;;) {
        const edgeAtMs = darkness.nextAtMs();
        const measureAtMs = model.nextAtMs();
        const atMs = Math.min(edgeAtMs, measureAtMs, connectAtMs, voice.statusAtMs());
        if (atMs >= toMs) return line.take(toMs);
        if (atMs === edgeAtMs) {
          darkness.step();
          settle(atMs);
        } else if (atMs === connectAtMs) connect(atMs);
        else if (atMs === measureAtMs) measure(atMs);
        else voice.tellStatus(atMs);
      }
    },
  };
}
