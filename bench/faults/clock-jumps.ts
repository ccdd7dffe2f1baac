import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock } from "@resik/kit/clock";
import { startSystem } from "../rig/system.ts";
import {
  conclude,
  DEVICES,
  drained,
  startBackgroundLoad,
  type FaultContext,
  type ScenarioResult,
} from "./scenario.ts";

const HOUR_MS = 3_600_000;

/**
 * The server's wall clock jumps back and forth under load. Messages that then look too far ahead
 * go to quarantine with their bytes, none is lost.
 */
export async function clockJumps(context: FaultContext): Promise<ScenarioResult> {
  const { random, short } = context;
  const folder = mkdtempSync(join(tmpdir(), "resik-clock-"));
  const offsetFile = join(folder, "offset");
  writeFileSync(offsetFile, "0");
  const preload = pathToFileURL(join(import.meta.dirname, "../rig/clock-shift.mjs")).href;
  const system = await startSystem({
    nodeOptions: [`--import=${preload}`],
    environment: { BENCH_CLOCK_OFFSET_FILE: offsetFile },
  });
  const jumpsMs = [2 * HOUR_MS, -2 * HOUR_MS, 40 * 24 * HOUR_MS, 0];
  try {
    const devices = await system.register(DEVICES);
    const stepS = short ? 1 : 4;
    const load = startBackgroundLoad(system, devices, {
      ratePerS: 500,
      seconds: (jumpsMs.length + 1) * stepS,
      seed: random.id(8),
    });
    for (const jumpMs of jumpsMs) {
      await systemClock.sleep(stepS * 1_000);
      writeFileSync(offsetFile, String(jumpMs));
    }
    await load.done;
    await drained(system);
    const [device] = devices;
    if (!device) throw new Error("no devices");
    return await conclude("clock jumps", system, device, load.truth, {
      figures: { jumps: jumpsMs.length },
    });
  } finally {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
