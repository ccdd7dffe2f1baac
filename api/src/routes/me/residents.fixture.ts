import { accountSchema, passbookRowSchema, type Account } from "@resik/contract/http/bank/me";
import { pageOf } from "@resik/contract/http/page";
import { createManualClock, systemClock } from "@resik/kit/clock";
import type { Transfer } from "@resik/ledger/transfer";
import { addMonths, wibMonthOf } from "../../reports/wib-month.ts";
import { openBook, PET, petDeposit, petPrice, REGULAR, type Book } from "../../test/book.ts";
import {
  FOREIGN_SITE,
  startTestApi,
  type Credentials,
  type EnteredMember,
  type TestApi,
} from "../../test/harness.ts";

const DAY_MS = 86_400_000;

/** A product with everything that binds a withdrawal. */
export const LEBARAN = {
  ...REGULAR,
  product: "lebaran",
  name: "Tabungan Lebaran",
  minimumRupiah: 2_000,
  remainingRupiah: 1_000,
  termDays: 30,
} as const;

const passbookSchema = pageOf(passbookRowSchema);

/** Two members of one bank, one with a past, and a third at another bank. */
export interface Residents {
  test: TestApi;
  /** Writes in the book at `nowMs`. */
  book: Book;
  treasurer: Credentials;
  sari: EnteredMember;
  budi: EnteredMember;
  nowMs: number;
  /** In the middle of the month three months ago. */
  pastMs: number;
  /** Sari's of that day: 2 kg that stay, and 1 kg that was reversed the day after. */
  kept: Transfer;
  reversed: Transfer;
  read(who: EnteredMember, path: string): Promise<Response>;
  post(who: EnteredMember, path: string, key: string, body: object): Promise<Response>;
  account(who: EnteredMember): Promise<Account>;
  balanceOf(who: EnteredMember, product: string): Promise<Account["balances"][number] | undefined>;
  passbook(who: EnteredMember, query: string): Promise<ReturnType<typeof passbookSchema.parse>>;
  close(): Promise<void>;
}

/** A problem but for what differs from request to request. */
export const problemOf = async (answer: Response): Promise<Record<string, unknown>> => ({
  ...((await answer.json()) as Record<string, unknown>),
  requestId: "",
});

export async function openResidents(): Promise<Residents> {
  const nowMs = systemClock.nowMs();
  const pastMs = Date.parse(`${addMonths(wibMonthOf(nowMs), -3)}-15T03:00:00Z`);
  const occurredAt = new Date(nowMs).toISOString();
  const test = await startTestApi();
  await test.seed();
  const treasurer = await test.enter("treasurer");
  const foreign = await test.enter("foreignOperator");
  const sari = await test.enterMember(treasurer);
  const budi = await test.enterMember(treasurer, { name: "Budi" });
  const other = await test.enterMember(foreign, { bank: FOREIGN_SITE.id, name: "Wati" });

  const clock = createManualClock(pastMs);
  const book = openBook(test.dataDir, clock);
  for (const bank of [undefined, FOREIGN_SITE.id]) {
    for (const rule of [PET, REGULAR, LEBARAN, petPrice(4_000)]) await book.rule(rule, bank);
  }
  const kept = await book.post(petDeposit(sari.member.id, 2_000));
  const reversed = await book.post(petDeposit(sari.member.id, 1_000));
  await clock.advance(DAY_MS);
  await book.post({ kind: "reverse", target: reversed.seq, reason: "salah timbang" });
  clock.jump(nowMs);
  await book.post(petDeposit(other.member.id, 9_000), { bank: FOREIGN_SITE.id });

  const read: Residents["read"] = (who, path) =>
    test.call("GET", `/api/v1/me/${path}`, { headers: who.credentials });
  const account: Residents["account"] = async (who) =>
    accountSchema.parse(await (await read(who, "account")).json());
  return {
    test,
    book,
    treasurer,
    sari,
    budi,
    nowMs,
    pastMs,
    kept,
    reversed,
    read,
    account,
    post: (who, path, key, body) =>
      test.call("POST", `/api/v1/me/${path}`, {
        headers: { ...who.credentials, "idempotency-key": key },
        body: { occurredAt, ...body },
      }),
    balanceOf: async (who, product) =>
      (await account(who)).balances.find((balance) => balance.product === product),
    passbook: async (who, query) =>
      passbookSchema.parse(await (await read(who, `passbook?${query}`)).json()),
    async close() {
      await book.close();
      await test.close();
    },
  };
}
