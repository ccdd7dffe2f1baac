import { cpSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { openLedger } from "../open.ts";
import type { LedgerStore } from "../port.ts";
import { newClock } from "../suite/desk.ts";
import { ask, createLane, type Lane } from "../suite/model-lane.ts";
import { sequenceOf, type Sequence } from "../suite/model-plan.ts";
import { tempDir } from "./temp-dir.fixture.ts";

const STEPS_MIN = 3;
const STEPS_MAX = 8;
const HOUR_MS = 3_600_000;

// Every hundredth of the model's sequences: each of these is run once for every moment it has.
const runs = Math.ceil(Number(process.env["RESIK_TEST_LEDGER_SEQUENCES"] ?? "1000") / 100);
const seed = Number(process.env["RESIK_TEST_LEDGER_SEED"] ?? "20261121");

/** One commit holds a whole step, so nobody was answered; what was answered before is the same. */
async function expectRemembered(
  store: LedgerStore,
  lane: Lane,
  answers: readonly unknown[],
): Promise<void> {
  expect(answers.every((answer) => answer === null)).toBe(true);
  for (const { request, answer } of lane.asked()) expect(await ask(store, request)).toEqual(answer);
}

/**
 * Runs a sequence that crashes at one moment of its commits: what lies on the disk then is all that
 * is left, a new program opens it, and everybody who had asked asks again with the same key.
 * Returns whether the sequence had such a moment at all.
 */
async function runWithCrash(sequence: Sequence, crashMoment: number): Promise<boolean> {
  const dataDir = join(tempDir(), "first");
  const imageDir = join(tempDir(), "image");
  const clock = newClock();
  let moments = 0;
  let isOver = false;
  const onCommit = (): void => {
    if (isOver || moments++ !== crashMoment) return;
    cpSync(dataDir, imageDir, { recursive: true, filter: (path) => !path.endsWith("-shm") });
    throw new Error("crashed");
  };
  const crashing = openLedger("sqlite:", { dataDir, clock, onCommit });
  let store: LedgerStore = crashing;
  const lane = createLane("bank-1", sequence, clock);
  try {
    for (let requests = lane.next(); requests; requests = lane.next()) {
      const asked = await Promise.allSettled(requests.map((request) => ask(store, request)));
      let answers = asked.map((one) => (one.status === "fulfilled" ? one.value : null));
      if (asked.some(({ status }) => status === "rejected")) {
        store = openLedger("sqlite:", { dataDir: imageDir, clock });
        await expectRemembered(store, lane, answers);
        answers = await Promise.all(requests.map((request) => ask(store, request)));
      }
      lane.settle(answers);
      await clock.advance(HOUR_MS);
    }
    isOver = true;
    await lane.expectEnd(store);
  } finally {
    await store.close();
    if (store !== crashing) await crashing.close();
  }
  return moments > crashMoment;
}

it(
  "ends with the model's book wherever a commit was cut off, before it or after it",
  async () => {
    let crashes = 0;
    const property = fc.asyncProperty(sequenceOf(STEPS_MIN, STEPS_MAX), async (sequence) => {
      let moment = 0;
      while (await runWithCrash(sequence, moment)) moment += 1;
      // The opening alone is a commit with two moments.
      expect(moment).toBeGreaterThan(2);
      crashes += moment;
    });
    await fc.assert(property, { numRuns: runs, seed });
    expect(crashes).toBeGreaterThan(runs * STEPS_MIN);
  },
  60_000 + runs * 10_000,
);
