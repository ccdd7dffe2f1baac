import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Reading } from "@resik/contract/reading";
import type { Clock } from "@resik/kit/clock";
import { openReadingStore } from "@resik/readings/open";
import type { ReadingStore } from "@resik/readings/port";

/** A real store in a folder of its own, which a test can make fail. */
export interface TestStore {
  store: ReadingStore;
  /** Writes fail with this until it is null; `after` lets the write happen first. */
  failWith(error: Error | null, when?: "before" | "after"): void;
  /** Readings that the store refuses for ever. */
  reject(refuses: (reading: Reading) => boolean): void;
  attempts(): number;
  seqs(): Promise<number[]>;
  close(): Promise<void>;
}

export async function openTestStore(clock: Clock): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), "resik-ingest-"));
  const inner = await openReadingStore("sqlite:", { dataDir, clock });
  let failure: Error | null = null;
  let moment: "before" | "after" = "before";
  let refuses: (reading: Reading) => boolean = () => false;
  let attempts = 0;

  const store: ReadingStore = {
    ...inner,
    async write(batch) {
      attempts++;
      if (failure && moment === "before") throw failure;
      const rejected = batch.readings.filter((reading) => refuses(reading));
      const readings = batch.readings.filter((reading) => !refuses(reading));
      const result = await inner.write({ ...batch, readings });
      if (failure) throw failure;
      const refused = rejected.map((reading) => ({ reading, detail: "the store says no" }));
      return { ...result, rejected: [...result.rejected, ...refused] };
    },
  };

  return {
    store,
    failWith(error, when = "before") {
      failure = error;
      moment = when;
    },
    reject(next) {
      refuses = next;
    },
    attempts: () => attempts,
    async seqs() {
      const seqs: number[] = [];
      const all = { channel: "bin", fromMs: 0, toMs: Number.MAX_SAFE_INTEGER } as const;
      for await (const { seq } of inner.scan(all)) seqs.push(seq);
      return seqs;
    },
    async close() {
      await inner.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
