import { createConnection, type Socket } from "node:net";
import { generate } from "mqtt-packet";
import type { DeviceSpec } from "@resik/firmware-sim/fleet";
import { systemClock } from "@resik/kit/clock";
import { startSystem, type System } from "../rig/system.ts";
import { waitFor } from "../rig/wait.ts";
import {
  conclude,
  DEVICES,
  drained,
  startBackgroundLoad,
  type FaultContext,
  type ScenarioResult,
} from "./scenario.ts";

const DEAD_CONNECTIONS = 60;
const KEEPALIVE_S = 2;
/** Connections without a CONNECT are cut after the broker's connect timeout (10 s). */
const CUT_TIMEOUT_MS = 25_000;

/**
 * Devices that vanish without a word, sockets that never say CONNECT, and a consumer that stops
 * reading for a while: the broker cuts what is dead, and nothing acknowledged is lost.
 */
export async function halfOpen(context: FaultContext): Promise<ScenarioResult> {
  const { random, short } = context;
  const frozenS = short ? 3 : 30;
  const system = await startSystem();
  const sockets: Socket[] = [];
  try {
    const [dead, ...devices] = await system.register(DEVICES + 1);
    if (!dead) throw new Error("no devices");
    const load = startBackgroundLoad(system, devices, {
      ratePerS: 500,
      seconds: frozenS + 15,
      seed: random.id(8),
    });
    await systemClock.sleep(1_000);
    const sessionsBefore = (await system.metric("broker", "broker_sessions")) ?? 0;
    for (let index = 0; index < DEAD_CONNECTIONS; index++) sockets.push(mute(system));
    // One device may hold a few sessions; these never answer and never ask.
    for (let index = 0; index < 3; index++) sockets.push(silentSession(system, dead, index));
    await waitFor("the silent sessions are there", 5_000, async () => {
      return ((await system.metric("broker", "broker_sessions")) ?? 0) === sessionsBefore + 3;
    });
    system.running("ingest")?.signal("SIGSTOP");
    await systemClock.sleep(frozenS * 1_000);
    system.running("ingest")?.signal("SIGCONT");
    const cutMs = await waitFor("dead connections are cut", CUT_TIMEOUT_MS, async () => {
      const sessions = (await system.metric("broker", "broker_sessions")) ?? Infinity;
      return sessions <= sessionsBefore && sockets.every((socket) => socket.destroyed);
    });
    await load.done;
    await drained(system);
    const [device] = devices;
    if (!device) throw new Error("no devices");
    return await conclude("half-open connections", system, device, load.truth, {
      figures: { dead: sockets.length, cutMs: Math.round(cutMs), frozenS },
    });
  } finally {
    for (const socket of sockets) socket.destroy();
    await system.stop();
  }
}

const portOf = (system: System): number => Number(new URL(system.mqttUrl).port);

/** A socket that connects and says nothing. */
function mute(system: System): Socket {
  const socket = createConnection(portOf(system), "127.0.0.1");
  socket.resume().on("error", () => undefined);
  return socket;
}

/** A session that goes silent after CONNECT, as when power fails. */
function silentSession(system: System, device: DeviceSpec, index: number): Socket {
  const socket = mute(system);
  socket.write(
    generate({
      cmd: "connect",
      protocolId: "MQTT",
      protocolVersion: 4,
      clean: true,
      clientId: `silent-${index}`,
      keepalive: KEEPALIVE_S,
      username: device.id,
      password: Buffer.from(device.password),
    }),
  );
  return socket;
}
