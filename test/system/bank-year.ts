import { receiptSchema, type Receipt } from "@resik/contract/http/bank/receipt";
import { postedSchema, withdrawalViewSchema } from "@resik/contract/http/bank/transfers";
import { pageOf } from "@resik/contract/http/page";
import { booksSchema } from "@resik/contract/http/bank/books";
import { createManualClock, type ManualClock } from "@resik/kit/clock";
import { createRandom, type Random } from "@resik/kit/random";
import { z } from "zod";
import { SITE, startTestApi, type Credentials, type TestApi } from "../../api/src/test/harness.ts";

export const YEAR = 2025;
export const MONTHS = Array.from(
  { length: 12 },
  (_, index) => `${YEAR}-${String(index + 1).padStart(2, "0")}`,
);

/** A new price in July; a litre of oil has 915 g, and nobody knows the mass of a bottle. */
const ITEMS = {
  pet: { unit: "kg", group: "plastic", gramsPerUnit: null, rupiah: 4_001, laterRupiah: 4_251 },
  kardus: { unit: "kg", group: "paper", gramsPerUnit: null, rupiah: 1_501, laterRupiah: 1_301 },
  besi: { unit: "kg", group: "metal", gramsPerUnit: null, rupiah: 3_333, laterRupiah: 3_500 },
  jelantah: { unit: "litre", group: "other", gramsPerUnit: 915, rupiah: 5_003, laterRupiah: 5_003 },
  botol: { unit: "piece", group: "glass", gramsPerUnit: null, rupiah: 337, laterRupiah: 337 },
} as const;
type ItemName = keyof typeof ITEMS;
const ITEM_NAMES: readonly [ItemName, ...ItemName[]] = [
  "pet",
  "kardus",
  "besi",
  "jelantah",
  "botol",
];

const MEMBERS = 6;
const DAYS_OF_MONTH = ["07", "21"] as const;
const FUND = "sosial";
const BUYER = "pengepul";

export interface YearMember {
  id: string;
  credentials: Credentials;
}

/** A waste bank after a year, and what the one who simulated it remembers of it. */
export interface BankYear {
  test: TestApi;
  clock: ManualClock;
  treasurer: Credentials;
  members: readonly YearMember[];
  /** Seqs of everything for which a receipt was handed over. */
  receipts: readonly number[];
  /** Requests that wait at the end of each month. */
  pendingRupiah: ReadonlyMap<string, number>;
  counts: { halves: number; refused: number; reversed: number; valued: number };
}

interface Desk extends BankYear {
  random: Random;
  treasurer: Credentials;
  receipts: number[];
  pendingRupiah: Map<string, number>;
  /** Deposits to be valued on the next day. */
  waiting: number[];
  /** What may be reversed. */
  reversible: number[];
  keys: number;
}

const path = (rest: string): string => `/api/v1/banks/${SITE.id}${rest}`;

async function send(desk: Desk, rest: string, body: object): Promise<Response> {
  const occurredAt = new Date(desk.clock.nowMs()).toISOString();
  const headers = { ...desk.treasurer, "idempotency-key": `year-key-${desk.keys++}` };
  return desk.test.call("POST", path(rest), { headers, body: { occurredAt, ...body } });
}

/** Posts; null where the bank refuses for want of money, stock or an approval. */
async function post(desk: Desk, rest: string, body: object = {}): Promise<number | null> {
  const answer = await send(desk, rest, body);
  if (answer.status === 409) {
    await answer.body?.cancel();
    desk.counts.refused++;
    return null;
  }
  if (answer.status !== 201) throw new Error(`${rest}: ${answer.status} ${await answer.text()}`);
  const { transfer, receipt } = postedSchema.parse(await answer.json());
  if (receipt) desk.receipts.push(transfer.seq);
  return transfer.seq;
}

async function must(desk: Desk, rest: string, body: object = {}): Promise<number> {
  const seq = await post(desk, rest, body);
  if (seq === null) throw new Error(`${rest} was refused`);
  return seq;
}

