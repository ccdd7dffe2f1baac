import type { CommandInput } from "./desk.ts";
import { ModelBook, type ModelShare, type Pairs } from "./model-book.ts";

export const SHARE_PERCENT = 15n;
export const PRICE_RUPIAH = 4_003n;

/** Tiny on purpose: maps, big integers, and the rules of a bank in their shortest form. */
export interface Model {
  /** Applies the command and returns "ok", or the code it must be refused with. */
  apply(command: CommandInput): string;
  /** Balances that are not zero, debits positive. */
  balances(): Map<string, bigint>;
  /** Place of the last transfer. */
  lastSeq(): number;
  /** Transfers of the kinds, oldest first: what a next step may be about. */
  seqsOf(kinds: readonly CommandInput["kind"][]): number[];
}

type Of<K extends CommandInput["kind"]> = Extract<CommandInput, { kind: K }>;

const STOCK = "stock:pet.clean";
const COST = "stock-cost:pet.clean";
const WAITING = "waiting:pet.clean";
const DEPOSITED = "deposited:pet.clean";

const savings = (member: string): string => `savings:${member}/regular`;
const payable = (member: string): string => `payable:${member}/regular`;
const held = (member: string): string => `held:${member}/regular`;
const halfUp = (top: bigint, bottom: bigint): bigint => (2n * top + bottom) / (2n * bottom);

function valued(book: ModelBook, grams: bigint, akad: string, member: string) {
  const gross = halfUp(grams * PRICE_RUPIAH, 1_000n);
  const isShared = book.share === "at-deposit" && akad !== "donation";
  const part = isShared ? (gross * SHARE_PERCENT) / 100n : 0n;
  const saved = book.share === "held-until-sold" ? held(member) : savings(member);
  const payee = akad === "saved" ? saved : akad === "cash" ? "cash" : "fund:social";
  const pairs: Pairs = [
    [COST, gross],
    ["bank-share", -part],
    [payee, part - gross],
    [STOCK, grams],
  ];
  return { pairs, amount: gross - part };
}

function deposit(book: ModelBook, { kind, lines, payee, valued: when }: Of<"deposit">): string {
  const grams = BigInt(lines[0]?.quantity ?? 0);
  const { akad } = payee;
  const member = payee.member ?? "";
  const isHeld = book.share === "held-until-sold" && akad === "saved";
  if (when === "at-harvest") {
    if (akad === "cash") return "invalid-input";
    const pairs: Pairs = [
      [DEPOSITED, -grams],
      [WAITING, grams],
    ];
    return book.write(pairs, { kind, isWaiting: true, isHeld, grams, akad, member });
  }
  const { pairs, amount } = valued(book, grams, akad, member);
  return book.write([...pairs, [DEPOSITED, -grams]], { kind, isHeld, amount, member });
}

function value(book: ModelBook, { kind, target }: Of<"value">): string {
  const step = book.steps.get(target);
  if (step?.kind !== "deposit" || !step.isWaiting) return "not-found";
  const problem = book.problem(target);
  if (problem) return problem;
  const { grams, akad, member, isHeld } = step;
  const { pairs, amount } = valued(book, grams, akad, member);
  const added = { kind, follows: target, isHeld, amount, member };
  return book.write([...pairs, [WAITING, -grams]], added);
}

function release(book: ModelBook, { kind, target }: Of<"release">): string {
  const step = book.steps.get(target);
  if (!step?.isHeld || step.isWaiting) return "not-found";
  const problem = book.problem(target);
  if (problem) return problem;
  const { member, amount } = step;
  const pairs: Pairs = [
    [held(member), amount],
    [savings(member), -amount],
  ];
  return book.write(pairs, { kind, follows: target });
}

function request(book: ModelBook, command: Of<"request-withdrawal">): string {
  const { kind, member } = command;
  const amount = BigInt(command.amountRupiah);
  const pairs: Pairs = [
    [savings(member), amount],
    [payable(member), -amount],
  ];
  return book.write(pairs, { kind, member, amount });
}

function settle(
  book: ModelBook,
  { kind, target }: Of<"approve-withdrawal" | "pay-withdrawal" | "void-withdrawal">,
): string {
  const step = book.steps.get(target);
  if (step?.kind !== "request-withdrawal") return "not-found";
  const problem = book.problem(target);
  if (problem) return problem;
  const { member, amount } = step;
  const isApproved = [...book.steps.values()].some(
    ({ follows, kind }) => follows === target && kind === "approve-withdrawal",
  );
  if (kind === "approve-withdrawal") {
    // The model's bank has one person.
    return isApproved ? "already-exists" : book.write([], { kind, follows: target });
  }
  if (kind === "void-withdrawal") {
    const pairs: Pairs = [
      [payable(member), amount],
      [savings(member), -amount],
    ];
    return book.write(pairs, { kind, follows: target });
  }
  if (!isApproved) return "approval-missing";
  const fee = book.share === "at-withdrawal" ? (amount * SHARE_PERCENT) / 100n : 0n;
  const pairs: Pairs = [
    [payable(member), amount],
    ["cash", fee - amount],
    ["bank-share", -fee],
  ];
  return book.write(pairs, { kind, follows: target });
}

