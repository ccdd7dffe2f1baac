import { execFileSync } from "node:child_process";
import { createMemoryTruth } from "@resik/firmware-sim/truth-memory";
import { runStorm } from "@resik/firmware-sim/storm";
import { systemClock } from "@resik/kit/clock";
import { createSeed } from "@resik/kit/random";
import { z } from "zod";
import { judgeStore } from "../rig/court.ts";
import { describeMachine, rssMbOf } from "../rig/machine.ts";
import type { Progress } from "../rig/progress.ts";
import { startSystem } from "../rig/system.ts";
import { waitFor } from "../rig/wait.ts";

export const connectionsOptionsSchema = z.object({
  connections: z.coerce.number().int().min(10).default(10_000),
  "backlog-each": z.coerce.number().int().min(1).default(20),
  "hold-s": z.coerce.number().int().min(1).default(5),
});

/** Both ends of every connection, and some for everything else. */
const SPARE_FILES = 1_000;
const DRAIN_TIMEOUT_MS = 120_000;

/**
 * Many devices connected at once, the broker's memory for each, then all links cut and a storm of
 * reconnects, each device with a backlog to replay.
 */
export async function benchConnections(
  options: z.infer<typeof connectionsOptionsSchema>,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const { connections } = options;
  const files = openFilesLimit();
  if (files < connections + SPARE_FILES) {
    throw new Error(
      `The hard limit of open files is ${files}; ${connections + SPARE_FILES} are needed.`,
    );
  }
  const system = await startSystem({
    environment: { RESIK_BROKER_CONNECTIONS_MAX: String(connections + SPARE_FILES) },
  });
  try {
    progress(`registering ${connections} devices`);
    const devices = await system.register(connections);
    const brokerPid = system.running("broker")?.pid ?? -1;
    const idleMb = rssMbOf(brokerPid) ?? 0;
    let heldMb = 0;
    const truth = createMemoryTruth();
    progress(`connecting ${connections} devices`);
    const result = await runStorm({
      url: system.mqttUrl,
      devices,
      connections,
      backlogEach: options["backlog-each"],
      holdS: options["hold-s"],
      clock: systemClock,
      seed: createSeed(),
      truth,
      onHeld() {
        heldMb = rssMbOf(brokerPid) ?? 0;
        progress(`all connected; broker ${heldMb} MiB; cutting every link`);
      },
    });
    if (!result.ok) throw new Error(`${result.code}: ${result.detail}`);
    const storm = result.value;
    const storedMs = await waitFor("the inbox is empty", DRAIN_TIMEOUT_MS, async () => {
      return (await system.metric("broker", "broker_inbox_rows")) === 0;
    });
    progress(`all back after ${storm.allBackS.toFixed(1)} s`);
    const verdict = await judgeStore(truth, system);
    return {
      bench: "connections",
      connections,
      connectS: storm.connectS,
      brokerRssMb: heldMb,
      brokerKiBPerConnection: Number((((heldMb - idleMb) * 1_024) / connections).toFixed(1)),
      allBackS: storm.allBackS,
      drainedS: storm.drainedS,
      storedS: storm.drainedS + storedMs / 1_000,
      acked: storm.acked,
      complete: storm.complete,
      stored: verdict.stored,
      lost: verdict.lost,
      duplicated: verdict.duplicated,
      openFilesLimit: files,
      backlogEach: options["backlog-each"],
      machine: describeMachine(),
    };
  } finally {
    await system.stop();
  }
}

/** What this process and the ones it starts may open: Node has raised it to the hard limit. */
function openFilesLimit(): number {
  const text = execFileSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" }).trim();
  return text === "unlimited" ? Number.MAX_SAFE_INTEGER : Number(text);
}