async function read<T>(desk: Desk, rest: string, schema: z.ZodType<T>): Promise<T> {
  const answer = await desk.test.call("GET", path(rest), { headers: desk.treasurer });
  if (!answer.ok) throw new Error(`${rest}: ${answer.status} ${await answer.text()}`);
  return schema.parse(await answer.json());
}

const publish = (desk: Desk, rule: object): Promise<number> =>
  must(desk, "/rules", { rule, validFrom: null, isOutlierConfirmed: true });

const publishPrice = (desk: Desk, item: ItemName, rupiahPerUnit: number): Promise<number> =>
  publish(desk, {
    type: "price",
    item,
    grade: "bersih",
    hop: "member",
    payout: null,
    delivery: null,
    rupiahPerUnit,
  });

async function furnish(desk: Desk): Promise<void> {
  for (const item of ITEM_NAMES) {
    const { unit, group, gramsPerUnit, rupiah } = ITEMS[item];
    const about = { item, name: `Barang ${item}`, unit, grades: ["bersih"], gramsPerUnit };
    await publish(desk, { type: "item", ...about, reportGroup: group, isActive: true });
    await publishPrice(desk, item, rupiah);
  }
  for (const product of ["reguler", "lebaran"]) {
    const limits = { minimumRupiah: 0, remainingRupiah: 0, termDays: 0, isActive: true };
    await publish(desk, { type: "product", product, name: `Tabungan ${product}`, ...limits });
  }
  const share = { type: "share", delivery: null };
  const atDeposit = { kind: "at-deposit", ratio: { numerator: 15, denominator: 100 } };
  const atWithdrawal = { kind: "at-withdrawal", ratio: { numerator: 10, denominator: 100 } };
  await publish(desk, { ...share, product: null, model: atDeposit });
  await publish(desk, { ...share, product: "lebaran", model: atWithdrawal });
  const headers = desk.treasurer;
  const buyer = { id: BUYER, name: "Pengepul", kind: "collector", phone: null };
  const fund = { id: FUND, name: "Dana sosial" };
  for (const [rest, body] of [
    ["/buyers", buyer],
    ["/funds", fund],
  ] as const) {
    const answer = await desk.test.call("POST", path(rest), { headers, body });
    if (answer.status !== 201) throw new Error(`${rest}: ${await answer.text()}`);
  }
}

function drawLines(desk: Desk): { item: ItemName; quantity: number }[] {
  const { random, counts } = desk;
  const count = 1 + random.int(4);
  return Array.from({ length: count }, () => {
    const item = random.pick(ITEM_NAMES);
    const isPiece = ITEMS[item].unit === "piece";
    // Every third quantity is a multiple of 500: with an odd price its value ends on a half.
    const isRound = random.chance(0.34);
    const quantity = isPiece
      ? 1 + random.int(40)
      : isRound
        ? 500 * (1 + random.int(30))
        : 1 + random.int(15_000);
    if (!isPiece && (quantity * ITEMS[item].rupiah) % 1_000 === 500) counts.halves++;
    return { item, quantity };
  });
}

async function takeDeposit(desk: Desk): Promise<void> {
  const { random } = desk;
  const member = random.pick(desk.members.map(({ id }) => id) as [string, ...string[]]);
  const kind = random.int(20);
  const product = random.chance(0.6) ? "reguler" : "lebaran";
  const payee =
    kind < 13
      ? { akad: "saved", member, product }
      : kind < 17
        ? { akad: "cash", member }
        : { akad: "donation", member, fund: FUND };
  const isLater = payee.akad !== "cash" && random.chance(0.2);
  const lines = drawLines(desk).map((line) => ({
    ...line,
    grade: "bersih",
    evidence: null,
    priceVersion: null,
  }));
  const seq = await post(desk, "/deposits", {
    payee,
    valued: isLater ? "at-harvest" : "now",
    hop: "member",
    delivery: random.chance(0.8) ? "dropped-off" : "picked-up",
    lines,
  });
  if (seq === null) return;
  desk.reversible.push(seq);
  if (isLater) desk.waiting.push(seq);
}