function sell(book: ModelBook, { kind, lines, payment }: Of<"sell">): string {
  const [line] = lines;
  if (!line) throw new Error("a sale has a line");
  const taken = BigInt(line.takenQuantity);
  const sold = BigInt(line.soldQuantity);
  if (book.of(STOCK) < taken) return "insufficient-balance";
  const cost = halfUp(book.of(COST) * taken, book.of(STOCK));
  const lostCost = halfUp(cost * (taken > sold ? taken - sold : 0n), taken);
  const paid = halfUp(sold * BigInt(line.rupiahPerUnit), 1_000n);
  const pairs: Pairs = [
    [STOCK, -taken],
    ["sold:pet.clean", sold],
    ["lost:pet.clean", taken - sold],
    [COST, -cost],
    ["shrinkage", lostCost],
    ["margin", cost - lostCost - paid],
    [payment === "cash" ? "cash" : "receivable:b1", paid],
  ];
  return book.write(pairs, { kind });
}

const FINAL = ["reverse", "open-day", "close-day", "approve-withdrawal"];

function reverse(book: ModelBook, { kind, target }: Of<"reverse">): string {
  if (target <= book.firstSeq) return "invalid-input";
  const step = book.steps.get(target);
  if (!step) return "not-found";
  if (FINAL.includes(step.kind)) return "invalid-input";
  const problem = book.problem(target);
  if (problem) return problem;
  const pairs = [...step.delta].map(([account, amount]) => [account, -amount] as const);
  if (step.delta.has(STOCK)) {
    const grams = book.of(STOCK) - (step.delta.get(STOCK) ?? 0n);
    const cost = book.of(COST) - (step.delta.get(COST) ?? 0n);
    const off = grams <= 0n || cost < 0n ? cost : 0n;
    pairs.push([COST, -off], ["margin", off]);
  }
  return book.write(pairs, { kind, reverses: target });
}

function count(book: ModelBook, command: Of<"open-day" | "close-day">): string {
  const { kind } = command;
  if (kind === "open-day" && book.isOpen) return "already-exists";
  if (kind === "close-day" && !book.isOpen) return "not-open";
  const difference = BigInt(command.countedRupiah) - book.of("cash");
  const pairs: Pairs = [
    ["cash", difference],
    ["cash-difference", -difference],
  ];
  book.write(pairs, { kind });
  book.isOpen = kind === "open-day";
  return "ok";
}

function move(
  book: ModelBook,
  command: Of<"receive-payment" | "donate" | "pay-aid" | "move-cash">,
  [debit, credit]: readonly [string, string],
): string {
  const amount = BigInt(command.amountRupiah);
  const pairs: Pairs = [
    [debit, amount],
    [credit, -amount],
  ];
  return book.write(pairs, { kind: command.kind });
}

function apply(book: ModelBook, command: CommandInput): string {
  switch (command.kind) {
    case "deposit":
      return deposit(book, command);
    case "value":
      return value(book, command);
    case "release":
      return release(book, command);
    case "request-withdrawal":
      return request(book, command);
    case "approve-withdrawal":
    case "pay-withdrawal":
    case "void-withdrawal":
      return settle(book, command);
    case "sell":
      return sell(book, command);
    case "receive-payment":
      return move(book, command, ["cash", "receivable:b1"]);
    case "donate":
      return move(book, command, [savings(command.member), "fund:social"]);
    case "pay-aid":
      return move(book, command, ["fund:social", "cash"]);
    case "move-cash": {
      const { direction, purpose } = command;
      return move(book, command, direction === "in" ? ["cash", purpose] : [purpose, "cash"]);
    }
    case "open-day":
    case "close-day":
      return count(book, command);
    case "reverse":
      return reverse(book, command);
    case "publish-rule":
      throw new Error("the model's rules stand still");
  }
}

/** The model of a bank whose first `firstSeq` transfers were rules and the opening of the day. */
export function createModel(share: ModelShare, firstSeq: number): Model {
  const book = new ModelBook(share, firstSeq);
  return {
    apply: (command) => apply(book, command),
    balances: () => new Map([...book.balance].filter(([, amount]) => amount !== 0n)),
    lastSeq: () => book.seq,
    seqsOf: (kinds) =>
      [...book.steps].filter(([, { kind }]) => kinds.includes(kind)).map(([seq]) => seq),
  };
}
