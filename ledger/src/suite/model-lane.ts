import { expect } from "vitest";
import type { ManualClock } from "@resik/kit/clock";
import { bankIdSchema, type BankId } from "@resik/contract/bank/ids";
import type { LedgerStore } from "../port.ts";
import { postRequestSchema, type PostRequest } from "../post-request.ts";
import { createModel, type Model } from "./model.ts";
import type { Seen } from "./model-commands.ts";
import { opening, type Plan, type Planned, type Sequence } from "./model-plan.ts";

/** What a caller learns: the transfer, or the refusal; whether it was a repeat is apart. */
export async function ask(store: LedgerStore, request: PostRequest): Promise<unknown> {
  const answer = await store.post(request);
  return answer.ok ? answer.value.transfer : answer;
}

interface Asked {
  request: PostRequest;
  /** The first answer. */
  answer: unknown;
}

/** How often each kind of command had each outcome, so that no branch is a rarity unseen. */
export type Tally = Map<string, number>;

/** One bank of a run: its people, what they asked so far, and the model of its book. */
export interface Lane {
  bank: BankId;
  /** Requests of the next step, all at once; null after the last. */
  next(): PostRequest[] | null;
  /** Holds the answers to the requests of `next` against the model. */
  settle(answers: readonly unknown[]): void;
  /** Holds the whole book against the model, and every key against its first answer. */
  expectEnd(store: LedgerStore): Promise<void>;
  asked(): readonly Asked[];
}

const refusal = (code: string) => ({ ok: false, code });

function seenBy(model: Model, nowMs: number): Seen {
  return {
    nowMs,
    target(about, back) {
      const seqs = model.seqsOf(about);
      const seq = seqs[seqs.length - 1 - (back % Math.max(1, seqs.length))];
      // One past the end of the chain is a target that does not exist.
      return about.length === 0 ? Math.max(1, model.lastSeq() + 1 - back) : (seq ?? null);
    },
    holder(kind, pick) {
      const held = [...model.balances()].filter(([account]) => account.startsWith(`${kind}:`));
      const [account, amount] = held[pick % Math.max(1, held.length)] ?? [];
      if (account === undefined || amount === undefined) return null;
      const [first = "", second = ""] = account.slice(kind.length + 1).split(/[./]/);
      return { subject: [first, second], amount: Math.abs(Number(amount)) };
    },
    newestBrought: ([item, grade]) => Number(model.newestBrought(`${item}.${grade}`)),
    priceVersion: (asked) => model.priceVersion(asked, nowMs),
  };
}

export function createLane(
  name: string,
  sequence: Sequence,
  clock: ManualClock,
  tally: Tally = new Map(),
): Lane {
  const bank = bankIdSchema.parse(name);
  const model = createModel();
  const asked: Asked[] = [];
  const plans = [...sequence.plans];
  let isOpened = false;
  let keys = 0;
  let check: (answers: readonly unknown[]) => void = () => undefined;

  const toRequest = ({ actor, agoMs, make }: Planned): PostRequest =>
    postRequestSchema.parse({
      bank,
      key: `key-${String(keys++).padStart(6, "0")}`,
      actor,
      occurredAtMs: clock.nowMs() - agoMs,
      command: make(seenBy(model, clock.nowMs())),
    });

  function expectFirst(request: PostRequest, answer: unknown): void {
    asked.push({ request, answer });
    const code = expectAnswer(model, request, { answer, nowMs: clock.nowMs() });
    const outcome = `${request.command.kind}: ${code}`;
    tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
  }

  function postStep(planned: readonly Planned[], taps: number): PostRequest[] {
    const requests = planned.map(toRequest);
    const [first] = requests;
    const again = first ? Array.from({ length: taps - 1 }, () => first) : [];
    check = (answers) => {
      for (const [index, request] of requests.entries()) expectFirst(request, answers[index]);
      // A double tap gets the same answer, and counts once: the model applied it once.
      for (const answer of answers.slice(requests.length)) expect(answer).toEqual(answers[0]);
    };
    return [...requests, ...again];
  }

  function askAgain(plan: Exclude<Plan, { type: "post" }>): PostRequest[] {
    const known = asked[plan.pick % asked.length];
    if (!known) throw new Error("a bank is opened before anything is asked again");
    if (plan.type === "repeat") {
      check = ([again]) => expect(again).toEqual(known.answer);
      return [known.request];
    }
    check = ([other]) => expect(other).toMatchObject(refusal("idempotency-conflict"));
    return [otherInput(known.request, plan.by)];
  }

  return {
    bank,
    asked: () => asked,
    next() {
      if (!isOpened) {
        isOpened = true;
        return postStep(opening(sequence.share), 1);
      }
      const plan = plans.shift();
      if (!plan) return null;
      return plan.type === "post" ? postStep(plan.planned, plan.taps) : askAgain(plan);
    },
    settle: (answers) => check(answers),
    async expectEnd(store) {
      await expectSame(store, bank, model);
      const repeats = await Promise.all(asked.map(({ request }) => ask(store, request)));
      expect(repeats).toEqual(asked.map(({ answer }) => answer));
      expect((await store.head(bank))?.seq).toBe(model.lastSeq());
    },
  };
}

/** Applies a request to the model and holds the ledger's answer against it; returns the outcome. */
function expectAnswer(
  model: Model,
  request: PostRequest,
  { answer, nowMs }: { answer: unknown; nowMs: number },
): string {
  const code = model.apply(request, nowMs);
  if (code !== "ok") {
    expect(answer).toMatchObject(refusal(code));
    return code;
  }
  expect(answer).toMatchObject({ seq: model.lastSeq(), kind: request.command.kind });
  // Just matched as a transfer.
  const { postings } = answer as { postings: { account: string; amount: number }[] };
  const posted = postings.map(({ account, amount }) => [account, BigInt(amount)] as const);
  expect(new Map(posted)).toEqual(model.lastPostings());
  return code;
}

/** The same key with something else. */
function otherInput(request: PostRequest, by: "actor" | "time"): PostRequest {
  const { actor, occurredAtMs } = request;
  const other = by === "actor" ? { actor: `${actor}0` } : { occurredAtMs: occurredAtMs - 1 };
  return postRequestSchema.parse({ ...request, ...other });
}

/** Balances, books and chain are the model's. */
async function expectSame(store: LedgerStore, bank: BankId, model: Model): Promise<void> {
  const stored = await store.balances(bank);
  const kept = stored.filter(({ debitBalance }) => debitBalance !== 0);
  expect(new Map(kept.map(({ account, debitBalance }) => [account, BigInt(debitBalance)]))).toEqual(
    model.balances(),
  );
  expect((await store.books(bank)).isClosed).toBe(true);
  const proof = await store.verify(bank);
  expect(proof.broken).toEqual([]);
  expect(proof.transfers).toBe(model.lastSeq());
}
