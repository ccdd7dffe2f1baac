import { decodePayloadKey } from "./payload-key.ts";
import { STORED_CHANNELS } from "@resik/contract/channel";
import { createJudge, type Verdict } from "@resik/firmware-sim/judge";
import type { Truth } from "@resik/firmware-sim/truth-memory";
import { systemClock } from "@resik/kit/clock";
import { openReadingSource } from "@resik/readings/open";

const QUARANTINE_PAGE_ROWS = 500;

/** Holds the simulator's record against what is really in the store, row by row. */
export async function judgeStore(truth: Truth, dataDir: string): Promise<Verdict> {
  const source = await openReadingSource("sqlite:", { dataDir, clock: systemClock });
  const judge = createJudge(truth);
  try {
    for (const channel of STORED_CHANNELS) {
      const all = { channel, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
      for await (const reading of source.scan(all)) judge.stored(reading);
    }
    let cursor: string | undefined;
    do {
      const page = await source.quarantine({
        limit: QUARANTINE_PAGE_ROWS,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const row of page.rows) {
        const key = decodePayloadKey(row.topic, row.payload);
        if (key) judge.quarantined(key);
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return judge.verdict();
  } finally {
    await source.close();
  }
}
