import {
  bankIdSchema,
  memberIdSchema,
  productIdSchema,
  type BankId,
} from "@resik/contract/bank/ids";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { ACCOUNTS, type AccountCode } from "@resik/ledger/account";
import type { LedgerStore } from "@resik/ledger/port";
import { postRequestSchema, type PostRequest } from "@resik/ledger/post-request";

/** What is bought, at rupiah a kilogram: enough kinds for a weighing day's mix. */
export const ITEMS = [
  ["pet", 4_000],
  ["kardus", 1_800],
  ["kertas", 2_000],
  ["besi", 3_500],
  ["aluminium", 14_000],
  ["kaca", 300],
] as const;
export const GRADE = "clean";
export const PRODUCT = "regular";
const LINES_MAX = 5;
const GRAMS_MAX = 8_000;

export interface BenchBook {
  banks: readonly BankId[];
  /** A deposit of one to five lines by one of the members, with a key of its own. */
  deposit(): PostRequest;
  /** The savings of one of the members. */
  savings(): { bank: BankId; account: AccountCode };
  /** The same of one of those who come often. */
  regularSavings(): { bank: BankId; account: AccountCode };
  /** How many transfers a bank was asked for so far. */
  transfersOf(bank: BankId): number;
}

export interface BookOptions {
  banks: number;
  members: number;
  clock: Clock;
  random: Random;
}

const item = (name: string) => ({
  type: "item",
  item: name,
  name,
  unit: "kg",
  grades: [GRADE],
  reportGroup: "other",
  gramsPerUnit: null,
  isActive: true,
});
const price = (name: string, rupiahPerUnit: number) => ({
  type: "price",
  item: name,
  grade: GRADE,
  hop: "member",
  payout: null,
  delivery: null,
  rupiahPerUnit,
});

/** The rules of every bank of the bench, in the order in which they presuppose each other. */
export const RULES: readonly object[] = [
  ...ITEMS.map(([name]) => item(name)),
  ...ITEMS.map(([name, rupiah]) => price(name, rupiah)),
  {
    type: "product",
    product: PRODUCT,
    name: "Tabungan",
    minimumRupiah: 0,
    remainingRupiah: 0,
    termDays: 0,
    isActive: true,
  },
  {
    type: "share",
    product: null,
    delivery: null,
    model: { kind: "at-deposit", ratio: { numerator: 15, denominator: 100 } },
  },
];

const pickItem = (random: Random): (typeof ITEMS)[number] =>
  ITEMS[random.int(ITEMS.length)] ?? ITEMS[0];

/** A weighed line of a deposit, as the ledger and the api both take it. */
export function weighedLine(random: Random) {
  const [name] = pickItem(random);
  const quantity = 1 + random.int(GRAMS_MAX);
  return { item: name, grade: GRADE, quantity, evidence: null, priceVersion: null };
}
export const weighedLines = (random: Random): ReturnType<typeof weighedLine>[] =>
  Array.from({ length: 1 + random.int(LINES_MAX) }, () => weighedLine(random));

/** Of each bank's members so many make half of its deposits. */
const REGULARS = 3;
const memberName = (index: number): string => `m${String(index).padStart(4, "0")}`;

/** Publishes the rules of some banks and makes deposits for their members. */
export async function openBook(store: LedgerStore, options: BookOptions): Promise<BenchBook> {
  const { clock, random, members } = options;
  const banks = Array.from({ length: options.banks }, (_, index) =>
    bankIdSchema.parse(`bench-${index + 1}`),
  );
  let keys = 0;
  const transfers = new Map<BankId, number>();
  const request = (bank: BankId, command: object): PostRequest => {
    transfers.set(bank, (transfers.get(bank) ?? 0) + 1);
    return postRequestSchema.parse({
      bank,
      key: `bench-${String(keys++).padStart(9, "0")}`,
      actor: "user:bench",
      occurredAtMs: clock.nowMs(),
      command,
    });
  };
  for (const bank of banks) {
    for (const rule of RULES) {
      const publication = { kind: "publish-rule", rule, validFromMs: null };
      await posted(store, request(bank, { ...publication, isOutlierConfirmed: false }));
    }
  }
  const anyBank = (): BankId => {
    const bank = banks[random.int(banks.length)];
    if (bank === undefined) throw new Error("a bench has at least one bank");
    return bank;
  };
  const anyMember = (): string => memberName(random.int(members));
  const anyRegular = (): string => memberName(random.int(REGULARS));
  const savingsOf = (name: string): { bank: BankId; account: AccountCode } => {
    const account = ACCOUNTS.savings(memberIdSchema.parse(name), productIdSchema.parse(PRODUCT));
    return { bank: anyBank(), account };
  };
  return {
    banks,
    deposit: () =>
      request(anyBank(), {
        kind: "deposit",
        payee: {
          akad: "saved",
          member: random.chance(0.5) ? anyRegular() : anyMember(),
          product: PRODUCT,
        },
        valued: "now",
        hop: "member",
        delivery: "dropped-off",
        lines: weighedLines(random),
      }),
    transfersOf: (bank) => transfers.get(bank) ?? 0,
    savings: () => savingsOf(anyMember()),
    regularSavings: () => savingsOf(anyRegular()),
  };
}

/** Posts what must succeed and returns how many postings it made. */
export async function posted(store: LedgerStore, request: PostRequest): Promise<number> {
  const answer = await store.post(request);
  if (!answer.ok) throw new Error(`${request.command.kind}: ${answer.code}: ${answer.detail}`);
  return answer.value.transfer.postings.length;
}
