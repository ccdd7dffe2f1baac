import { createConnection, type Socket } from "node:net";
import { generate } from "mqtt-packet";
import type { DeviceSpec } from "@resik/firmware-sim/fleet";
import { systemClock } from "@resik/kit/clock";
import type { System } from "../rig/system.ts";
import { waitFor } from "../rig/wait.ts";
import { play, type FaultContext, type ScenarioResult } from "./scenario.ts";

const MUTE_SOCKETS = 60;
const SILENT_SESSIONS = 3;
/** They are cut after one and a half times this, and must all have been seen before. */
const KEEPALIVE_S = 6;
/** Connections without a CONNECT are cut after the broker's connect timeout (10 s). */
const CUT_TIMEOUT_MS = 25_000;

/**
 * Devices that vanish without a word, sockets that never say CONNECT, and a consumer that stops
 * reading for a while: the broker cuts what is dead, and nothing acknowledged is lost.
 */
export async function halfOpen(context: FaultContext): Promise<ScenarioResult> {
  const frozenS = context.short ? 3 : 30;
  const sockets: Socket[] = [];
  try {
    return await play(
      {
        name: "half-open connections",
        ratePerS: 500,
        seconds: frozenS + 15,
        async fault(system, spare) {
          await systemClock.sleep(1_000);
          const sessionsBefore = await sessionsOf(system);
          for (let index = 0; index < MUTE_SOCKETS; index++) sockets.push(mute(system));
          // One device may hold a few sessions; these never answer and never ask.
          for (let index = 0; index < SILENT_SESSIONS; index++) {
            sockets.push(silentSession(system, spare, index));
          }
          await waitFor("the silent sessions are there", 5_000, async () => {
            return (await sessionsOf(system)) === sessionsBefore + SILENT_SESSIONS;
          });
          system.running("ingest")?.signal("SIGSTOP");
          await systemClock.sleep(frozenS * 1_000);
          system.running("ingest")?.signal("SIGCONT");
          await waitFor("dead connections are cut", CUT_TIMEOUT_MS, async () => {
            const all = sockets.every((socket) => socket.destroyed);
            return all && (await sessionsOf(system)) <= sessionsBefore;
          });
          return { figures: { cut: sockets.length, frozenS } };
        },
      },
      context,
    );
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

const sessionsOf = async (system: System): Promise<number> =>
  (await system.metric("broker", "broker_sessions")) ?? Infinity;

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
