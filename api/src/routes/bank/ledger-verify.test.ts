import { postRequestSchema } from "@resik/ledger/post-request";
import { ledgerPath, openLedger } from "@resik/ledger/open";
import { systemClock } from "@resik/kit/clock";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { verifySchema } from "@resik/contract/http/bank/books";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN, FOREIGN_SITE, SITE, startTestApi, type TestApi } from "../../test/harness.ts";

const PATH = `/api/v1/banks/${SITE.id}/ledger/verify`;

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
  await api.seed();
});
afterEach(() => api.close());

/** Opens a day and puts money in the box, in the book that the api has open too. */
async function writeBook(): Promise<void> {
  const store = openLedger("sqlite:", { dataDir: api.dataDir, clock: systemClock });
  for (const command of [
    { kind: "open-day", countedRupiah: 0 },
    { kind: "move-cash", direction: "in", purpose: "capital", amountRupiah: 5_000, note: "Modal" },
  ]) {
    const occurredAtMs = systemClock.nowMs();
    const key = `key-${command.kind}`;
    const request = { bank: SITE.id, key, actor: "user:1", occurredAtMs, command };
    expect((await store.post(postRequestSchema.parse(request))).ok).toBe(true);
  }
  await store.close();
}

describe("GET banks/{bank}/ledger/verify", () => {
  it("proves the book and says how much there was to prove", async () => {
    await writeBook();
    const answer = await api.call("GET", PATH, { headers: ADMIN });
    expect(answer.status).toBe(200);
    const proof = verifySchema.parse(await answer.json());
    expect(proof).toMatchObject({ isIntact: true, transfers: 2, postings: 2, broken: [] });
  });

  it("names the first broken row of a changed file", async () => {
    await writeBook();
    const db = openDurableSqlite(ledgerPath(api.dataDir));
    db.exec("UPDATE balances SET balance = balance + 1 WHERE account = 'cash'");
    db.close();
    const answer = await api.call("GET", PATH, { headers: ADMIN });
    expect(await answer.json()).toMatchObject({
      isIntact: false,
      broken: [{ kind: "balance", bank: SITE.id, seq: null, detail: "cash: 5001, not 5000" }],
    });
  });

  it("runs one proof at a time, and the api goes on serving beside it", async () => {
    const first = api.call("GET", PATH, { headers: ADMIN });
    const second = api.call("GET", PATH, { headers: ADMIN });
    const beside = api.call("GET", `/api/v1/banks/${SITE.id}/books`, { headers: ADMIN });
    const answers = await Promise.all([first, second]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    expect((await beside).status).toBe(200);
    expect((await api.call("GET", PATH, { headers: ADMIN })).status).toBe(200);
  });

  it("is for the bank's own people and staff, without a hint to others", async () => {
    const operator = await api.enter("operator");
    expect((await api.call("GET", PATH, { headers: operator })).status).toBe(200);
    const foreign = await api.enter("foreignTreasurer");
    expect((await api.call("GET", PATH, { headers: foreign })).status).toBe(403);
    expect((await api.call("GET", PATH)).status).toBe(401);
    const resident = await api.enter("resident");
    expect((await api.call("GET", PATH, { headers: resident })).status).toBe(403);
    const nowhere = PATH.replace(SITE.id, "bsu-anggrek");
    expect((await api.call("GET", nowhere, { headers: ADMIN })).status).toBe(404);
    expect((await api.call("GET", nowhere, { headers: foreign })).status).toBe(403);
    const own = PATH.replace(SITE.id, FOREIGN_SITE.id);
    expect((await api.call("GET", own, { headers: foreign })).status).toBe(200);
  });
});
