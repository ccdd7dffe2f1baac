import type { ErrorCode } from "@resik/contract/error-code";
import { createManualClock, type ManualClock } from "@resik/kit/clock";
import type { z } from "zod";
import type { commandSchema } from "@resik/contract/bank/command";
import { postRequestSchema, type PostRequest } from "../post-request.ts";
import { bankIdSchema, type BankId } from "@resik/contract/bank/ids";
import type { LedgerStore } from "../port.ts";
import type { Transfer } from "../transfer.ts";
import type { ruleSchema } from "@resik/contract/bank/rule-schema";

export const START_MS = Date.UTC(2026, 0, 5, 1);
export const BANK: BankId = bankIdSchema.parse("bank-melati");

export type CommandInput = z.input<typeof commandSchema>;
export type RuleInput = z.input<typeof ruleSchema>;

export interface RequestOptions {
  key?: string;
  actor?: string;
  bank?: string;
  occurredAtMs?: number;
}

/** A counter of a waste bank: makes requests with fresh keys and says what came of them. */
export interface Desk {
  request(command: CommandInput, options?: RequestOptions): PostRequest;
  /** Posts what must succeed. */
  done(command: CommandInput, options?: RequestOptions): Promise<Transfer>;
  /** Posts what must be refused, and returns the code. */
  refused(command: CommandInput, options?: RequestOptions): Promise<ErrorCode>;
  rule(rule: RuleInput, options?: RequestOptions): Promise<Transfer>;
}

export function createDesk(store: LedgerStore, clock: ManualClock): Desk {
  let keys = 0;
  const request: Desk["request"] = (command, options = {}) =>
    postRequestSchema.parse({
      bank: options.bank ?? BANK,
      key: options.key ?? `key-${String(keys++).padStart(6, "0")}`,
      actor: options.actor ?? "operator-1",
      occurredAtMs: options.occurredAtMs ?? clock.nowMs(),
      command,
    });
  const done: Desk["done"] = async (command, options) => {
    const answer = await store.post(request(command, options));
    if (!answer.ok) throw new Error(`${command.kind}: ${answer.code}: ${answer.detail}`);
    return answer.value.transfer;
  };
  return {
    request,
    done,
    async refused(command, options) {
      const answer = await store.post(request(command, options));
      if (answer.ok) throw new Error(`${command.kind} was not refused`);
      return answer.code;
    },
    rule: (rule, options) =>
      done({ kind: "publish-rule", rule, validFromMs: null, isOutlierConfirmed: false }, options),
  };
}

export const newClock = (): ManualClock => createManualClock(START_MS);

export const PET = {
  type: "item",
  item: "pet",
  name: "Botol PET",
  unit: "kg",
  grades: ["clean", "mixed"],
  reportGroup: "plastic",
  gramsPerUnit: null,
  isActive: true,
} satisfies RuleInput;
export const OIL: RuleInput = { ...PET, item: "oil", name: "Jelantah", unit: "litre" };
export const REGULAR = {
  type: "product",
  product: "regular",
  name: "Tabungan",
  minimumRupiah: 0,
  remainingRupiah: 0,
  termDays: 0,
  isActive: true,
} satisfies RuleInput;
export const price = (
  rupiahPerUnit: number | null,
  options: Partial<Extract<RuleInput, { type: "price" }>> = {},
): RuleInput => ({
  type: "price",
  item: "pet",
  grade: "clean",
  hop: "member",
  payout: null,
  delivery: null,
  rupiahPerUnit,
  ...options,
});

export type LineInput = Extract<CommandInput, { kind: "deposit" }>["lines"][number];
export const line = (quantity: number, options: Partial<LineInput> = {}): LineInput => ({
  item: "pet",
  grade: "clean",
  quantity,
  evidence: null,
  priceVersion: null,
  ...options,
});

export type DepositInput = Extract<CommandInput, { kind: "deposit" }>;
export const deposit = (quantity: number, options: Partial<DepositInput> = {}): DepositInput => ({
  kind: "deposit",
  payee: { akad: "saved", member: "m1", product: "regular" },
  valued: "now",
  hop: "member",
  delivery: "dropped-off",
  lines: [line(quantity)],
  ...options,
});

export const sale = (
  takenQuantity: number,
  soldQuantity: number,
  rupiahPerUnit: number,
  payment: "cash" | "receivable" = "cash",
): CommandInput => ({
  kind: "sell",
  buyer: "b1",
  hop: "collector",
  payment,
  lines: [{ item: "pet", grade: "clean", takenQuantity, soldQuantity, rupiahPerUnit }],
});

export const withdrawal = (amountRupiah: number): CommandInput => ({
  kind: "request-withdrawal",
  member: "m1",
  product: "regular",
  amountRupiah,
});

/** A bank with an item at 4,000 a kilogram, one product, an open day and money in the box. */
export async function openBank(desk: Desk, cashRupiah = 1_000_000): Promise<void> {
  await desk.rule(PET);
  await desk.rule(OIL);
  await desk.rule(REGULAR);
  await desk.rule(price(4_000));
  await desk.rule(price(6_000, { hop: "collector" }));
  await desk.done({ kind: "open-day", countedRupiah: 0 });
  if (cashRupiah > 0) {
    await desk.done({
      kind: "move-cash",
      direction: "in",
      purpose: "capital",
      amountRupiah: cashRupiah,
      note: "Modal awal",
    });
  }
}
