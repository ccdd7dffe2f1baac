import {
  booksSchema,
  cashDayViewSchema,
  stockSchema,
  verifySchema,
} from "@resik/contract/http/bank/books";
import { memberViewSchema } from "@resik/contract/http/bank/members";
import { receiptSchema } from "@resik/contract/http/bank/receipt";
import { SITE } from "../../api/src/test/harness.ts";
import type { BankStage } from "./bank-stage.ts";
import type { DepositPlan, DeskDriver, LinePlan, Pieces } from "./desk-driver.ts";

const scale = (item: LinePlan["item"], quantity: number, grade?: LinePlan["grade"]): LinePlan => ({
  item,
  quantity,
  from: "scale",
  ...(grade === undefined ? {} : { grade }),
});
const hand: typeof scale = (item, quantity, grade) => ({
  ...scale(item, quantity, grade),
  from: "hand",
});

/** Twenty deposits, ten by scale and ten by hand; the sixth to the fifteenth need no scale. */
export const DEPOSITS: readonly DepositPlan[] = [
  { member: "Sari", lines: [scale("Botol PET", 3_250, "bersih")] },
  { member: "Wati", lines: [scale("Kardus", 12_400), hand("Minyak jelantah", 2_500)] },
  { member: "Budi", lines: [scale("Botol PET", 1_850, "campur"), scale("Kardus", 4_660)] },
  { member: "Joko", lines: [scale("Botol PET", 905, "bersih")] },
  {
    member: "Rini",
    lines: [scale("Kardus", 7_340), scale("Botol PET", 2_105, "bersih"), hand("Rak telur", 24)],
  },
  { member: "Darmi", lines: [hand("Kardus", 3_500)] },
  { member: "Sari", lines: [hand("Botol PET", 1_200, "bersih"), hand("Minyak jelantah", 1_500)] },
  { member: "Wati", lines: [hand("Kardus", 5_000)], fund: "Santunan Yatim" },
  { member: "Budi", lines: [hand("Kardus", 21_000)], isPickedUp: true },
  {
    member: "Joko",
    lines: [hand("Botol PET", 2_400, "bersih"), hand("Kardus", 1_260), hand("Rak telur", 10)],
  },
  { member: "Rini", lines: [hand("Minyak jelantah", 4_000)] },
  { member: "Darmi", lines: [hand("Kardus", 6_200)] },
  { member: "Sari", lines: [hand("Botol PET", 3_100, "campur")] },
  { member: "Wati", lines: [hand("Kardus", 1_840)] },
  { member: "Budi", lines: [hand("Botol PET", 4_450, "bersih")] },
  { member: "Joko", lines: [scale("Kardus", 9_980)] },
  { member: "Rini", lines: [scale("Botol PET", 1_515, "bersih")] },
  { member: "Darmi", lines: [scale("Botol PET", 2_250, "campur")] },
  { member: "Sari", lines: [scale("Kardus", 15_320)], isPickedUp: true },
  { member: "Wati", lines: [scale("Botol PET", 6_005, "bersih")] },
];

export const WITHDRAWALS = [
  { member: "Sari", amountRupiah: 25_000 },
  { member: "Wati", amountRupiah: 12_500 },
] as const;

const RIGHT_DEPOSIT: DepositPlan = { member: "Darmi", lines: [hand("Kardus", 2_600)] };
/** The twelfth deposit was read wrong: the figures of the scale stood the other way round. */
export const CORRECTION = {
  wrong: 12,
  words: ["Darmi", "6,20 kg"],
  reason: "Salah baca timbangan",
  right: RIGHT_DEPOSIT,
} as const;

/** What lies in the box in the morning, and after two withdrawals of 37,500 in the evening. */
export const MORNING: Pieces = { 100_000: 10 };
export const EVENING: Pieces = { 100_000: 9, 50_000: 1, 10_000: 1, 2_000: 1, 500: 1 };
export const CASH = { opened: 1_000_000, closed: 962_500 } as const;

interface DayPeople {
  operator: DeskDriver;
  treasurer: DeskDriver;
}

