import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LedgerStoreFactory, OpenedLedger } from "../store.suite.ts";
import { newClock } from "./desk.ts";
import { ask, createLane, type Tally } from "./model-lane.ts";
import { sequenceOf, waitMs } from "./model-plan.ts";

const STEPS_MIN = 4;
const STEPS_MAX = 16;
/** Banks of one run, in step with each other: their requests meet in the same commits. */
const LANES = 10;
/** A store is left for a fresh one after so many runs, so that no file grows without end. */
const RUNS_OF_STORE = 100;
/** So that what waited on a phone for hours happened when the bank had its rules. */
const FIRST_WAIT_MS = 26 * 3_600_000;
const DEFAULT_SEQUENCES = 500;

/** What must have happened often, or the proof would be of little. */
const SEEN_OUTCOMES = [
  ..."deposit value release request-withdrawal approve-withdrawal pay-withdrawal".split(" "),
  ..."void-withdrawal sell receive-payment donate pay-aid move-cash open-day".split(" "),
  ..."close-day reverse publish-rule".split(" "),
].map((kind) => `${kind}: ok`);
const SEEN_REFUSALS = [
  "deposit: not-found",
  "deposit: no-price",
  "deposit: price-changed",
  "deposit: reading-used",
  "deposit: invalid-input",
  "deposit: not-open",
  "value: already-settled",
  "request-withdrawal: below-minimum",
  "request-withdrawal: term-running",
  "request-withdrawal: insufficient-balance",
  "approve-withdrawal: already-exists",
  "pay-withdrawal: approval-missing",
  "sell: insufficient-balance",
  "reverse: already-reversed",
  "reverse: already-settled",
  "reverse: insufficient-balance",
  "reverse: invalid-input",
  "publish-rule: price-outlier",
];

/** Random days of many banks at once against the small model, until the first difference. */
async function runModel(factory: LedgerStoreFactory, tally: Tally): Promise<number> {
  const clock = newClock();
  let opened: OpenedLedger | null = null;
  let banks = 0;
  const lanesPlanned = fc.tuple(
    ...Array.from({ length: LANES }, () => sequenceOf(STEPS_MIN, STEPS_MAX)),
  );
  const waits = fc.array(waitMs, { minLength: STEPS_MAX, maxLength: STEPS_MAX });
  const property = fc
    .asyncProperty(lanesPlanned, waits, async (sequences, waits) => {
      if (!opened) throw new Error("a store is open in every run");
      const { store } = opened;
      const lanes = sequences.map((sequence) =>
        createLane(`bank-${banks++}`, sequence, clock, tally),
      );
      for (const wait of [0, FIRST_WAIT_MS, ...waits]) {
        await clock.advance(wait);
        const step = lanes.flatMap((lane) => {
          const requests = lane.next();
          return requests ? [{ lane, requests }] : [];
        });
        // All of them in one turn; each bank's are written in the order they were asked.
        const answers = await Promise.all(
          step.map(({ requests }) => Promise.all(requests.map((request) => ask(store, request)))),
        );
        for (const [index, { lane }] of step.entries()) lane.settle(answers[index] ?? []);
      }
      for (const lane of lanes) await lane.expectEnd(store);
    })
    .beforeEach(async () => {
      if (opened && banks % (LANES * RUNS_OF_STORE) !== 0) return;
      await opened?.remove();
      opened = await factory.open({ clock });
    });
  const { sequences = DEFAULT_SEQUENCES, seed } = factory.model ?? {};
  try {
    const numRuns = Math.ceil(sequences / LANES);
    await fc.assert(property, seed === undefined ? { numRuns } : { numRuns, seed });
    // Assigned in a callback, which the compiler does not follow.
    const last = opened as OpenedLedger | null;
    expect((await last?.store.verify())?.broken).toEqual([]);
  } finally {
    await (opened as OpenedLedger | null)?.remove();
  }
  return banks;
}

export function describeModel(factory: LedgerStoreFactory): void {
  describe("random weighing days", () => {
    it(
      "keep balances, stock, chain, books and every first answer as a small model has them",
      async () => {
        const tally: Tally = new Map();
        const banks = await runModel(factory, tally);
        expect(banks).toBeGreaterThanOrEqual(factory.model?.sequences ?? DEFAULT_SEQUENCES);
        factory.model?.onTally?.(tally);
        const unseen = [...SEEN_OUTCOMES, ...SEEN_REFUSALS].filter((key) => !tally.has(key));
        expect(unseen).toEqual([]);
      },
      factory.model?.timeoutMs ?? 60_000,
    );
  });
}