async function takeWithdrawal(desk: Desk): Promise<void> {
  const { random } = desk;
  const member = random.pick(desk.members.map(({ id }) => id) as [string, ...string[]]);
  const amountRupiah = 1 + random.int(60_000);
  const product = random.chance(0.5) ? "reguler" : "lebaran";
  const seq = await post(desk, "/withdrawals", { member, product, amountRupiah });
  if (seq === null) return;
  if (random.chance(0.7)) await settle(desk, seq);
}

async function settle(desk: Desk, seq: number): Promise<void> {
  // Refused where it was approved before, and its payment reversed.
  await post(desk, `/withdrawals/${seq}/approve`);
  const paid = await post(desk, `/withdrawals/${seq}/pay`);
  if (paid === null) await must(desk, `/withdrawals/${seq}/void`, { reason: "kas kurang" });
  else desk.reversible.push(paid);
}

const pendingOf = async (desk: Desk) =>
  (await read(desk, "/withdrawals?state=pending", pageOf(withdrawalViewSchema))).items;

/** Pays or voids what was asked for on an earlier day, or whose payment was reversed. */
async function settleRequests(desk: Desk): Promise<void> {
  for (const { seq } of await pendingOf(desk)) {
    if (desk.random.chance(0.3)) continue;
    if (desk.random.chance(0.5)) await settle(desk, seq);
    else await must(desk, `/withdrawals/${seq}/void`, { reason: "batal" });
  }
}

const stockSchema = z.object({
  rows: z.array(z.object({ item: z.string(), inStock: z.int() })),
});

async function sell(desk: Desk): Promise<void> {
  const { random } = desk;
  const { rows } = await read(desk, "/stock", stockSchema);
  const lines = rows.flatMap(({ item, inStock }) => {
    const takenQuantity = Math.floor(inStock * random.between(0.3, 1));
    // The buyer's scale finds a little less, now and then a little more.
    const soldQuantity = Math.max(1, takenQuantity - random.int(90) + 10);
    const rupiahPerUnit = 2_001 + random.int(4_000);
    return takenQuantity > 0
      ? [{ item, grade: "bersih", takenQuantity, soldQuantity, rupiahPerUnit }]
      : [];
  });
  if (lines.length === 0) return;
  const payment = random.chance(0.7) ? "cash" : "receivable";
  const seq = await post(desk, "/sales", { buyer: BUYER, hop: "collector", payment, lines });
  if (seq === null) return;
  if (payment === "cash") {
    desk.reversible.push(seq);
    return;
  }
  const owed = (await read(desk, "/books", booksSchema)).rupiahByKind.receivable ?? 0;
  const amountRupiah = 1 + random.int(owed);
  await must(desk, "/payments", { buyer: BUYER, amountRupiah });
}

async function give(desk: Desk): Promise<void> {
  const { random } = desk;
  const member = random.pick(desk.members.map(({ id }) => id) as [string, ...string[]]);
  const amountRupiah = 1 + random.int(5_000);
  const gift = { member, product: "reguler", fund: FUND, amountRupiah };
  const seq = await post(desk, "/donations", gift);
  if (seq !== null) desk.reversible.push(seq);
  const aid = { fund: FUND, amountRupiah: 1 + random.int(4_000), note: "Sembako" };
  if (random.chance(0.3)) await post(desk, "/aid", aid);
}

async function reverse(desk: Desk): Promise<void> {
  const { random, reversible } = desk;
  if (reversible.length === 0) return;
  // Of lately, or of months ago.
  const at = random.chance(0.7)
    ? reversible.length - 1 - random.int(Math.min(6, reversible.length))
    : random.int(reversible.length);
  const target = reversible[at];
  if (target === undefined) return;
  const reversal = await post(desk, `/transfers/${target}/reverse`, { reason: "salah catat" });
  if (reversal === null) return;
  desk.counts.reversed++;
  reversible.splice(at, 1);
  desk.waiting = desk.waiting.filter((seq) => seq !== target);
}

