import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { startSystem } from "../rig/system.ts";
import { waitFor } from "../rig/wait.ts";
import { lockStore } from "./store-away.ts";
import {
  conclude,
  DEVICES,
  drained,
  startBackgroundLoad,
  type FaultContext,
  type ScenarioResult,
} from "./scenario.ts";

const NAME = "disk full";
const SIZE_MIB = 96;
const BLOCK = Buffer.alloc(65_536);

/** Mounts a small file system of its own; null where this user may not. */
function mountSmall(folder: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_MIB}m`, "tmpfs", folder], {
      stdio: "ignore",
    });
    return true;
  } catch {
    // Only the superuser may mount; the caller says so in the result.
    return false;
  }
}

/** Fills what is left to the last block. */
function fillUp(path: string): void {
  const { bavail, bsize } = statfsSync(join(path, ".."));
  const blocks = Math.floor((bavail * bsize) / BLOCK.length);
  writeFileSync(path, Buffer.alloc(blocks * BLOCK.length));
}

/** The disk fills up under load: publishes are refused without PUBACK; with room again all pass. */
export async function diskFull(context: FaultContext): Promise<ScenarioResult> {
  const { random, progress } = context;
  const folder = mkdtempSync(join(tmpdir(), "resik-small-"));
  if (!mountSmall(folder)) {
    rmdirSync(folder);
    return { name: NAME, passed: null, note: "only the superuser may mount a small file system" };
  }
  const ballast = join(folder, "ballast");
  const system = await startSystem({
    dataDir: join(folder, "data"),
    // The watch is set low, so that commits fail too and not only the watch refuses.
    environment: { RESIK_BROKER_DISK_FREE_BYTES_MIN: "65536" },
  });
  try {
    const devices = await system.register(DEVICES);
    const load = startBackgroundLoad(system, devices, {
      ratePerS: 1_000,
      seconds: 15,
      seed: random.id(8),
    });
    await systemClock.sleep(1_000);
    const unlock = lockStore(system);
    fillUp(ballast);
    const refusals = async (): Promise<number> =>
      (await system.metric("broker", "broker_publishes_refused_total")) ?? 0;
    await waitFor("publishes are refused", 30_000, async () => (await refusals()) > 0);
    await systemClock.sleep(3_000);
    const refused = await refusals();
    progress(`disk full: ${refused} publishes refused`);
    rmSync(ballast);
    unlock();
    await load.done;
    await drained(system);
    const [device] = devices;
    if (!device) throw new Error("no devices");
    return await conclude(NAME, system, device, load.truth, {
      passed: refused > 0,
      figures: { refused },
    });
  } finally {
    await system.stop();
    execFileSync("umount", [folder]);
    rmdirSync(folder);
  }
}
