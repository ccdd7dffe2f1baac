import { statfs } from "node:fs/promises";
import type { Clock } from "@resik/kit/clock";

export interface DiskWatch {
  /** True when the file system has less free than it must keep. */
  isFull(): boolean;
  stop(): void;
}

const CHECK_EVERY_MS = 1_000;
/** Taking messages starts again only when this much more than the minimum is free. */
const RECOVERY_FACTOR = 1.25;

/** Looks at the free space of a folder's file system once a second. */
export async function watchDisk(options: {
  folder: string;
  freeBytesMin: number;
  clock: Clock;
  onChange(state: "ok" | "full"): void;
}): Promise<DiskWatch> {
  const { folder, freeBytesMin, clock, onChange } = options;
  let full = false;

  async function look(): Promise<void> {
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const nowFull = free < (full ? freeBytesMin * RECOVERY_FACTOR : freeBytesMin);
    if (nowFull !== full) onChange(nowFull ? "full" : "ok");
    full = nowFull;
  }

  await look();
  const timer = clock.every(CHECK_EVERY_MS, () => {
    // A file system that cannot be asked is not one to write to.
    look().catch(() => {
      if (!full) onChange("full");
      full = true;
    });
  });
  return { isFull: () => full, stop: () => timer.cancel() };
}
