/**
 * A process of its own that posts deposits and withdrawals, many at once, and says over the
 * process channel which keys were answered, until it is killed. Arguments: data folder, first key.
 */
import { postRequestSchema } from "../post-request.ts";
import { openLedger } from "../open.ts";
import { newClock } from "../suite/desk.ts";
import { crashRequest } from "./crash-request.fixture.ts";

const [dataDir = "", first = "0"] = process.argv.slice(2);
const store = openLedger("sqlite:", { dataDir, clock: newClock() });
process.once("disconnect", () => process.exit(0));

async function writer(start: number, step: number): Promise<void> {
  for (let index = start; ; index += step) {
    const answer = await store.post(postRequestSchema.parse(crashRequest(index)));
    const told = { index, ok: answer.ok, seq: answer.ok ? answer.value.transfer.seq : null };
    // Waits until the message left this process: what is told is stored, never the other way round.
    await new Promise<void>((resolve) => process.send?.(told, () => resolve()));
  }
}

const WRITERS = 8;
await Promise.all(
  Array.from({ length: WRITERS }, (_, offset) => writer(Number(first) + offset, WRITERS)),
);
