import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";
import { postRequestSchema } from "../post-request.ts";
import { openLedger } from "../open.ts";
import { BANK, createDesk, deposit, newClock, openBank } from "../suite/desk.ts";
import { expectIntact } from "../suite/expect-intact.ts";
import { crashRequest } from "./crash-request.fixture.ts";
import { tempDir } from "./temp-dir.fixture.ts";

const WRITER = fileURLToPath(new URL("crash-writer.fixture.ts", import.meta.url));
const toldSchema = z.object({ index: z.int(), ok: z.boolean(), seq: z.int().nullable() });
type Told = z.infer<typeof toldSchema>;

/** Runs the writer until it told of some answers, kills it, and returns all it had told. */
async function writeAndKill(dataDir: string, first: number, answersMin: number): Promise<Told[]> {
  const child = fork(WRITER, [dataDir, String(first)], { execArgv: [] });
  const told: Told[] = [];
  child.on("message", (message) => {
    told.push(toldSchema.parse(message));
    if (told.length >= answersMin) child.kill("SIGKILL");
  });
  const [, signal] = await once(child, "close");
  expect(signal).toBe("SIGKILL");
  return told;
}

it("has every answered transfer once after kill -9, and answers a retry as it did before", async () => {
  const dataDir = tempDir();
  const clock = newClock();
  const first = openLedger("sqlite:", { dataDir, clock });
  const desk = createDesk(first, clock);
  await openBank(desk);
  await desk.done(deposit(500_000));
  await first.close();

  let next = 0;
  const all = new Map<number, Told>();
  for (const answersMin of [7, 60, 200]) {
    for (const told of await writeAndKill(dataDir, next, answersMin)) all.set(told.index, told);
    next = Math.max(...all.keys()) + 50;
    const store = openLedger("sqlite:", { dataDir, clock });
    const before = await store.head(BANK);
    await expectIntact(store);
    for (const { index, ok, seq } of all.values()) {
      const answer = await store.post(postRequestSchema.parse(crashRequest(index)));
      const again = answer.ok ? answer.value : null;
      expect(again?.transfer.seq ?? null).toBe(seq);
      expect({ ok: answer.ok, isRepeat: again?.isRepeat }).toEqual({
        ok,
        isRepeat: ok ? true : undefined,
      });
    }
    expect(await store.head(BANK)).toEqual(before);
    await store.close();
  }
  const seqs = [...all.values()].flatMap(({ seq }) => seq ?? []);
  expect(new Set(seqs).size).toBe(seqs.length);
});
