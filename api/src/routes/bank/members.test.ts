import { pageOf } from "@resik/contract/http/page";
import { memberSchema } from "@resik/contract/http/bank/members";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../../registry/open.ts";
import { openBook, PET, petDeposit, petPrice, REGULAR, type Book } from "../../test/book.ts";
import {
  FOREIGN_SITE,
  SITE,
  startTestApi,
  type Credentials,
  type TestApi,
} from "../../test/harness.ts";

interface Row {
  id: string;
  number: string;
  name: string;
}

const FIELDS = { kind: "person", name: "Sari", phone: null, address: null, unit: null } as const;

describe("members", () => {
  let test: TestApi;
  let desk: Credentials;
  let book: Book | null;
  beforeEach(async () => {
    test = await startTestApi();
    await test.seed();
    desk = await test.enter("operator");
    book = null;
  });
  afterEach(async () => {
    await book?.close();
    await test.close();
  });

  const call = (
    method: string,
    path: string,
    body?: unknown,
    headers: Credentials = desk,
    bank: string = SITE.id,
  ) => {
    const options = body === undefined ? { headers } : { headers, body };
    return test.call(method, `/api/v1/banks/${bank}/members${path}`, options);
  };
  const add = async (input: object = {}): Promise<Row> => {
    const answer = await call("POST", "", { ...FIELDS, ...input });
    expect(answer.status).toBe(201);
    // The shape is what the route's schema says.
    return (await answer.json()) as Row;
  };
  const list = async (query: string) => {
    const answer = await call("GET", `?${query}`);
    expect(answer.status).toBe(200);
    const page = (await answer.json()) as { items: Row[]; next: string | null };
    return { names: page.items.map(({ name }) => name), next: page.next };
  };

  it("get the bank's number and the next serial, also when many come at once", async () => {
    const numbers = await Promise.all(
      Array.from({ length: 12 }, async (_none, index) => (await add({ name: `N${index}` })).number),
    );
    const expected = Array.from(
      { length: 12 },
      (_none, index) => `001${String(index + 1).padStart(4, "0")}`,
    );
    expect(numbers.toSorted()).toEqual(expected);
    const foreign = await test.enter("foreignOperator");
    const other = await call("POST", "", FIELDS, foreign, FOREIGN_SITE.id);
    expect(await other.json()).toMatchObject({ number: "0020001", hasPin: false, card: null });
  });

  it("are registered once with an idempotency key", async () => {
    const headers = { ...desk, "idempotency-key": "tap-twice" };
    const [one, two] = [
      await call("POST", "", FIELDS, headers),
      await call("POST", "", FIELDS, headers),
    ];
    expect(await two.json()).toEqual(await one.json());
    expect((await list("")).names).toHaveLength(1);
  });

  it("keep an id that the caller made, which nobody else gets", async () => {
    expect(await add({ id: "buku-017" })).toMatchObject({ id: "buku-017" });
    const again = await call("POST", "", { ...FIELDS, id: "buku-017" });
    expect(again.status).toBe(409);
  });

  it("have not joined tomorrow", async () => {
    expect((await call("POST", "", { ...FIELDS, joinedOn: "2999-01-01" })).status).toBe(400);
    expect(await add({ joinedOn: "2019-03-10" })).toMatchObject({ joinedOn: "2019-03-10" });
  });

  it("become a unit, and stop being one, by a treasurer alone: it is paid by another list", async () => {
    const treasurer = await test.enter("treasurer");
    const unit = { ...FIELDS, kind: "unit" };
    expect((await call("POST", "", unit)).status).toBe(403);
    const { id } = await add({ name: "Sari" });
    expect((await call("PUT", `/${id}`, unit)).status).toBe(403);
    expect(await (await call("GET", `/${id}`)).json()).toMatchObject({ kind: FIELDS.kind });
    expect((await call("PUT", `/${id}`, unit, treasurer)).status).toBe(200);
    expect((await call("PUT", `/${id}`, { ...unit, name: "BSU Anggrek" })).status).toBe(200);
    expect((await call("PUT", `/${id}`, FIELDS)).status).toBe(403);
    expect((await call("PUT", `/${id}`, FIELDS, treasurer)).status).toBe(200);
  });

  it("may be a unit with a bank behind it, which is another bank", async () => {
    const treasurer = await test.enter("treasurer");
    const unit = (site: string, kind = "unit") =>
      call("POST", "", { ...FIELDS, kind, unit: site }, treasurer).then((answer) => answer.status);
    expect(await unit(FOREIGN_SITE.id)).toBe(201);
    expect(await unit(SITE.id)).toBe(400);
    expect(await unit("bsu-tidak-ada")).toBe(404);
    expect(await unit(FOREIGN_SITE.id, "person")).toBe(400);
  });

  it("are found by part of a name, by number and by phone, never in an address", async () => {
    const search = async (text: string): Promise<string[]> => {
      const answer = await call("POST", "/search", { search: text });
      return pageOf(memberSchema)
        .parse(await answer.json())
        .items.map(({ name }) => name);
    };
    await add({ name: "Sari 100%", phone: "081234567890" });
    await add({ name: "Budi_Sari" });
    await add({ name: "Adi" });
    expect(await search("sari")).toEqual(["Sari 100%", "Budi_Sari"]);
    expect(await search("0010003")).toEqual(["Adi"]);
    expect(await search("+62812345")).toEqual(["Sari 100%"]);
    expect(await search("7890")).toEqual(["Sari 100%"]);
    expect(await search("100%")).toEqual(["Sari 100%"]);
    expect(await search("_")).toEqual(["Budi_Sari"]);
    expect(await search("tidak")).toEqual([]);
  });

  it("come in pages in order of number, retired ones apart", async () => {
    for (const name of ["A", "B", "C", "D"]) await add({ name });
    const first = await list("limit=3");
    expect(first.names).toEqual(["A", "B", "C"]);
    const second = await list(`limit=3&cursor=${first.next}`);
    expect(second).toEqual({ names: ["D"], next: null });
    const { id } = await add({ name: "E" });
    await call("POST", `/${id}/retire`);
    expect((await list("")).names).toEqual(["A", "B", "C", "D"]);
    expect((await list("retired=yes")).names).toEqual(["E"]);
    expect((await call("GET", "?cursor=bm90LW91cnM")).status).toBe(400);
  });

  it("change, and the account by which one signs in follows the name", async () => {
    const sari = await test.enterMember(desk, { name: "Sari" });
    const update = { ...FIELDS, kind: "household", name: "Keluarga Sari", address: "RT 2" };
    const changed = await call("PUT", `/${sari.member.id}`, update);
    expect(await changed.json()).toMatchObject(update);
    const me = await test.call("GET", "/api/v1/me", { headers: sari.credentials });
    expect(await me.json()).toMatchObject({
      user: { name: "Keluarga Sari" },
      member: { name: "Keluarga Sari" },
    });
  });

  it("show what they have in each product, and do not retire while anything is left", async () => {
    const { id } = await add();
    book = openBook(test.dataDir);
    for (const rule of [PET, REGULAR, petPrice(4_000)]) await book.rule(rule);
    await book.post({ kind: "open-day", countedRupiah: 0 });
    const deposit = await book.post(petDeposit(id, 1_250));
    const view = await (await call("GET", `/${id}`)).json();
    expect(view).toMatchObject({
      balances: [
        {
          product: "regular",
          name: "Tabungan",
          savingsRupiah: 5_000,
          heldRupiah: 0,
          payableRupiah: 0,
        },
      ],
    });
    const refused = await call("POST", `/${id}/retire`);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: "balance-left" });
    expect(await (await call("GET", `/${id}`)).json()).toMatchObject({ retiredAt: null });
    const command = { kind: "request-withdrawal", member: id, product: "regular" } as const;
    await book.post({ ...command, amountRupiah: 5_000 });
    expect((await call("POST", `/${id}/retire`)).status).toBe(409);
    expect(deposit.seq).toBeGreaterThan(0);
  });

  it("retire once, get neither card nor PIN then, and come back with the old number", async () => {
    const { id, number } = await add();
    expect((await call("POST", `/${id}/retire`)).status).toBe(200);
    for (const path of ["retire", "card", "pin"]) {
      const refused = await call("POST", `/${id}/${path}`);
      expect(await refused.json()).toMatchObject({ code: "member-retired" });
    }
    const back = await call("POST", `/${id}/reactivate`);
    expect(await back.json()).toMatchObject({ id, number, retiredAt: null });
    expect((await add()).number).not.toBe(number);
  });

  it("have one live card, found by its token at their own bank alone", async () => {
    const { id } = await add();
    const issue = async () =>
      (await (await call("POST", `/${id}/card`)).json()) as { token: string; member: unknown };
    const first = await issue();
    expect(Buffer.from(first.token, "base64url")).toHaveLength(32);
    expect(first.member).toMatchObject({ id, card: { issuedAt: expect.any(String) as string } });
    const second = await issue();
    const find = async (token: string, headers = desk, bank: string = SITE.id) =>
      (await call("POST", "/by-card", { token }, headers, bank)).status;
    expect(await find(first.token)).toBe(404);
    expect(await find(second.token)).toBe(200);
    const foreign = await test.enter("foreignOperator");
    expect(await find(second.token, foreign, FOREIGN_SITE.id)).toBe(404);
    expect(await find(second.token, foreign)).toBe(403);
    await call("POST", `/${id}/card/revoke`);
    expect(await find(second.token)).toBe(404);
    const registry = openRegistry(registryPath(test.dataDir));
    const cards = await registry.db.selectFrom("member_cards").selectAll().execute();
    expect(JSON.stringify(cards)).not.toContain(second.token);
    await registry.close();
  });

  it("of one bank are not there for another, whatever is asked", async () => {
    const sari = await test.enterMember(desk);
    const foreign = await test.enter("foreignOperator");
    const { id } = sari.member;
    for (const [method, path, body] of [
      ["GET", `/${id}`],
      ["PUT", `/${id}`, FIELDS],
      ["POST", `/${id}/retire`],
      ["POST", `/${id}/reactivate`],
      ["POST", `/${id}/card`],
      ["POST", `/${id}/card/revoke`],
      ["POST", `/${id}/pin`],
    ] as const) {
      const own = await call(method, path, body, foreign, FOREIGN_SITE.id);
      expect({ method, path, status: own.status }).toEqual({ method, path, status: 404 });
      const theirs = await call(method, path, body, foreign);
      expect({ method, path, status: theirs.status }).toEqual({ method, path, status: 403 });
    }
    const me = await test.call("GET", "/api/v1/me", { headers: sari.credentials });
    expect(me.status).toBe(200);
  });

  it("cannot read the bank's list or each other", async () => {
    const sari = await test.enterMember(desk);
    const budi = await add({ name: "Budi" });
    for (const path of ["", `/${budi.id}`, `/${sari.member.id}`]) {
      expect((await call("GET", path, undefined, sari.credentials)).status).toBe(403);
    }
  });

  it("are not written by the page of another site", async () => {
    const headers = { ...desk, origin: "https://evil.example" };
    expect((await call("POST", "", FIELDS, headers)).status).toBe(403);
    expect((await list("")).names).toEqual([]);
  });
});
