import type { PostRequest } from "../post-request.ts";
import type { CommandInput } from "./desk.ts";
import { ModelBook, type Pairs } from "./model-book.ts";
import { deposit, halfUp, partOf, release, scaleOf, value } from "./model-deposit.ts";
import {
  isBelieved,
  isTermRunning,
  itemAt,
  limitAt,
  priceAt,
  productAt,
  publish,
  shareAt,
  type PriceAsked,
} from "./model-rules.ts";

/** Tiny on purpose: maps, big integers, and the rules of a bank in their shortest form. */
export interface Model {
  /** Applies the request and returns "ok", or the code it must be refused with. */
  apply(request: PostRequest, nowMs: number): string;
  /** Balances that are not zero, debits positive. */
  balances(): Map<string, bigint>;
  /** What the last transfer must have posted. */
  lastPostings(): Map<string, bigint>;
  /** Place of the last transfer. */
  lastSeq(): number;
  /** Transfers of the kinds, oldest first: what a next step may be about. */
  seqsOf(kinds: readonly CommandInput["kind"][]): number[];
  /** What the newest deposit brought of a stock; 0 where it was another. */
  newestBrought(stock: string): bigint;
  /** The version of a price that somebody sees now; null where there is none. */
  priceVersion(asked: PriceAsked, atMs: number): number | null;
}

type Of<K extends CommandInput["kind"]> = Extract<CommandInput, { kind: K }>;

function request(book: ModelBook, command: Of<"request-withdrawal">): string {
  const { kind, member, product, amountRupiah } = command;
  const rule = productAt(book, product, book.nowMs);
  if (!rule) return "not-found";
  if (amountRupiah < rule.minimumRupiah) return "below-minimum";
  const owner = `${member}/${product}`;
  if (isTermRunning(book, `savings:${owner}`, rule.termDays)) return "term-running";
  const amount = BigInt(amountRupiah);
  if (-book.of(`savings:${owner}`) - amount < BigInt(rule.remainingRupiah)) {
    return "insufficient-balance";
  }
  const fee = partOf(amount, shareAt(book, product, null, book.nowMs), ["at-withdrawal"]);
  const approvals = amountRupiah > limitAt(book, book.nowMs) ? 2 : 1;
  const pairs: Pairs = [
    [`savings:${owner}`, amount],
    [`payable:${owner}`, -amount],
  ];
  return book.write(pairs, { kind, owner, amount, fee, approvals });
}

function settle(
  book: ModelBook,
  { kind, target }: Of<"approve-withdrawal" | "pay-withdrawal" | "void-withdrawal">,
): string {
  const step = book.steps.get(target);
  if (step?.kind !== "request-withdrawal") return "not-found";
  const problem = book.problem(target);
  if (problem !== null) return problem;
  const { owner, amount, fee } = step;
  const approvers = book.approversOf(target);
  if (kind === "approve-withdrawal") {
    return approvers.has(book.actor) ? "already-exists" : book.write([], { kind, follows: target });
  }
  if (kind === "pay-withdrawal" && approvers.size < step.approvals) return "approval-missing";
  const paid: Pairs = [
    ["cash", fee - amount],
    ["bank-share", -fee],
  ];
  const given: Pairs = kind === "void-withdrawal" ? [[`savings:${owner}`, -amount]] : paid;
  return book.write([[`payable:${owner}`, amount], ...given], { kind, follows: target });
}

function sell(book: ModelBook, { kind, buyer, lines, payment }: Of<"sell">): string {
  const pairs: [string, bigint][] = [];
  const sold = new Set<string>();
  for (const line of lines) {
    const stock = `${line.item}.${line.grade}`;
    const rule = itemAt(book, line.item, book.atMs);
    if (!rule) return "not-found";
    if (sold.has(stock)) return "invalid-input";
    sold.add(stock);
    const taken = BigInt(line.takenQuantity);
    const weighed = BigInt(line.soldQuantity);
    const inStock = book.of(`stock:${stock}`);
    if (inStock < taken) return "insufficient-balance";
    const cost = halfUp(book.of(`stock-cost:${stock}`) * taken, inStock);
    const lostCost = halfUp(cost * (taken > weighed ? taken - weighed : 0n), taken);
    const paid = halfUp(weighed * BigInt(line.rupiahPerUnit), scaleOf(rule.unit));
    pairs.push([`stock:${stock}`, -taken], [`sold:${stock}`, weighed]);
    pairs.push([`lost:${stock}`, taken - weighed], [`stock-cost:${stock}`, -cost]);
    pairs.push(["shrinkage", lostCost], ["margin", cost - lostCost - paid]);
    pairs.push([payment === "cash" ? "cash" : `receivable:${buyer}`, paid]);
  }
  return book.write(pairs, { kind });
}

