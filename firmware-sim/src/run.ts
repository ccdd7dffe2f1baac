import type { Clock, Timer } from "@resik/kit/clock";
import { createRandom, type Random } from "@resik/kit/random";
import {
  createDevice,
  type Device,
  type DeviceOptions,
  type DeviceStats,
} from "./device/device.ts";
import { createSimTime } from "./device/sim-time.ts";
import type { Fleet } from "./fleet.ts";
import { createMemoryOutbox } from "./outbox/memory.ts";
import { OUTBOX_MESSAGES_MAX, type Outbox, type OutboxOptions } from "./outbox/outbox.ts";
import { openSqliteOutbox } from "./outbox/sqlite.ts";
import { DAY_MS } from "./physics/calendar.ts";
import { fastForward } from "./physics/create-model.ts";
import type { SpellRate } from "./physics/spell.ts";
import type { Scenario } from "./scenario.ts";
import { NO_TRUTH, type TruthLog } from "./truth/log.ts";
import { createWorld } from "./world.ts";

export interface RunOptions {
  fleet: Fleet;
  clock: Clock;
  /** What happened is written here; closed by `close`. Absent: nobody keeps it. */
  truth?: TruthLog;
  /** SQLite file of the outbox; absent: in memory. */
  outboxPath?: string;
  outboxMessagesMax?: number;
  /** Simulated seconds per second; stamps stay real. Default 1. */
  speed?: number;
  /** Called when the run cannot go on, for example when the outbox's disk is full. */
  failed(error: unknown): void;
  /** Overrides for tests and fault runs. */
  device?: Partial<
    Pick<DeviceOptions, "inFlightMax" | "keepaliveS" | "backoff" | "pace" | "caPem">
  >;
}

export interface RunStats {
  devices: number;
  connected: number;
  measured: number;
  acked: number;
  waiting: number;
  /** Dropped because an outbox was full. */
  dropped: number;
  connectionsLost: number;
}

export interface FleetRun {
  readonly devices: readonly Device[];
  readonly outbox: Outbox;
  device(id: string): Device | undefined;
  stats(): RunStats;
  /** Every device says goodbye; outbox and truth are closed. Takes at most two seconds. */
  close(): Promise<void>;
}

/** Whom a power cut strikes, how often, and what it does to each. */
interface PowerCut {
  rate: SpellRate;
  random: Random;
  devices: readonly Device[];
  cut(device: Device): void;
  restore(device: Device): void;
}

/** Cuts the power of some devices by chance, all of them at once. */
function startPowerCuts(
  clock: Clock,
  speed: number,
  { rate, random, devices, cut, restore }: PowerCut,
): { stop(): void } {
  let timer: Timer | null = null;
  function waitForCut(): void {
    const waitDays = Math.min(20, -Math.log(1 - random.float()) / rate.perDay);
    timer = clock.after((waitDays * DAY_MS) / speed, () => {
      for (const device of devices) cut(device);
      const darkMs = random.between(rate.minS, rate.maxS) * 1_000;
      timer = clock.after(darkMs / speed, () => {
        for (const device of devices) restore(device);
        waitForCut();
      });
    });
  }
  if (rate.perDay > 0) waitForCut();
  return { stop: () => timer?.cancel() };
}

/**
 * Starts every device of a fleet. The world is first lived through from the fleet's origin to
 * now, silently, so that a live run goes on where a backfill ended.
 *
 * @throws when the outbox file cannot be opened.
 */
export function startFleet(options: RunOptions): FleetRun {
  const { fleet, clock, failed } = options;
  const speed = options.speed ?? 1;
  const truth = options.truth ?? NO_TRUTH;
  const startMs = clock.nowMs();
  const world = createWorld(fleet, startMs);
  const outboxOptions: OutboxOptions = {
    messagesMax: options.outboxMessagesMax ?? OUTBOX_MESSAGES_MAX,
    onDrop: (message, reason) => truth.dropped(message, reason),
  };
  const outbox =
    options.outboxPath === undefined
      ? createMemoryOutbox(outboxOptions)
      : openSqliteOutbox(options.outboxPath, clock, outboxOptions);

  let isLive = false;
  const models = fleet.devices.map((spec) => {
    const model = world.modelOf(spec, (name, atMs, values) => {
      if (isLive) truth.event(spec.id, name, atMs, values);
    });
    fastForward(model, startMs);
    return { spec, model };
  });
  isLive = true;
  // Only now: living through the past took a while.
  const simTime = createSimTime(clock, startMs, speed);
  const devices = models.map(({ spec, model }) =>
    createDevice({
      ...options.device,
      spec,
      model,
      brokerUrl: fleet.brokerUrl,
      scenario: world.scenario,
      clock,
      simTime,
      speed,
      random: world.randomOf(spec).fork("device"),
      bootTag: String(startMs),
      outbox,
      truth,
      failed,
    }),
  );
  for (const device of devices) device.start();
  const powerCuts = powerCutsOf(fleet, world.scenario, devices).map((cut) =>
    startPowerCuts(clock, speed, cut),
  );

  return {
    devices,
    outbox,
    device: (id) => devices.find((device) => device.id === id),
    stats: () => sumStats(devices, outbox),
    async close() {
      for (const cuts of powerCuts) cuts.stop();
      await Promise.all(devices.map((device) => device.stop()));
      await outbox.close();
      await truth.close();
    },
  };
}

/**
 * The supply of all places at once and of each site, and each device by itself. Where two cuts of
 * one device overlap, the first to end switches it on.
 */
function powerCutsOf(fleet: Fleet, scenario: Scenario, devices: readonly Device[]): PowerCut[] {
  const siteOf = new Map<string, string>(fleet.devices.map(({ id, site }) => [id, site]));
  const bySite = Map.groupBy(devices, ({ id }) => siteOf.get(id) ?? "");
  const random = (name: string): Random => createRandom(`${fleet.seed}/power${name}`);
  const supply = {
    cut: (device: Device): void => device.supplyOff(),
    restore: (device: Device): void => device.supplyOn(),
  };
  return [
    { ...supply, rate: scenario.powerCut, random: random(""), devices },
    ...[...bySite].map(([site, own]) => ({
      ...supply,
      rate: scenario.sitePowerCut,
      random: random(`/${site}`),
      devices: own,
    })),
    ...devices.map((device) => ({
      rate: scenario.deviceOff,
      random: random(`/device/${device.id}`),
      devices: [device],
      cut: () => device.powerOff(),
      restore: () => device.powerOn(),
    })),
  ];
}

function sumStats(devices: readonly Device[], outbox: Outbox): RunStats {
  const all: DeviceStats[] = devices.map((device) => device.stats());
  const sum = (of: (stats: DeviceStats) => number): number =>
    all.reduce((total, stats) => total + of(stats), 0);
  return {
    devices: devices.length,
    connected: sum((stats) => (stats.connected ? 1 : 0)),
    measured: sum((stats) => stats.measured),
    acked: sum((stats) => stats.acked),
    waiting: sum((stats) => stats.waiting),
    dropped: outbox.dropped["outbox-full"],
    connectionsLost: sum((stats) => stats.connectionsLost),
  };
}