async function count(desk: Desk, name: "open" | "close"): Promise<void> {
  const books = await read(desk, "/books", booksSchema);
  // Now and then a coin is missing or found.
  const difference = desk.random.chance(0.15) ? desk.random.int(400) - 200 : 0;
  const countedRupiah = Math.max(0, (books.rupiahByKind.cash ?? 0) + difference);
  await must(desk, `/cash-days/${name}`, { countedRupiah });
}

async function weighingDay(desk: Desk, isFirst: boolean): Promise<void> {
  const { random } = desk;
  await count(desk, "open");
  if (isFirst) {
    const move = { direction: "in", purpose: "capital", amountRupiah: 400_000, note: "Modal" };
    await must(desk, "/cash-moves", move);
  }
  for (const target of desk.waiting.splice(0)) {
    desk.reversible.push(await must(desk, `/transfers/${target}/value`));
    desk.counts.valued++;
  }
  await settleRequests(desk);
  const deposits = 5 + random.int(5);
  for (let index = 0; index < deposits; index++) {
    await takeDeposit(desk);
    desk.clock.jump(desk.clock.nowMs() + random.int(240_000));
    if (random.chance(0.3)) await takeWithdrawal(desk);
    if (random.chance(0.15)) await give(desk);
    if (random.chance(0.2)) await reverse(desk);
  }
  if (random.chance(0.6)) await sell(desk);
  await count(desk, "close");
}

/**
 * A year of a waste bank through the api's own routes, on a clock that is moved: two weighing days
 * a month, prices that change in July, halves of a rupiah, harvests, reversals across months, fees,
 * shrinkage, gifts, requests that wait. The same seed makes the same year.
 */
export async function simulateYear(seed: string): Promise<BankYear> {
  const clock = createManualClock(Date.parse(`${YEAR}-01-02T08:00:00+07:00`));
  const test = await startTestApi({ clock });
  await test.seed();
  const treasurer = await test.enter("treasurer");
  const members: YearMember[] = [];
  for (let index = 0; index < MEMBERS; index++) {
    const { member, credentials } = await test.enterMember(treasurer, { name: `Nasabah ${index}` });
    members.push({ id: member.id, credentials });
  }
  const desk: Desk = {
    test,
    clock,
    treasurer,
    members,
    receipts: [],
    pendingRupiah: new Map(),
    counts: { halves: 0, refused: 0, reversed: 0, valued: 0 },
    random: createRandom(seed),
    waiting: [],
    reversible: [],
    keys: 0,
  };
  await furnish(desk);
  for (const [index, month] of MONTHS.entries()) {
    for (const day of DAYS_OF_MONTH) {
      clock.jump(Date.parse(`${month}-${day}T08:00:00+07:00`));
      await weighingDay(desk, index === 0 && day === DAYS_OF_MONTH[0]);
    }
    const pending = await pendingOf(desk);
    desk.pendingRupiah.set(
      month,
      pending.reduce((sum, { amountRupiah }) => sum + amountRupiah, 0),
    );
    if (index === 5)
      for (const item of ITEM_NAMES) await publishPrice(desk, item, ITEMS[item].laterRupiah);
  }
  clock.jump(Date.parse(`${YEAR + 1}-01-02T08:00:00+07:00`));
  return desk;
}

/** Every receipt as it can be shown now, with its reversal. */
export async function showReceipts(year: BankYear): Promise<Receipt[]> {
  const shown: Receipt[] = [];
  for (const seq of year.receipts) {
    const answer = await year.test.call("GET", path(`/transfers/${seq}/receipt`), {
      headers: year.treasurer,
    });
    shown.push(receiptSchema.parse(await answer.json()));
  }
  return shown;
}