const FINAL = ["reverse", "open-day", "close-day", "approve-withdrawal", "publish-rule"];

function reverse(book: ModelBook, { kind, target }: Of<"reverse">): string {
  const step = book.steps.get(target);
  if (!step) return "not-found";
  if (FINAL.includes(step.kind)) return "invalid-input";
  const problem = book.problem(target);
  if (problem !== null) return problem;
  const pairs = [...step.delta].map(([account, amount]) => [account, -amount] as const);
  const accounts = [...step.delta.keys()].filter((account) => account.startsWith("stock"));
  const stocks = new Set(accounts.map((account) => account.slice(account.indexOf(":") + 1)));
  for (const stock of stocks) {
    const after = (account: string): bigint => book.of(account) - (step.delta.get(account) ?? 0n);
    const cost = after(`stock-cost:${stock}`);
    // An empty stock costs nothing, and no stock costs less than nothing.
    const off = after(`stock:${stock}`) <= 0n || cost < 0n ? cost : 0n;
    pairs.push([`stock-cost:${stock}`, -off], ["margin", off]);
  }
  return book.write(pairs, { kind, reverses: target });
}

function count(book: ModelBook, { kind, countedRupiah }: Of<"open-day" | "close-day">): string {
  if (kind === "open-day" && book.isOpen) return "already-exists";
  if (kind === "close-day" && !book.isOpen) return "not-open";
  const difference = BigInt(countedRupiah) - book.of("cash");
  const pairs: Pairs = [
    ["cash", difference],
    ["cash-difference", -difference],
  ];
  const code = book.write(pairs, { kind });
  book.isOpen = kind === "open-day";
  return code;
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

function donate(book: ModelBook, command: Of<"donate">): string {
  const { member, product, fund, amountRupiah } = command;
  const rule = productAt(book, product, book.nowMs);
  if (!rule) return "not-found";
  const savings = `savings:${member}/${product}`;
  const remaining = -book.of(savings) - BigInt(amountRupiah);
  if (remaining < BigInt(rule.remainingRupiah)) return "insufficient-balance";
  return move(book, command, [savings, `fund:${fund}`]);
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
      return move(book, command, ["cash", `receivable:${command.buyer}`]);
    case "donate":
      return donate(book, command);
    case "pay-aid":
      return move(book, command, [`fund:${command.fund}`, "cash"]);
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
      return publish(book, command.rule, command.validFromMs, command.isOutlierConfirmed);
  }
}

/** The model of a bank that has no transfer yet. */
export function createModel(): Model {
  const book = new ModelBook();
  return {
    apply({ actor, occurredAtMs, command }, nowMs) {
      if (!isBelieved(occurredAtMs, nowMs)) return "invalid-input";
      Object.assign(book, { actor, nowMs, atMs: occurredAtMs });
      return apply(book, command);
    },
    balances: () => new Map([...book.balance].filter(([, amount]) => amount !== 0n)),
    lastPostings: () => new Map(book.steps.get(book.seq)?.delta),
    lastSeq: () => book.seq,
    seqsOf: (kinds) =>
      [...book.steps].filter(([, { kind }]) => kinds.includes(kind)).map(([seq]) => seq),
    newestBrought(stock) {
      const newest = [...book.steps.values()].findLast(({ kind }) => kind === "deposit");
      return newest?.delta.get(`stock:${stock}`) ?? 0n;
    },
    priceVersion: (asked, atMs) => priceAt(book, asked, atMs)?.version ?? null,
  };
}
