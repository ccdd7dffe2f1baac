import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memberIdSchema, productIdSchema } from "@resik/contract/bank/ids";
import { verifySchema } from "@resik/contract/http/bank/books";
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { ACCOUNTS } from "@resik/ledger/account";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBankHttp, type BankHttp } from "./bank-http.ts";
import { BANK, makeBank, OPENING_RUPIAH } from "./bank-stage.ts";
import {
  endPrograms,
  startProgram,
  systemEnvironment,
  type ChildProgram,
} from "./child-program.ts";
import { RUPIAH_PER_KG, startLedgerClient, type LedgerClient } from "./ledger-client.ts";

const ROUNDS = Number(process.env.RESIK_TEST_KILL_ROUNDS ?? "6");
const SEED = process.env.RESIK_TEST_SEED ?? "ledger-kill";
const SHARED = "anggota-bersama";
const MEMBERS = ["anggota-1", "anggota-2", "anggota-3", "anggota-4", "anggota-5", "anggota-6"];
/** Writes that are acknowledged between two kills. */
const ACKED_A_ROUND = 60;

let dataDir: string;
let environment: Record<string, string>;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "resik-ledger-kill-"));
  environment = {
    ...systemEnvironment(dataDir),
    // Nobody listens there: deposits are announced when there is a broker.
    RESIK_MQTT_URL: "mqtt://127.0.0.1:1",
  };
});
afterEach(async () => {
  await endPrograms();
  await rm(dataDir, { recursive: true, force: true });
});

const ackedTotal = (clients: readonly LedgerClient[]): number =>
  clients.reduce((sum, { acked }) => sum + acked.size, 0);

async function wholeBook(ledger: LedgerStore): Promise<Transfer[]> {
  const book: Transfer[] = [];
  for (;;) {
    const page = await ledger.journal({ afterId: book.at(-1)?.id ?? 0, limit: 500 });
    if (page.length === 0) return book;
    book.push(...page);
  }
}

/** Each acknowledged write is there once, as it was answered, and nothing that nobody sent. */
function expectOnce(book: readonly Transfer[], clients: readonly LedgerClient[]): void {
  const written = book.filter(({ key }) => !key.startsWith("setup-"));
  expect(new Set(written.map(({ key }) => key)).size).toBe(written.length);
  const byKey = new Map<string, Transfer>(written.map((transfer) => [transfer.key, transfer]));
  const acked = clients.flatMap((client) => [...client.acked]);
  const lost = acked.filter(([key, { seq, sha256 }]) => {
    const transfer = byKey.get(key);
    return transfer?.seq !== seq || transfer.sha256 !== sha256;
  });
  expect(lost).toEqual([]);
  const sent = new Set([
    ...acked.map(([key]) => key),
    ...clients.flatMap(({ abandoned }) => [...abandoned.keys()]),
  ]);
  expect(written.filter(({ key }) => !sent.has(key))).toEqual([]);
}

/** The balances are those of the model, which knows nothing but the answers. */
async function expectBalances(
  ledger: LedgerStore,
  book: readonly Transfer[],
  clients: readonly LedgerClient[],
): Promise<void> {
  const product = productIdSchema.parse("regular");
  const total = (of: (client: LedgerClient) => number): number =>
    clients.reduce((sum, client) => sum + of(client), 0);
  for (const client of clients) {
    const member = memberIdSchema.parse(client.member);
    expect([
      await ledger.balance(BANK, ACCOUNTS.savings(member, product)),
      await ledger.balance(BANK, ACCOUNTS.payable(member, product)),
    ]).toEqual([client.savingsRupiah, client.payableRupiah]);
  }
  // What nobody heard an answer to may be in the book or not: the book says which.
  const keys = new Set<string>(book.map(({ key }) => key));
  const unheardGrams = total(({ abandoned }) =>
    [...abandoned].reduce((sum, [key, grams]) => sum + (keys.has(key) ? grams : 0), 0),
  );
  const unheardRupiah = (unheardGrams * RUPIAH_PER_KG) / 1_000;
  const shared = ACCOUNTS.savings(memberIdSchema.parse(SHARED), product);
  expect(await ledger.balance(BANK, shared)).toBe(
    total(({ sharedRupiah }) => sharedRupiah) + unheardRupiah,
  );
  expect(await ledger.balance(BANK, ACCOUNTS.stock("pet.clean"))).toBe(
    total(({ grams }) => grams) + unheardGrams,
  );
  expect(await ledger.balance(BANK, ACCOUNTS.cash)).toBe(
    OPENING_RUPIAH - total(({ paidRupiah }) => paidRupiah),
  );
}

async function killAtWork(
  api: ChildProgram,
  clients: readonly LedgerClient[],
  delayMs: number,
): Promise<ChildProgram> {
  const goal = ackedTotal(clients) + ACKED_A_ROUND;
  await expect
    .poll(() => ackedTotal(clients), { timeout: 15_000, interval: 5 })
    .toBeGreaterThan(goal);
  await systemClock.sleep(delayMs);
  await api.kill();
  return startProgram("api", environment);
}

describe("kill -9 of the api under deposits and withdrawals", () => {
  it("keeps each acknowledged write once, and the books close", { timeout: 90_000 }, async () => {
    const random = createRandom(SEED);
    let api = await startProgram("api", environment);
    environment.RESIK_HTTP_PORT = `${api.ports.http}`;
    const origin = `http://127.0.0.1:${api.ports.http}`;
    const headers = await makeBank(origin, [SHARED, ...MEMBERS]);
    const http: BankHttp = createBankHttp({ origin, bank: BANK, headers });
    const clients = MEMBERS.map((member) =>
      startLedgerClient({ http, random: random.fork(member), member, sharedMember: SHARED }),
    );
    for (let round = 0; round < ROUNDS; round++) {
      api = await killAtWork(api, clients, random.between(0, 40));
    }
    await Promise.all(clients.map((client) => client.stop()));
    expect(clients.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(ackedTotal(clients)).toBeGreaterThan(ROUNDS * ACKED_A_ROUND);
    // The kills hit requests at work, before and after their commit.
    expect(http.cut()).toBeGreaterThan(ROUNDS);
    expect(http.foundWritten()).toBeGreaterThan(0);

    const proof = await fetch(`${origin}/api/v1/banks/${BANK}/ledger/verify`, { headers });
    expect(verifySchema.parse(await proof.json())).toMatchObject({ isIntact: true, broken: [] });
    expect(await api.stop()).toBe(0);
    const ledger = openLedger("sqlite:", { dataDir, clock: systemClock });
    const book = await wholeBook(ledger);
    expectOnce(book, clients);
    await expectBalances(ledger, book, clients);
    expect(await ledger.verify()).toMatchObject({ isIntact: true, broken: [] });
    expect((await ledger.books(BANK)).isClosed).toBe(true);
    await ledger.close();
  });
});
