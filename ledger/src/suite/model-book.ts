import type { CommandInput, DepositInput, RuleInput } from "./desk.ts";

export type Pairs = readonly (readonly [account: string, amount: bigint])[];
export type ShareInput = Extract<RuleInput, { type: "share" }>["model"];

export interface Published {
  seq: number;
  fromMs: number;
  rule: RuleInput;
}

export interface Step {
  kind: CommandInput["kind"];
  actor: string;
  delta: ReadonlyMap<string, bigint>;
  follows: number | null;
  reverses: number | null;
  /** Rupiah that a later step carries on. */
  amount: bigint;
  fee: bigint;
  approvals: number;
  /** `member/product` whose money a later step moves. */
  owner: string;
  /** What was weighed, on a deposit and on its value. */
  weighed: DepositInput | null;
  share: ShareInput;
}

const MAY_BE_NEGATIVE = /^(margin|cash-difference|operations|lost:)/;
const CREDIT_SIDE = /^(savings|held|payable|fund|bank-share|margin|cash-diff|capital|deposited)/;

/** The small model's book: a map of balances, debits positive, and the steps that led there. */
export class ModelBook {
  readonly balance = new Map<string, bigint>();
  readonly openedAtMs = new Map<string, number>();
  readonly steps = new Map<number, Step>();
  readonly rules: Published[] = [];
  /** Readings on lines, with the steps that used them. */
  readonly readings = new Map<string, number[]>();
  isOpen = false;
  seq = 0;
  nowMs = 0;
  atMs = 0;
  actor = "";

  of(account: string): bigint {
    return this.balance.get(account) ?? 0n;
  }

  isReversed(target: number): boolean {
    return [...this.steps.values()].some(({ reverses }) => reverses === target);
  }

  isReadingUsed(reading: string): boolean {
    return (this.readings.get(reading) ?? []).some((seq) => !this.isReversed(seq));
  }

  approversOf(target: number): Set<string> {
    const approvals = [...this.steps.values()].filter(
      ({ follows, kind }) => follows === target && kind === "approve-withdrawal",
    );
    return new Set(approvals.map(({ actor }) => actor));
  }

  /** Why a step cannot be carried on; null when it can. */
  problem(target: number): string | null {
    if (this.isReversed(target)) return "already-reversed";
    const isCarriedOn = [...this.steps].some(
      ([seq, { follows, kind }]) =>
        follows === target && kind !== "approve-withdrawal" && !this.isReversed(seq),
    );
    return isCarriedOn ? "already-settled" : null;
  }

  write(pairs: Pairs, step: Partial<Step> & Pick<Step, "kind">): string {
    const delta = new Map<string, bigint>();
    for (const [account, amount] of pairs) {
      delta.set(account, (delta.get(account) ?? 0n) + amount);
    }
    for (const [account, amount] of delta) if (amount === 0n) delta.delete(account);
    if (step.kind !== "open-day" && delta.has("cash") && !this.isOpen) return "not-open";
    for (const [account, amount] of delta) {
      const after = this.of(account) + amount;
      const shown = CREDIT_SIDE.test(account) ? -after : after;
      if (shown < 0n && !MAY_BE_NEGATIVE.test(account)) return "insufficient-balance";
    }
    this.seq += 1;
    for (const [account, amount] of delta) {
      if (!this.balance.has(account)) this.openedAtMs.set(account, this.nowMs);
      this.balance.set(account, this.of(account) + amount);
    }
    this.steps.set(this.seq, { ...EMPTY_STEP, actor: this.actor, ...step, delta });
    return "ok";
  }
}

const EMPTY_STEP = {
  follows: null,
  reverses: null,
  amount: 0n,
  fee: 0n,
  approvals: 0,
  owner: "",
  weighed: null,
  share: { kind: "none" as const },
};
