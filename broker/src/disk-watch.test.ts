import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createManualClock } from "@resik/kit/clock";
import { expect, describe, it } from "vitest";
import { watchDisk } from "./disk-watch.ts";

describe("disk watch", () => {
  it("says full from the start when less is free than must stay free", async () => {
    const changes: string[] = [];
    const disk = await watchDisk({
      folder: tmpdir(),
      freeBytesMin: Number.MAX_SAFE_INTEGER,
      clock: createManualClock(0),
      onChange: (state) => changes.push(state),
    });
    expect(disk.isFull()).toBe(true);
    expect(changes).toEqual(["full"]);
    disk.stop();
  });

  it("counts a folder that cannot be asked as full, and tells each change once", async () => {
    const parent = await mkdtemp(join(tmpdir(), "resik-disk-"));
    const folder = join(parent, "data");
    await mkdir(folder);
    const clock = createManualClock(0);
    const changes: string[] = [];
    const disk = await watchDisk({
      folder,
      freeBytesMin: 1,
      clock,
      onChange: (state) => changes.push(state),
    });
    expect(disk.isFull()).toBe(false);
    await rm(folder, { recursive: true });
    const lookUntil = async (full: boolean): Promise<void> => {
      await expect
        .poll(async () => {
          await clock.advance(1_000);
          return disk.isFull();
        })
        .toBe(full);
    };
    await lookUntil(true);
    await clock.advance(3_000);
    await mkdir(folder);
    await lookUntil(false);
    expect(changes).toEqual(["full", "ok"]);
    disk.stop();
    await rm(parent, { recursive: true });
  });
});
