import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostRequest } from "../post-request.ts";
import { bankIdSchema, type BankId } from "@resik/contract/bank/ids";
import type { LedgerStore } from "../port.ts";
import type { LedgerStoreFactory, OpenedLedger } from "../store.suite.ts";
import {
  createDesk,
  deposit,
  newClock,
  PET,
  price,
  REGULAR,
  sale,
  type CommandInput,
  type Desk,
} from "./desk.ts";
import { createModel, PRICE_RUPIAH, SHARE_PERCENT, type Model } from "./model.ts";
import type { ModelShare } from "./model-book.ts";

const STEPS_MIN = 10;
const STEPS_MAX = 60;
const DEFAULT_RUNS = 150;

type Kind = CommandInput["kind"];
/** A command whose target is still a distance from the newest of what it may be about. */
interface Planned {
  back: number;
  /** Empty: any transfer, also one that the command cannot be about. */
  about: readonly Kind[];
  make(target: number): CommandInput;
}
type Plan =
  | { type: "post"; planned: Planned; copies: number }
  | { type: "repeat"; pick: number }
  | { type: "conflict"; pick: number };

const member = fc.constantFrom("m1", "m2");
const amount = fc.oneof(fc.integer({ min: 1, max: 6_000 }), fc.constantFrom(1, 4_003, 50_000));
const grams = fc.oneof(fc.integer({ min: 1, max: 6_000 }), fc.constantFrom(1, 500, 1_000));
const back = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 5);
const direct = (command: fc.Arbitrary<CommandInput>): fc.Arbitrary<Planned> =>
  command.map((command) => ({ back: 0, about: [], make: () => command }));
const on = (
  about: readonly Kind[],
  make: (target: number) => CommandInput,
): fc.Arbitrary<Planned> =>
  fc
    .record({ back, isAny: fc.constantFrom(false, false, false, false, true) })
    .map(({ back, isAny }) => ({ back, about: isAny ? [] : about, make }));
const targetOf = (model: Model, { back, about }: Planned): number => {
  const seqs = model.seqsOf(about);
  return seqs[seqs.length - 1 - (back % Math.max(1, seqs.length))] ?? model.lastSeq() - back;
};

const akad = fc.constantFrom("saved", "saved", "saved", "saved", "cash", "donation");
const depositCommand = fc
  .record({ member, grams, akad, isLater: fc.boolean() })
  .map(({ member, grams, akad, isLater }) =>
    deposit(grams, {
      valued: isLater ? "at-harvest" : "now",
      payee:
        akad === "saved"
          ? { akad, member, product: "regular" }
          : akad === "cash"
            ? { akad, member }
            : { akad: "donation", member, fund: "social" },
    }),
  );
const saleCommand = fc
  .record({
    taken: grams,
    missing: fc.integer({ min: -50, max: 200 }),
    price: fc.integer({ min: 0, max: 9_000 }),
    payment: fc.constantFrom("cash" as const, "receivable" as const),
  })
  .map(({ taken, missing, price, payment }) =>
    sale(taken, Math.max(1, taken - missing), price, payment),
  );
const withMember = { member, product: fc.constant("regular"), amountRupiah: amount };
const note = fc.constant("Catatan");
const moveCash = fc.record({
  kind: fc.constant("move-cash" as const),
  direction: fc.constantFrom("in" as const, "out" as const),
  purpose: fc.constantFrom("capital" as const, "operations" as const),
  amountRupiah: amount,
  note,
});
const count = fc.record({
  kind: fc.constantFrom("open-day" as const, "close-day" as const),
  countedRupiah: fc.integer({ min: 0, max: 50_000 }),
});
const request = fc.record({
  kind: fc.constant("request-withdrawal" as const),
  ...withMember,
  amountRupiah: fc.oneof(fc.integer({ min: 1, max: 1_500 }), amount),
});
const donate = fc.record({
  kind: fc.constant("donate" as const),
  ...withMember,
  fund: fc.constant("social"),
});
const receive = fc.record({
  kind: fc.constant("receive-payment" as const),
  buyer: fc.constant("b1"),
  amountRupiah: amount,
});
const aid = fc.record({
  kind: fc.constant("pay-aid" as const),
  fund: fc.constant("social"),
  amountRupiah: amount,
  note,
});
const reason = "Salah catat";
const REQUEST: readonly Kind[] = ["request-withdrawal"];
const REVERSIBLE: readonly Kind[] = [
  "deposit",
  "value",
  "release",
  "request-withdrawal",
  "pay-withdrawal",
  "void-withdrawal",
  "sell",
  "receive-payment",
  "donate",
  "pay-aid",
  "move-cash",
];

const planned: fc.Arbitrary<Planned> = fc.oneof(
  { weight: 8, arbitrary: direct(depositCommand) },
  { weight: 4, arbitrary: on(["deposit"], (target) => ({ kind: "value", target })) },
  { weight: 2, arbitrary: on(["deposit", "value"], (target) => ({ kind: "release", target })) },
  { weight: 7, arbitrary: direct(request) },
  { weight: 7, arbitrary: on(REQUEST, (target) => ({ kind: "approve-withdrawal", target })) },
  { weight: 7, arbitrary: on(REQUEST, (target) => ({ kind: "pay-withdrawal", target })) },
  { weight: 2, arbitrary: on(REQUEST, (target) => ({ kind: "void-withdrawal", target, reason })) },
  { weight: 4, arbitrary: direct(saleCommand) },
  { weight: 1, arbitrary: direct(receive) },
  { weight: 1, arbitrary: direct(donate) },
  { weight: 1, arbitrary: direct(aid) },
  { weight: 2, arbitrary: direct(moveCash) },
  { weight: 1, arbitrary: direct(count) },
  { weight: 4, arbitrary: on(REVERSIBLE, (target) => ({ kind: "reverse", target, reason })) },
);
const pick = fc.nat(1_000);
const plan: fc.Arbitrary<Plan> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant("post" as const),
      planned,
      copies: fc.constantFrom(1, 1, 1, 3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("repeat" as const), pick }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("conflict" as const), pick }) },
);

