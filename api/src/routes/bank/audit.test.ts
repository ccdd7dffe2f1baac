import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  ADMIN,
  FOREIGN_SITE,
  SITE,
  startTestApi,
  type Credentials,
  type EnteredMember,
  type TestApi,
} from "../../test/harness.ts";

interface Line {
  seq: number;
  action: string;
  target: string;
  actorName: string | null;
}

describe("the audit log", () => {
  let test: TestApi;
  let treasurer: Credentials;
  let sari: EnteredMember;
  beforeEach(async () => {
    test = await startTestApi();
    await test.seed();
    treasurer = await test.enter("treasurer");
    sari = await test.enterMember(treasurer, { name: "Sari" });
  });
  afterEach(() => test.close());

  const read = async (path: string, headers: Credentials) => {
    const answer = await test.call("GET", `/api/v1${path}`, { headers });
    expect(answer.status).toBe(200);
    // The shape is what the route's schema says.
    return (await answer.json()) as { items: Line[]; next: string | null };
  };
  const ofBank = (bank: string = SITE.id) => `/banks/${bank}/audit`;

  it("shows who drew a PIN, to the bank's treasurer and to administrators", async () => {
    const target = `${SITE.id}/${sari.member.id}`;
    for (const [path, headers] of [
      [ofBank(), treasurer],
      ["/audit", ADMIN],
    ] as const) {
      const { items } = await read(path, headers);
      expect(items).toContainEqual(
        expect.objectContaining({ action: "member.pin", target, actorName: "bendahara" }),
      );
    }
  });

  it("has a line for everything that is done to a member and to the bank", async () => {
    const path = `/api/v1/banks/${SITE.id}/members/${sari.member.id}`;
    const fields = { kind: "person", name: "Sari", phone: null, address: null, unit: null };
    await test.call("PUT", path, { headers: treasurer, body: fields });
    for (const step of ["card", "card/revoke", "retire", "reactivate"]) {
      const done = await test.call("POST", `${path}/${step}`, { headers: treasurer });
      expect(done.status).toBe(200);
    }
    const profile = { address: null, phone: null, decreeNumber: null, director: null, induk: null };
    await test.call("PUT", `/api/v1/banks/${SITE.id}`, {
      headers: treasurer,
      body: { ...profile, weighing: null, receiptNote: null },
    });
    const { items } = await read(ofBank(), treasurer);
    expect(items.map(({ action }) => action)).toEqual([
      "bank.update",
      "member.reactivate",
      "member.retire",
      "member.card-revoke",
      "member.card",
      "member.update",
      "member.pin",
      "member.add",
      "site.add",
    ]);
  });

  it("has no line for what was refused", async () => {
    const path = `/api/v1/banks/${SITE.id}/members/tidak-ada`;
    for (const step of ["card", "pin", "retire"]) {
      const refused = await test.call("POST", `${path}/${step}`, { headers: treasurer });
      expect(refused.status).toBe(404);
    }
    const { items } = await read(ofBank(), treasurer);
    expect(items.map(({ target }) => target).filter((target) => /tidak/.test(target))).toEqual([]);
  });

  it("names nobody in what it keeps, and a resident only at the own bank", async () => {
    const { credentials } = sari;
    const newPin = sari.pin === "246813" ? "318642" : "246813";
    const body = { pin: sari.pin, newPin };
    await test.call("POST", "/api/v1/me/pin", { headers: credentials, body });
    const everywhere = await read("/audit", ADMIN);
    expect(everywhere.items[0]).toMatchObject({ action: "me.pin", actorName: null });
    expect(JSON.stringify(everywhere)).not.toContain("Sari");
    const atBank = await read(ofBank(), treasurer);
    expect(atBank.items[0]).toMatchObject({ action: "me.pin", actorName: "Sari" });
  });

  it("comes in pages, newest first", async () => {
    const all = await read("/audit", ADMIN);
    const paged: Line[] = [];
    let cursor = "";
    do {
      const page = await read(`/audit?limit=2${cursor}`, ADMIN);
      paged.push(...page.items);
      cursor = page.next === null ? "" : `&cursor=${page.next}`;
    } while (cursor !== "");
    expect(paged).toEqual(all.items);
    expect(paged.map(({ seq }) => seq)).toEqual(
      paged.map(({ seq }) => seq).toSorted((left, right) => right - left),
    );
    const answer = await test.call("GET", "/api/v1/audit?cursor=bm90", { headers: ADMIN });
    expect(answer.status).toBe(400);
  });

  it("of one bank is not for another's treasurer, and holds nothing of the other", async () => {
    const foreign = await test.enter("foreignTreasurer");
    await test.enterMember(foreign, { bank: FOREIGN_SITE.id, name: "Adi" });
    const refused = await test.call("GET", `/api/v1${ofBank()}`, { headers: foreign });
    expect(refused.status).toBe(403);
    const { items } = await read(ofBank(FOREIGN_SITE.id), foreign);
    expect(items.every(({ target }) => target.split("/")[0] === FOREIGN_SITE.id)).toBe(true);
    expect(items).toHaveLength(3);
  });

  it("is not for operators or residents", async () => {
    for (const headers of [await test.enter("operator"), sari.credentials]) {
      for (const path of ["/audit", ofBank()]) {
        expect((await test.call("GET", `/api/v1${path}`, { headers })).status).toBe(403);
      }
    }
  });
});
