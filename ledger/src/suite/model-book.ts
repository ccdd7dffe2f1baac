import type { CommandInput } from "./desk.ts";

/** How the bank of a run shares. */
export type ModelShare = "none" | "at-deposit" | "at-withdrawal" | "held-until-sold";

export type Pairs = readonly (readonly [account: string, amount: bigint])[];

export interface Step {
  kind: CommandInput["kind"];
  delta: ReadonlyMap<string, bigint>;
  follows: number | null;
  reverses: number | null;
  /** Rupiah that a later step carries on. */
  amount: bigint;
  akad: string;
  member: string;
  grams: bigint;
  isWaiting: boolean;
  isHeld: boolean;
}

const MAY_BE_NEGATIVE = /^(margin|cash-difference|operations|lost:)/;
const CREDIT_SIDE = /^(savings|held|payable|fund|bank-share|margin|cash-diff|capital|deposited)/;

/** The small model's book: a map of balances, debits positive, and the steps that led there. */
export class ModelBook {
  readonly share: ModelShare;
  readonly firstSeq: number;
  readonly balance = new Map<string, bigint>();
  readonly steps = new Map<number, Step>();
  isOpen = true;
  seq: number;

  constructor(share: ModelShare, firstSeq: number) {
    this.share = share;
    this.firstSeq = firstSeq;
    this.seq = firstSeq;
  }

  of(account: string): bigint {
    return this.balance.get(account) ?? 0n;
  }

  isReversed(target: number): boolean {
    return [...this.steps.values()].some(({ reverses }) => reverses === target);
  }

  isCarriedOn(target: number): boolean {
    return [...this.steps].some(
      ([seq, { follows, kind }]) =>
        follows === target && kind !== "approve-withdrawal" && !this.isReversed(seq),
    );
  }

  /** Why a step cannot be carried on; null when it can. */
  problem(target: number): string | null {
    if (this.isReversed(target)) return "already-reversed";
    return this.isCarriedOn(target) ? "already-settled" : null;
  }

  write(pairs: Pairs, step: Partial<Step> & Pick<Step, "kind">): string {
    const delta = new Map<string, bigint>();
    for (const [account, amount] of pairs) {
      delta.set(account, (delta.get(account) ?? 0n) + amount);
    }
    const movesCash = (delta.get("cash") ?? 0n) !== 0n;
    if (step.kind !== "open-day" && movesCash && !this.isOpen) return "not-open";
    for (const [account, amount] of delta) {
      const after = this.of(account) + amount;
      const shown = CREDIT_SIDE.test(account) ? -after : after;
      if (amount !== 0n && shown < 0n && !MAY_BE_NEGATIVE.test(account)) {
        return "insufficient-balance";
      }
    }
    for (const [account, amount] of delta) this.balance.set(account, this.of(account) + amount);
    this.seq += 1;
    this.steps.set(this.seq, { ...EMPTY_STEP, ...step, delta });
    return "ok";
  }
}

const EMPTY_STEP = {
  follows: null,
  reverses: null,
  amount: 0n,
  akad: "",
  member: "",
  grams: 0n,
  isWaiting: false,
  isHeld: false,
};