/** Weighs one deposit; `number` counts from one. */
export type WeighOne = (deposit: DepositPlan, number: number) => Promise<void>;

/**
 * A whole weighing day at the desk. What disturbs a day is in how its deposits are weighed; all
 * that they mean is said here, so that two days cannot differ in it.
 */
export async function workDay(
  { operator, treasurer }: DayPeople,
  weighOne: WeighOne,
): Promise<void> {
  await operator.go("/bank/kas");
  await operator.countDay("Buka hari", MORNING);
  await operator.go("/bank/timbang");
  for (const [index, deposit] of DEPOSITS.entries()) await weighOne(deposit, index + 1);
  for (const { member, amountRupiah } of WITHDRAWALS) {
    await operator.go("/bank/penarikan");
    await operator.requestWithdrawal(member, amountRupiah);
    await treasurer.go("/bank/penarikan");
    await treasurer.step(member, "Setujui");
    await operator.go("/bank/penarikan");
    await operator.step(member, "Bayar");
  }
  await operator.go("/bank/riwayat");
  await operator.undo(CORRECTION.words, CORRECTION.reason);
  await operator.go("/bank/timbang");
  await operator.deposit(CORRECTION.right, "Setoran tercatat");
  await operator.go("/bank/kas");
  await operator.countDay("Tutup hari", EVENING);
  await operator.page().getByText("Kas, stok, dan tabungan cocok dengan buku.").waitFor();
}

/** Ends the day that the stage begins with: the one of the test is opened on the page. */
export async function endStageDay({ treasurer }: BankStage): Promise<void> {
  await treasurer.done("/cash-days/close", { countedRupiah: CASH.opened });
}

/** Everything that a day left in the book, with names for ids and without times. */
export async function readDay(stage: BankStage) {
  const { treasurer, members } = stage;
  const names = new Map<unknown, string>(members.map(({ id, name }) => [id, name]));
  const transfers = await stage.transfers();
  const opening = transfers.findLast(({ kind }) => kind === "open-day")?.seq ?? 0;
  const entries = [];
  for (const transfer of transfers.filter(({ seq }) => seq >= opening)) {
    const { seq, kind, member, continues, reverses, reversedBy, detail, actorName } = transfer;
    const answer = await treasurer.get(`/transfers/${seq}/receipt`);
    const receipt = receiptSchema.safeParse(answer.body);
    const said: unknown = JSON.parse(
      JSON.stringify(detail, (key, value: unknown) => {
        if (key === "evidence") return value === null ? "hand" : "scale";
        return key === "member" ? (names.get(value) ?? null) : value;
      }),
    );
    entries.push({
      seq,
      kind,
      actorName,
      member: member?.name ?? null,
      continues,
      reverses,
      reversedBy,
      said,
      netRupiah: receipt.data?.netRupiah ?? null,
      balanceRupiah: receipt.data?.balanceRupiah ?? null,
    });
  }
  const savings: Record<string, number> = {};
  for (const { id, name } of members) {
    const view = await treasurer.read(memberViewSchema, `/members/${id}`);
    savings[name] = view.balances.reduce((sum, { savingsRupiah }) => sum + savingsRupiah, 0);
  }
  const { rupiahByKind, isClosed, openDay } = await treasurer.read(booksSchema, "/books");
  const { rows } = await treasurer.read(stockSchema, "/stock");
  const day = await treasurer.read(cashDayViewSchema, `/cash-days/${opening}`);
  const { isIntact, broken, postings } = await treasurer.read(verifySchema, "/ledger/verify");
  return {
    entries,
    savings,
    rupiahByKind,
    isClosed,
    openDay,
    stock: rows,
    totals: day.totals,
    opening: day.opening,
    closing: day.closing && {
      countedRupiah: day.closing.countedRupiah,
      differenceRupiah: day.closing.differenceRupiah,
    },
    proof: { bank: SITE.id, isIntact, broken, postings },
  };
}

export type DayBook = Awaited<ReturnType<typeof readDay>>;