const shareModel = (share: ModelShare) => {
  const ratio = { numerator: Number(SHARE_PERCENT), denominator: 100 };
  return share === "none" || share === "held-until-sold" ? { kind: share } : { kind: share, ratio };
};

async function openModelBank(desk: Desk, bank: string, share: ModelShare): Promise<void> {
  await desk.rule(PET, { bank });
  await desk.rule(REGULAR, { bank });
  await desk.rule(price(Number(PRICE_RUPIAH)), { bank });
  const model = shareModel(share);
  await desk.rule({ type: "share", product: null, delivery: null, model }, { bank });
  await desk.done({ kind: "open-day", countedRupiah: 0 }, { bank });
}
const OPENING_TRANSFERS = 5;
/** So that withdrawals can be paid, most of the time. */
const CAPITAL: CommandInput = {
  kind: "move-cash",
  direction: "in",
  purpose: "capital",
  amountRupiah: 50_000,
  note: "Modal awal",
};

async function expectSame(store: LedgerStore, bank: BankId, model: Model): Promise<void> {
  const stored = await store.balances(bank);
  const kept = new Map(
    stored
      .filter(({ debitBalance }) => debitBalance !== 0)
      .map(({ account, debitBalance }) => [account, BigInt(debitBalance)]),
  );
  expect(kept).toEqual(model.balances());
  expect((await store.books(bank)).isClosed).toBe(true);
  expect((await store.head(bank))?.seq).toBe(model.lastSeq());
}

interface Asked {
  request: PostRequest;
  answer: unknown;
}

/** What a caller learns: the transfer, or the refusal; whether it was a repeat is apart. */
async function ask(store: LedgerStore, request: PostRequest): Promise<unknown> {
  const answer = await store.post(request);
  return answer.ok ? answer.value.transfer : answer;
}

/** Carries out one step of a plan and says what came of it beside what must have come. */
async function carryOut(
  { store, desk, bank }: ModelBank,
  model: Model,
  plan: Plan,
  past: Asked[],
): Promise<{ answers: unknown[]; expected: unknown }> {
  if (plan.type === "post") {
    const command = plan.planned.make(targetOf(model, plan.planned));
    const request = desk.request(command, { bank });
    const taps = Array.from({ length: plan.copies }, () => ask(store, request));
    const answers = await Promise.all(taps);
    past.push({ request, answer: answers[0] });
    const code = model.apply(command);
    const expected = code === "ok" ? { seq: model.lastSeq() } : { ok: false, code };
    // A double tap gets the same answer, and counts once: the model applied it once.
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    return { answers, expected };
  }
  const known = past[plan.pick % Math.max(1, past.length)];
  if (!known) return { answers: [], expected: {} };
  const { request, answer } = known;
  if (plan.type === "repeat") return { answers: [await ask(store, request)], expected: answer };
  const other = { ...request, occurredAtMs: request.occurredAtMs - 1 };
  return { answers: [await ask(store, other)], expected: { code: "idempotency-conflict" } };
}

interface ModelBank {
  store: LedgerStore;
  desk: Desk;
  bank: BankId;
}

async function runPlans(
  modelBank: ModelBank,
  share: ModelShare,
  plans: readonly Plan[],
): Promise<void> {
  const { store, desk, bank } = modelBank;
  await openModelBank(desk, bank, share);
  const model = createModel(share, OPENING_TRANSFERS);
  const past: Asked[] = [];
  const capital: Planned = { back: 0, about: [], make: () => CAPITAL };
  await carryOut(modelBank, model, { type: "post", planned: capital, copies: 1 }, past);
  for (const plan of plans) {
    const { answers, expected } = await carryOut(modelBank, model, plan, past);
    for (const answer of answers) expect(answer).toMatchObject(Object(expected));
    await expectSame(store, bank, model);
  }
  expect((await store.verify(bank)).broken).toEqual([]);
}

export function describeModel(factory: LedgerStoreFactory): void {
  describe("random weighing days", () => {
    let opened: OpenedLedger | null = null;
    const clock = newClock();
    beforeAll(async () => {
      opened = await factory.open({ clock });
    });
    afterAll(async () => opened?.remove());

    it(
      "keep balances, stock, chain and books as a small model has them",
      async () => {
        if (!opened) throw new Error("the ledger is open within a test only");
        const { store } = opened;
        const desk = createDesk(store, clock);
        let banks = 0;
        const plans = fc.array(plan, { minLength: STEPS_MIN, maxLength: STEPS_MAX, size: "max" });
        const share = fc.constantFrom<ModelShare[]>(
          "none",
          "at-deposit",
          "at-withdrawal",
          "held-until-sold",
        );
        await fc.assert(
          // A bank of its own for every run: books are kept apart.
          fc.asyncProperty(share, plans, (share, plans) => {
            const bank = bankIdSchema.parse(`bank-${banks++}`);
            return runPlans({ store, desk, bank }, share, plans);
          }),
          { numRuns: factory.modelRuns ?? DEFAULT_RUNS },
        );
        expect((await store.verify()).broken).toEqual([]);
      },
      factory.modelTimeoutMs ?? 60_000,
    );
  });
}
