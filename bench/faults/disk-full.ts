import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { play, waitForRefusals, type FaultContext, type ScenarioResult } from "./scenario.ts";

const NAME = "disk full";
const SIZE_MIB = 96;
const BLOCK_BYTES = 65_536;

/** The disk fills up under load: publishes are refused without PUBACK; with room again all pass. */
export async function diskFull(context: FaultContext): Promise<ScenarioResult> {
  const folder = mkdtempSync(join(tmpdir(), "resik-small-"));
  if (!mountSmall(folder)) {
    rmdirSync(folder);
    return { name: NAME, passed: null, note: "only the superuser may mount a small file system" };
  }
  const ballast = join(folder, "ballast");
  // The watch is set low, so that commits fail too and not only the watch refuses.
  const environment = { RESIK_BROKER_DISK_FREE_BYTES_MIN: String(BLOCK_BYTES) };
  try {
    return await play(
      {
        name: NAME,
        system: { dataDir: join(folder, "data"), environment },
        ratePerS: 1_000,
        // The log of the inbox is a file with room of its own: it takes seconds to need more.
        seconds: 15,
        async fault(system) {
          await systemClock.sleep(1_000);
          const giveBack = await system.store.takeAway(system.dataDir);
          try {
            fillUp(folder, ballast);
            const refused = await waitForRefusals(system);
            context.progress(`disk full: ${refused} publishes refused`);
            return { passed: refused > 0, figures: { refused } };
          } finally {
            rmSync(ballast, { force: true });
            await giveBack();
          }
        },
      },
      context,
    );
  } finally {
    execFileSync("umount", [folder]);
    rmdirSync(folder);
  }
}

/** Mounts a small file system of its own; false where this user may not. */
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

/** Fills what is left, to the last whole block. */
function fillUp(folder: string, ballast: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const blocks = Math.floor((bavail * bsize) / BLOCK_BYTES);
  try {
    writeFileSync(ballast, Buffer.alloc(blocks * BLOCK_BYTES));
  } catch (error) {
    // The programs wrote meanwhile, and it is full a block earlier.
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}
