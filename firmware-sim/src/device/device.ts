import { parseDeviceTopic } from "@resik/contract/topic";
import type { Timer } from "@resik/kit/clock";
import { createDownlink, type Downlink } from "./downlink.ts";
import { createLife, type Life } from "./life.ts";
import { createLinkFaults } from "./link-faults.ts";
import { STATUS_INTERVAL_S, type DeviceOptions } from "./options.ts";
import { createUplink, type Uplink } from "./uplink.ts";

export type { DeviceOptions } from "./options.ts";

/** How long a device is dark while it boots. */
const BOOT_MS = 2_000;
/** The reply to `reboot` gets this long to leave. */
const LAST_REPLY_MS = 500;

export interface DeviceStats {
  connected: boolean;
  boot: string;
  /** Readings made since the start, live weights included. */
  measured: number;
  acked: number;
  /** In the outbox. */
  waiting: number;
  connects: number;
  connectionsLost: number;
  duplicatesSent: number;
  downlinkRefused: number;
}

export interface Device {
  readonly id: string;
  start(): void;
  /** Says `offline`, waits at most 1.2 s for the acknowledgement, and ends. */
  stop(): Promise<void>;
  /** As a power cut: no goodbye; what is in the outbox stays there. */
  powerOff(): void;
  /** A new boot id, a sequence from 0; not before it has a cell that is not dead. */
  powerOn(): void;
  /**
   * The supply of its place fails, and the router with it: what hangs on it is off, a bin lives on
   * its cell and loses its link alone.
   */
  supplyOff(): void;
  supplyOn(): void;
  /** What a scenario does by chance, tests and fault runs do at will. */
  cutLink(): void;
  restoreLink(): void;
  stallLink(): void;
  stats(): DeviceStats;
}

/** The timers of one device: measuring and status. */
function createRoutine(
  options: DeviceOptions,
  life: Life,
  { uplink, cellChanged }: { uplink(): Uplink; cellChanged(): void },
) {
  const { clock, simTime, speed, model } = options;
  let stepTimer: Timer | null = null;
  let statusTimer: Timer | null = null;
  let measured = 0;
  let hadPower = model.hasPower();
  function arm(): void {
    stepTimer?.cancel();
    stepTimer = clock.after(simTime.waitMs(model.nextAtMs()), tick);
  }
  function tick(): void {
    while (model.nextAtMs() <= simTime.nowMs()) {
      const emission = model.step();
      if (model.hasPower() !== hadPower) {
        hadPower = model.hasPower();
        cellChanged();
      }
      // The world goes on while the device is dark; nobody measures it.
      if (!emission || !life.isOn()) continue;
      measured++;
      uplink().tell(emission);
    }
    arm();
  }
  return {
    /** Looks anew when the next step is due. */
    arm,
    start() {
      arm();
      if (!hadPower) cellChanged();
      statusTimer = clock.every((STATUS_INTERVAL_S * 1_000) / speed, () => {
        if (life.isOn()) uplink().tellStatus("online");
      });
    },
    stop() {
      stepTimer?.cancel();
      statusTimer?.cancel();
    },
    measured: () => measured,
  };
}

/** Power and link of one device: it is connected when it has both. */
function createPower(
  options: DeviceOptions,
  life: Life,
  { uplink, booted }: { uplink(): Uplink; booted(): void },
) {
  const { spec, clock, truth, model } = options;
  const hasCell = spec.kind === "bin";
  let isSwitchedOn = true;
  let isLinkUp = true;
  let hasRouter = true;
  const connectIfPossible = (): void => {
    if (isLinkUp && hasRouter && life.isOn()) uplink().sender.restore();
    else uplink().sender.cut();
  };
  /** On when it is switched on and its cell, where it has one, is not dead. */
  const update = (): void => {
    const isOn = isSwitchedOn && model.hasPower();
    if (isOn === life.isOn()) return;
    if (isOn) {
      life.renew();
      truth.event(spec.id, "boot", clock.nowMs(), { boot: life.session().boot });
      booted();
    } else {
      life.off();
      truth.event(spec.id, "power-off", clock.nowMs(), {});
    }
    connectIfPossible();
  };
  const setSwitch = (on: boolean): void => {
    isSwitchedOn = on;
    update();
  };
  return {
    begin() {
      life.begin();
      connectIfPossible();
    },
    update,
    setSwitch,
    setSupply(up: boolean) {
      if (!hasCell) return setSwitch(up);
      hasRouter = up;
      connectIfPossible();
    },
    setLink(up: boolean) {
      isLinkUp = up;
      connectIfPossible();
    },
  };
}

/** A device with firmware: it measures, keeps what was not acknowledged, and does as it is told. */
export function createDevice(options: DeviceOptions): Device {
  const { spec, clock, speed, random, scenario, model, truth } = options;
  const life = createLife(options);
  let bootTimer: Timer | null = null;
  const powerOn = (): void => power.setSwitch(true);
  const downlink: Downlink = createDownlink({
    configure(config) {
      model.configure(config);
      routine.arm();
    },
    tare: () => model.tare(),
    identify: () => truth.event(spec.id, "identified", clock.nowMs(), {}),
    reply: (reply) => uplink.reply(reply),
    reboot: () => {
      bootTimer = clock.after(LAST_REPLY_MS, () => {
        power.setSwitch(false);
        bootTimer = clock.after(BOOT_MS, powerOn);
      });
    },
  });
  const uplink: Uplink = createUplink(options, life, (topic, payload) => {
    const channel = parseDeviceTopic(topic)?.channel;
    if (channel === "config") downlink.config(payload);
    if (channel === "command") downlink.command(payload);
  });
  const routine = createRoutine(options, life, {
    uplink: () => uplink,
    // Dead until it is given a new cell, with which it boots.
    cellChanged: () => power.update(),
  });
  const power = createPower(options, life, {
    uplink: () => uplink,
    // A sensor that warms up again measures at other times.
    booted: () => routine.arm(),
  });
  const link = {
    cut: () => power.setLink(false),
    restore: () => power.setLink(true),
    stall: () => uplink.sender.stall(),
  };
  const faults = createLinkFaults({
    clock,
    random: random.fork("link"),
    scenario: scenario.link,
    speed,
    ...link,
  });

  return {
    id: spec.id,
    start() {
      power.begin();
      routine.start();
      faults.start();
    },
    stop() {
      faults.stop();
      bootTimer?.cancel();
      routine.stop();
      return uplink.goodbye();
    },
    powerOff: () => power.setSwitch(false),
    powerOn,
    supplyOff: () => power.setSupply(false),
    supplyOn: () => power.setSupply(true),
    cutLink: link.cut,
    restoreLink: link.restore,
    stallLink: link.stall,
    stats: () => statsOf(options, life, uplink, downlink, routine.measured()),
  };
}

const statsOf = (
  options: DeviceOptions,
  life: Life,
  uplink: Uplink,
  downlink: Downlink,
  measured: number,
): DeviceStats => ({
  ...uplink.sender.counts,
  connected: uplink.sender.isConnected(),
  boot: life.session().boot,
  measured,
  acked: uplink.acked(),
  waiting: options.outbox.size(options.spec.id),
  downlinkRefused: downlink.refused,
});
