import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { systemClock } from "@resik/kit/clock";
import { play, type FaultContext, type ScenarioResult } from "./scenario.ts";

const HOUR_MS = 3_600_000;
const JUMPS_MS = [2 * HOUR_MS, -2 * HOUR_MS, 40 * 24 * HOUR_MS, 0];
const PRELOAD = pathToFileURL(join(import.meta.dirname, "../rig/clock-shift.mjs")).href;

/**
 * The server's wall clock jumps back and forth under load. Messages that then look too far ahead
 * go to quarantine with their bytes, none is lost.
 */
export async function clockJumps(context: FaultContext): Promise<ScenarioResult> {
  const folder = mkdtempSync(join(tmpdir(), "resik-clock-"));
  const offsetFile = join(folder, "offset");
  writeFileSync(offsetFile, "0");
  const stepS = context.short ? 1 : 4;
  try {
    return await play(
      {
        name: "clock jumps",
        system: {
          nodeOptions: [`--import=${PRELOAD}`],
          environment: { BENCH_CLOCK_OFFSET_FILE: offsetFile },
        },
        ratePerS: 500,
        seconds: (JUMPS_MS.length + 1) * stepS,
        async fault() {
          for (const jumpMs of JUMPS_MS) {
            await systemClock.sleep(stepS * 1_000);
            writeFileSync(offsetFile, String(jumpMs));
          }
          return { figures: { jumps: JUMPS_MS.length } };
        },
      },
      context,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
