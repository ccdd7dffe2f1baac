import { SERVICE_CHANNELS, STORED_CHANNELS } from "@resik/contract/channel";
import { createJudge, type Verdict } from "@resik/firmware-sim/judge";
import type { Truth } from "@resik/firmware-sim/truth-memory";
import { decodePayloadKey } from "./payload-key.ts";
import type { System } from "./system.ts";

const QUARANTINE_PAGE_ROWS = 500;

/** What devices send; what our programs say of themselves is not in the simulator's record. */
const DEVICE_CHANNELS = STORED_CHANNELS.filter((channel) => !SERVICE_CHANNELS.has(channel));

/** Holds the simulator's record against what is really in the store, row by row. */
export async function judgeStore(truth: Truth, system: System): Promise<Verdict> {
  const source = await system.store.openSource(system.dataDir);
  const judge = createJudge(truth);
  try {
    for (const channel of DEVICE_CHANNELS) {
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
