import * as fc from "fast-check";
import { deposit, line, type CommandInput, type LineInput } from "./desk.ts";
import { FIRST_WITHDRAWAL_RUPIAH } from "./model-opening.ts";
import { publication, stock } from "./model-publication.ts";
import type { PriceAsked } from "./model-rules.ts";

type Kind = CommandInput["kind"];

/** What somebody at the counter sees when the command is made up. */
export interface Seen {
  nowMs: number;
  /** The transfer so far back among those of the kinds, of all where none is named; null: none. */
  target(about: readonly Kind[], back: number): number | null;
  priceVersion(asked: PriceAsked): number | null;
  /** What the newest deposit brought of an item and grade. */
  newestBrought(stock: readonly [string, string]): number;
  /** The subject of an account of the kind that holds something, and how much. */
  holder(kind: "savings" | "stock" | "receivable" | "fund", pick: number): Holder | null;
}
interface Holder {
  subject: readonly [string, string];
  amount: number;
}
const direct = (command: fc.Arbitrary<CommandInput>): fc.Arbitrary<(seen: Seen) => CommandInput> =>
  command.map((command) => () => command);
/**
 * About the newest, or one before it, of some kinds; now and then about anything at all. Where there
 * is none, somebody asks for what it could be about.
 */
const on = (
  about: readonly Kind[],
  make: (target: number) => CommandInput,
  first: (seen: Seen) => CommandInput = () => deposit(1_500),
) =>
  fc
    .record({ back: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 5), isAny: fc.nat(9) })
    .map(({ back, isAny }) => (seen: Seen) => {
      const isBlind = isAny === 9;
      const target = seen.target(isBlind ? [] : about, back);
      return target === null ? first(seen) : make(target);
    });
const firstWithdrawal = (seen: Seen): CommandInput => {
  const { subject, amount } = seen.holder("savings", 0) ?? {
    subject: ["m1", "regular"],
    amount: 1,
  };
  const [member, product] = subject;
  return {
    kind: "request-withdrawal",
    member,
    product,
    amountRupiah: Math.min(amount, FIRST_WITHDRAWAL_RUPIAH),
  };
};

const member = fc.constantFrom("m1", "m1", "m2", "m3");
const product = fc.oneof(
  { weight: 11, arbitrary: fc.constant("regular") },
  { weight: 8, arbitrary: fc.constant("lebaran") },
  { weight: 1, arbitrary: fc.constant("umroh") },
);
const fund = fc.constantFrom("social", "school");
const buyer = fc.constantFrom("b1", "b2");
const amountRupiah = fc.oneof(
  fc.integer({ min: 1, max: 6_000 }),
  fc.constantFrom(1, 499, 500, 3_000, 3_001, 50_000),
);
/** Which holder is asked, and for how much of what there is: sometimes for one too many. */
const share = fc.record({
  pick: fc.nat(20),
  percent: fc.constantFrom(0, 10, 33, 50, 80, 100, 100),
  more: fc.constantFrom(0, 0, 0, 0, 0, 1),
});
const partOf = (amount: number, { percent, more }: { percent: number; more: number }): number =>
  Math.max(1, Math.floor((amount * percent) / 100)) + more;
const quantity = fc.oneof(fc.integer({ min: 1, max: 6_000 }), fc.constantFrom(1, 125, 500, 1_000));
const delivery = fc.constantFrom("dropped-off" as const, "dropped-off" as const, "picked-up");
const plannedLine = fc.record({
  stock,
  quantity,
  reading: fc.option(fc.nat(40), { freq: 3 }),
  version: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom("any", "seen") },
    { weight: 1, arbitrary: fc.constant("wrong") },
  ),
});
const payee = fc.oneof(
  { weight: 4, arbitrary: fc.record({ akad: fc.constant("saved" as const), member, product }) },
  { weight: 1, arbitrary: fc.record({ akad: fc.constant("cash" as const), member }) },
  { weight: 1, arbitrary: fc.record({ akad: fc.constant("donation" as const), member, fund }) },
);
const depositCommand = fc
  .record({
    payee,
    delivery,
    hop: fc.oneof(
      { weight: 15, arbitrary: fc.constant("member" as const) },
      { weight: 1, arbitrary: fc.constant("induk" as const) },
    ),
    isLater: fc.boolean(),
    lines: fc.array(plannedLine, { minLength: 1, maxLength: 4 }),
  })
  .map(({ payee, delivery, hop, isLater, lines }) => (seen: Seen): CommandInput => {
    const payout = payee.akad === "cash" ? "cash" : "saved";
    const made = lines.map(({ stock, quantity, reading, version }): LineInput => {
      const known = seen.priceVersion({ ...stock, hop, payout, delivery });
      const priceVersion = version === "any" ? null : version === "seen" ? known : (known ?? 0) + 1;
      const evidence =
        reading === null ? null : { device: "scale-1", boot: "b1", seq: reading, teraUntil: null };
      return line(quantity, { ...stock, evidence, priceVersion });
    });
    return deposit(1, {
      payee,
      delivery,
      hop,
      valued: isLater ? "at-harvest" : "now",
      lines: made,
    });
  });

