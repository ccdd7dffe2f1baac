import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { systemClock } from "@resik/kit/clock";
import { expect, it } from "vitest";
import { openReadingStore } from "../open.ts";
import { scanAll } from "../suite/writing.suite.ts";
import { CRASH_BATCH_ROWS, crashBatch } from "./crash-batch.fixture.ts";
import { tempDir } from "./temp-dir.fixture.ts";

const WRITER = fileURLToPath(new URL("crash-writer.fixture.ts", import.meta.url));

/** Runs the writer until it acknowledged some batches, kills it, returns the last one told. */
async function writeAndKill(dataDir: string, acksMin: number): Promise<number> {
  const child = fork(WRITER, [dataDir], { execArgv: [] });
  let lastAcked = -1;
  child.on("message", (index) => {
    lastAcked = Number(index);
    if (lastAcked >= acksMin) child.kill("SIGKILL");
  });
  const [, signal] = await once(child, "close");
  expect(signal).toBe("SIGKILL");
  return lastAcked;
}

it("has every acknowledged batch after kill -9, each whole, and takes a replay as known", async () => {
  const dataDir = tempDir();
  for (const acksMin of [5, 23]) {
    const lastAcked = await writeAndKill(dataDir, acksMin);
    const store = await openReadingStore("sqlite:", { dataDir, clock: systemClock });
    const readings = await scanAll(store);
    expect(readings.length).toBeGreaterThanOrEqual((lastAcked + 1) * CRASH_BATCH_ROWS);
    // A batch that was stored but not told yet is there as a whole or not at all.
    expect(readings.length % CRASH_BATCH_ROWS).toBe(0);
    for (let index = 0; index <= lastAcked; index++) {
      const again = await store.write(crashBatch(index));
      expect(again).toMatchObject({ stored: 0, duplicates: CRASH_BATCH_ROWS, quarantined: 0 });
    }
    expect(await scanAll(store)).toEqual(readings);
    await store.close();
  }
});
