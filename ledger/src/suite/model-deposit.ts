import type { CommandInput, DepositInput } from "./desk.ts";
import type { ModelBook, Pairs, ShareInput } from "./model-book.ts";
import { itemAt, priceAt, productAt, shareAt } from "./model-rules.ts";

type Of<K extends CommandInput["kind"]> = Extract<CommandInput, { kind: K }>;

export const halfUp = (top: bigint, bottom: bigint): bigint => (2n * top + bottom) / (2n * bottom);
/** Smallest parts of a unit. */
export const scaleOf = (unit: string): bigint => (unit === "piece" ? 1n : 1_000n);
/** The bank's part of an amount, rounded down. */
export function partOf(amount: bigint, share: ShareInput, kinds: readonly string[]): bigint {
  if (!("ratio" in share) || !kinds.includes(share.kind)) return 0n;
  return (amount * BigInt(share.ratio.numerator)) / BigInt(share.ratio.denominator);
}

const ownerOf = ({ payee }: DepositInput): string =>
  payee.akad === "saved" ? `${payee.member}/${payee.product}` : "";

function payeeAccount({ payee }: DepositInput, share: ShareInput): string {
  if (payee.akad === "cash") return "cash";
  if (payee.akad === "donation") return `fund:${payee.fund}`;
  const kind = share.kind === "held-until-sold" ? "held" : "savings";
  return `${kind}:${payee.member}/${payee.product}`;
}

/** The money side of what was weighed, or the code it is refused with. */
function valued(
  book: ModelBook,
  weighed: DepositInput,
  share: ShareInput,
  options: { hop: string; holdsVersions: boolean },
): { pairs: Pairs; amount: bigint } | string {
  const pairs: [string, bigint][] = [];
  let amount = 0n;
  const payout = weighed.payee.akad === "cash" ? "cash" : "saved";
  for (const { item, grade, quantity, priceVersion } of weighed.lines) {
    const asked = { item, grade, hop: options.hop, payout, delivery: weighed.delivery };
    const price = priceAt(book, asked, book.atMs);
    if (!price) return "no-price";
    if (options.holdsVersions && priceVersion !== null && priceVersion !== price.version) {
      return "price-changed";
    }
    const unit = itemAt(book, item, book.nowMs)?.unit ?? "kg";
    const gross = halfUp(BigInt(quantity) * price.rupiah, scaleOf(unit));
    const part = partOf(gross, share, ["at-deposit", "of-sale"]);
    amount += gross - part;
    pairs.push([`stock-cost:${item}.${grade}`, gross], ["bank-share", -part]);
    pairs.push([`stock:${item}.${grade}`, BigInt(quantity)]);
    pairs.push([payeeAccount(weighed, share), part - gross]);
  }
  return { pairs, amount };
}

const side = (weighed: DepositInput, kind: string, sign: bigint): Pairs =>
  weighed.lines.map(
    ({ item, grade, quantity }) => [`${kind}:${item}.${grade}`, sign * BigInt(quantity)] as const,
  );

/** Checks items, grades and readings; null when all lines may be weighed. */
function lineProblem(book: ModelBook, { lines }: DepositInput): string | null {
  const seen = new Set<string>();
  for (const { item, grade, evidence } of lines) {
    const rule = itemAt(book, item, book.atMs);
    if (!rule?.isActive || !rule.grades.includes(grade)) return "not-found";
    if (!evidence) continue;
    const reading = `${evidence.boot}/${evidence.seq}`;
    if (seen.has(reading) || book.isReadingUsed(reading)) return "reading-used";
    seen.add(reading);
  }
  return null;
}

export function deposit(book: ModelBook, command: DepositInput): string {
  const { kind, payee, valued: when, delivery } = command;
  if (payee.akad === "saved" && !productAt(book, payee.product, book.atMs)?.isActive) {
    return "not-found";
  }
  if (payee.akad === "cash" && when === "at-harvest") return "invalid-input";
  const product = payee.akad === "saved" ? payee.product : null;
  const share: ShareInput =
    payee.akad === "donation" ? { kind: "none" } : shareAt(book, product, delivery, book.atMs);
  if (share.kind === "of-sale" && when === "now") return "invalid-input";
  const problem = lineProblem(book, command);
  if (problem !== null) return problem;

  const value =
    when === "now"
      ? valued(book, command, share, { hop: command.hop, holdsVersions: true })
      : { pairs: side(command, "waiting", 1n), amount: 0n };
  if (typeof value === "string") return value;
  const code = book.write([...value.pairs, ...side(command, "deposited", -1n)], {
    kind,
    weighed: command,
    share,
    amount: value.amount,
    owner: ownerOf(command),
  });
  if (code !== "ok") return code;
  for (const { evidence } of command.lines) {
    if (!evidence) continue;
    const reading = `${evidence.boot}/${evidence.seq}`;
    book.readings.set(reading, [...(book.readings.get(reading) ?? []), book.seq]);
  }
  return code;
}

export function value(book: ModelBook, { kind, target }: Of<"value">): string {
  const step = book.steps.get(target);
  if (step?.kind !== "deposit" || step.weighed?.valued !== "at-harvest") return "not-found";
  const problem = book.problem(target);
  if (problem !== null) return problem;
  const { weighed, share, owner } = step;
  const hop = share.kind === "of-sale" ? "collector" : weighed.hop;
  const found = valued(book, weighed, share, { hop, holdsVersions: false });
  if (typeof found === "string") return found;
  const { pairs, amount } = found;
  const added = { kind, follows: target, weighed, share, owner, amount };
  return book.write([...pairs, ...side(weighed, "waiting", -1n)], added);
}

export function release(book: ModelBook, { kind, target }: Of<"release">): string {
  const step = book.steps.get(target);
  const isHeld = step?.share.kind === "held-until-sold" && step.owner !== "";
  const isValued = step?.kind === "value" || step?.weighed?.valued === "now";
  if (!step || !isHeld || !isValued) return "not-found";
  const problem = book.problem(target);
  if (problem !== null) return problem;
  const pairs: Pairs = [
    [`held:${step.owner}`, step.amount],
    [`savings:${step.owner}`, -step.amount],
  ];
  return book.write(pairs, { kind, follows: target });
}