const saleCommand = fc
  .record({
    buyer,
    payment: fc.constantFrom("cash" as const, "receivable" as const),
    hop: fc.constantFrom("induk" as const, "collector" as const),
    lines: fc.array(
      fc.record({
        stock,
        share,
        missing: fc.integer({ min: -50, max: 200 }),
        rupiahPerUnit: fc.integer({ min: 0, max: 9_000 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map(({ lines, ...rest }) => (seen: Seen): CommandInput => {
    const sold = lines.map(({ stock, share, missing, rupiahPerUnit }) => {
      const holder = seen.holder("stock", share.pick);
      const [item, grade] = holder?.subject ?? [stock.item, stock.grade];
      const takenQuantity = partOf(holder?.amount ?? 1, share);
      const soldQuantity = Math.max(1, takenQuantity - missing);
      return { item, grade, takenQuantity, soldQuantity, rupiahPerUnit };
    });
    return { kind: "sell", ...rest, lines: sold };
  });

/** Asks for a part of what a member has saved; without savings, for what is not there. */
const ofSavings = fc
  .record({ member, product, amountRupiah, share })
  .map(({ share, ...blind }) => (seen: Seen) => {
    const holder = share.pick === 20 ? null : seen.holder("savings", share.pick);
    if (!holder) return blind;
    const [member, product] = holder.subject;
    return { member, product, amountRupiah: partOf(holder.amount, share) };
  });
const withdrawal = ofSavings.map((ask) => (seen: Seen): CommandInput => {
  return { kind: "request-withdrawal", ...ask(seen) };
});
const donation = fc
  .record({ ask: ofSavings, fund })
  .map(({ ask, fund }) => (seen: Seen): CommandInput => ({ kind: "donate", fund, ...ask(seen) }));
const receipt = fc
  .record({ buyer, share, amountRupiah })
  .map(({ buyer, share, amountRupiah }) => (seen: Seen): CommandInput => {
    const owed = seen.holder("receivable", share.pick);
    return {
      kind: "receive-payment",
      buyer: owed?.subject[0] ?? buyer,
      amountRupiah: owed ? partOf(owed.amount, share) : amountRupiah,
    };
  });
const aid = fc
  .record({ fund, share, amountRupiah })
  .map(({ fund, share, amountRupiah }) => (seen: Seen): CommandInput => {
    const full = seen.holder("fund", share.pick);
    return {
      kind: "pay-aid",
      fund: full?.subject[0] ?? fund,
      amountRupiah: full ? partOf(full.amount, share) : amountRupiah,
      note: "Bantuan",
    };
  });

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
const reason = "Salah catat";
const note = fc.constant("Catatan");
const REQUEST: readonly Kind[] = ["request-withdrawal"];
const kind = <K extends Kind>(name: K): fc.Arbitrary<K> => fc.constant(name);
/** Anything that somebody at a bank may ask for. */
export const command = fc.oneof(
  { weight: 14, arbitrary: depositCommand },
  { weight: 3, arbitrary: on(["deposit"], (target) => ({ kind: "value", target })) },
  { weight: 2, arbitrary: on(["deposit", "value"], (target) => ({ kind: "release", target })) },
  { weight: 4, arbitrary: withdrawal },
  {
    weight: 6,
    arbitrary: on(REQUEST, (target) => ({ kind: "approve-withdrawal", target }), firstWithdrawal),
  },
  {
    weight: 5,
    arbitrary: on(REQUEST, (target) => ({ kind: "pay-withdrawal", target }), firstWithdrawal),
  },
  {
    weight: 1,
    arbitrary: on(
      REQUEST,
      (target) => ({ kind: "void-withdrawal", target, reason }),
      firstWithdrawal,
    ),
  },
  { weight: 4, arbitrary: saleCommand },
  { weight: 2, arbitrary: receipt },
  { weight: 1, arbitrary: donation },
  { weight: 1, arbitrary: aid },
  {
    weight: 2,
    arbitrary: direct(
      fc.record({
        kind: kind("move-cash"),
        direction: fc.constantFrom("in" as const, "out" as const),
        purpose: fc.constantFrom("capital" as const, "operations" as const),
        amountRupiah,
        note,
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: direct(
      fc.record({
        kind: fc.constantFrom("open-day" as const, "close-day" as const),
        countedRupiah: fc.integer({ min: 0, max: 50_000 }),
      }),
    ),
  },
  { weight: 3, arbitrary: publication },
  { weight: 3, arbitrary: on(["deposit"], (target) => ({ kind: "reverse", target, reason })) },
  { weight: 4, arbitrary: on(REVERSIBLE, (target) => ({ kind: "reverse", target, reason })) },
);

/**
 * Sells all but what came last, and takes that back: the stock is empty then, and what the average
 * left of its cost must go.
 */
export const emptyingCommands: readonly ((seen: Seen) => CommandInput)[] = [
  (seen) => {
    const picks = [0, 1, 2, 3, 4].flatMap((pick) => seen.holder("stock", pick) ?? []);
    const holder = picks.find(({ subject }) => seen.newestBrought(subject) > 0);
    const { subject, amount } = holder ?? { subject: ["pet", "clean"] as const, amount: 1 };
    const [item, grade] = subject;
    const quantity = Math.max(1, amount - seen.newestBrought(subject));
    const weighed = { takenQuantity: quantity, soldQuantity: quantity, rupiahPerUnit: 100 };
    const lines = [{ item, grade, ...weighed }];
    return { kind: "sell", buyer: "b1", hop: "collector", payment: "receivable", lines };
  },
  (seen) => ({ kind: "reverse", target: seen.target(["deposit"], 0) ?? 1, reason }),
];
