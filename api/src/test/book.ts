import type { commandSchema } from "@resik/contract/bank/command";
import type { ruleSchema } from "@resik/contract/bank/rule-schema";
import { systemClock, type Clock } from "@resik/kit/clock";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import { postRequestSchema } from "@resik/ledger/post-request";
import type { Transfer } from "@resik/ledger/transfer";
import type { z } from "zod";
import { SITE } from "./harness.ts";

export type CommandInput = z.input<typeof commandSchema>;
export type RuleInput = z.input<typeof ruleSchema>;

export interface WriteOptions {
  bank?: string;
  occurredAtMs?: number;
}

/** Who writes in a real book without the api, as its bank would. */
export interface BookWriter {
  /** Posts what must succeed. */
  post(command: CommandInput, options?: WriteOptions): Promise<Transfer>;
  /** Publishes a rule that counts from now; nobody minds how far a price is from the last one. */
  rule(rule: RuleInput, bank?: string): Promise<Transfer>;
}

export interface Book extends BookWriter {
  close(): Promise<void>;
}

/** Writes with keys of its own: one writer for each ledger. */
export function createBookWriter(
  ledger: Pick<LedgerStore, "post">,
  {
    clock = systemClock,
    actor = "user:test",
  }: { clock?: Pick<Clock, "nowMs">; actor?: string } = {},
): BookWriter {
  let keys = 0;
  const post: BookWriter["post"] = async (command, options = {}) => {
    const { bank = SITE.id, occurredAtMs = clock.nowMs() } = options;
    const key = `book-${String(keys++).padStart(6, "0")}`;
    const answer = await ledger.post(
      postRequestSchema.parse({ bank, key, actor, occurredAtMs, command }),
    );
    if (!answer.ok) throw new Error(`${command.kind}: ${answer.code}: ${answer.detail}`);
    return answer.value.transfer;
  };
  return {
    post,
    rule: (rule, bank = SITE.id) =>
      post({ kind: "publish-rule", rule, validFromMs: null, isOutlierConfirmed: true }, { bank }),
  };
}

/** Writes in the ledger of a test's api, beside the api. */
export function openBook(dataDir: string, clock: Clock = systemClock): Book {
  const ledger = openLedger("sqlite:", { dataDir, clock });
  return { ...createBookWriter(ledger, { clock }), close: () => ledger.close() };
}

export const PET = {
  type: "item",
  item: "pet",
  name: "Botol PET",
  unit: "kg",
  grades: ["clean", "mixed"],
  reportGroup: "plastic",
  gramsPerUnit: null,
  isActive: true,
} as const satisfies RuleInput;

export const REGULAR = {
  type: "product",
  product: "regular",
  name: "Tabungan",
  minimumRupiah: 0,
  remainingRupiah: 0,
  termDays: 0,
  isActive: true,
} as const satisfies RuleInput;

type PriceInput = Extract<RuleInput, { type: "price" }>;

/** For members, by both payouts and deliveries, unless told otherwise. */
export const petPrice = (
  rupiahPerUnit: number | null,
  input: Partial<PriceInput> = {},
): PriceInput => ({
  type: "price",
  item: "pet",
  grade: "clean",
  hop: "member",
  payout: null,
  delivery: null,
  rupiahPerUnit,
  ...input,
});

/** A deposit of clean PET into the regular savings of a member. */
export const petDeposit = (member: string, quantity: number): CommandInput => ({
  kind: "deposit",
  payee: { akad: "saved", member, product: "regular" },
  valued: "now",
  hop: "member",
  delivery: "dropped-off",
  lines: [{ item: "pet", grade: "clean", quantity, evidence: null, priceVersion: null }],
});
