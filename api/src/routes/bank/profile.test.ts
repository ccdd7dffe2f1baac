import { createManualClock, type ManualClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../../registry/open.ts";
import { sha256Hex } from "../../registry/secret-hash.ts";
import { openBook, PET, petDeposit, petPrice, REGULAR, type Book } from "../../test/book.ts";
import {
  ADMIN,
  FOREIGN_SITE,
  SITE,
  startTestApi,
  type Credentials,
  type TestApi,
} from "../../test/harness.ts";
import { makeReading } from "../../test/make-reading.ts";

/** A Sunday, 08:00 in WIB. */
const START_MS = Date.parse("2026-11-01T08:00:00+07:00");
const PROFILE = {
  address: "Jalan Melati 1",
  phone: "081234567890",
  decreeNumber: null,
  director: null,
  induk: null,
  weighing: { weekdays: [0], weeksOfMonth: [], opensAt: "07:30", closesAt: "11:00" },
  receiptNote: "Terima kasih",
};

let clock: ManualClock;
let test: TestApi;
let treasurer: Credentials;
let book: Book;
beforeEach(async () => {
  clock = createManualClock(START_MS);
  test = await startTestApi({ clock });
  await test.seed();
  treasurer = await test.enter("treasurer");
  book = openBook(test.dataDir, clock);
});
afterEach(async () => {
  await book.close();
  await test.close();
});

const get = async (path: string, headers: Credentials = treasurer): Promise<unknown> => {
  const answer = await test.call("GET", `/api/v1${path}`, { headers });
  expect(answer.status).toBe(200);
  return answer.json();
};
const put = (profile: object, bank: string = SITE.id, headers = treasurer) =>
  test.call("PUT", `/api/v1/banks/${bank}`, { headers, body: { ...PROFILE, ...profile } });

describe("a bank's profile", () => {
  it("has a number of its own from the first use, and the same one after", async () => {
    const first = await get(`/banks/${FOREIGN_SITE.id}`, ADMIN);
    expect(first).toMatchObject({ number: 1, name: FOREIGN_SITE.name, weighing: null });
    expect(await get(`/banks/${SITE.id}`)).toMatchObject({ number: 2, activeMembers: 0 });
    expect(await get(`/banks/${FOREIGN_SITE.id}`, ADMIN)).toEqual(first);
  });

  it("gives two banks two numbers when both come at once", async () => {
    const banks = [SITE.id, FOREIGN_SITE.id, SITE.id, FOREIGN_SITE.id];
    const profiles = await Promise.all(banks.map((bank) => get(`/banks/${bank}`, ADMIN)));
    const numbers = profiles.map((profile) => (profile as { number: number }).number);
    expect(new Set(numbers)).toEqual(new Set([1, 2]));
    expect(numbers.slice(0, 2)).toEqual(numbers.slice(2));
  });

  it("is none for a site that is no waste bank", async () => {
    const site = { ...SITE, id: "kantor-dlh", name: "Kantor", kind: "office" };
    const made = await test.call("POST", "/api/v1/sites", { headers: ADMIN, body: site });
    expect(made.status).toBe(201);
    for (const bank of ["kantor-dlh", "tidak-ada"]) {
      const answer = await test.call("GET", `/api/v1/banks/${bank}`, { headers: ADMIN });
      expect(answer.status).toBe(404);
    }
  });

  it("is what the treasurer says, with the next weighing day in WIB", async () => {
    expect((await put({ induk: FOREIGN_SITE.id })).status).toBe(200);
    expect(await get(`/banks/${SITE.id}`)).toMatchObject({
      ...PROFILE,
      induk: FOREIGN_SITE.id,
      nextWeighingOn: "2026-11-01",
    });
    clock.jump(START_MS + 3 * 3_600_000);
    expect(await get(`/banks/${SITE.id}`)).toMatchObject({ nextWeighingOn: "2026-11-08" });
  });

  it("names another waste bank as induk or none", async () => {
    expect((await put({ induk: SITE.id })).status).toBe(400);
    expect((await put({ induk: "tidak-ada" })).status).toBe(404);
    expect(await get(`/banks/${SITE.id}`)).toMatchObject({ address: null, induk: null });
  });

  it("is not for an operator to change, nor for another bank's treasurer", async () => {
    expect((await put({}, SITE.id, await test.enter("operator"))).status).toBe(403);
    expect((await put({}, SITE.id, await test.enter("foreignTreasurer"))).status).toBe(403);
    expect((await put({}, SITE.id, { ...treasurer, origin: "https://evil.example" })).status).toBe(
      403,
    );
  });

  it("tells the open day and how many members are active", async () => {
    const opened = await book.post({ kind: "open-day", countedRupiah: 0 });
    await test.enterMember(treasurer);
    expect(await get(`/banks/${SITE.id}`)).toMatchObject({
      activeMembers: 1,
      openDay: { seq: opened.seq, openedAt: new Date(START_MS).toISOString() },
    });
    await book.post({ kind: "close-day", countedRupiah: 0 });
    expect(await get(`/banks/${SITE.id}`)).toMatchObject({ openDay: null });
  });
});

describe("the public", () => {
  it("sees every bank with its next weighing day, and nothing that is the bank's own", async () => {
    await put({});
    const { banks } = (await get("/open/banks", {})) as { banks: Record<string, unknown>[] };
    expect(banks.map(({ id }) => id)).toEqual([FOREIGN_SITE.id, SITE.id]);
    expect(banks[1]).toMatchObject({ name: SITE.name, nextWeighingOn: "2026-11-01" });
    expect(Object.keys(banks[1] ?? {})).not.toContain("phone");
  });

  it("sees today's prices for members: of active items, and no ended list", async () => {
    await book.rule(PET);
    await book.rule(petPrice(4_000));
    await book.rule(petPrice(3_000, { grade: "mixed", hop: "collector" }));
    const path = `/open/banks/${SITE.id}/prices`;
    expect(await get(path, {})).toMatchObject({
      prices: [{ item: "pet", name: "Botol PET", grade: "clean", rupiahPerUnit: 4_000 }],
    });
    await book.rule(petPrice(null));
    expect(await get(path, {})).toEqual({ prices: [] });
    await book.rule(petPrice(4_400));
    await book.rule({ ...PET, isActive: false });
    expect(await get(path, {})).toEqual({ prices: [] });
    const none = await test.call("GET", "/api/v1/open/banks/tidak-ada/prices");
    expect(none.status).toBe(404);
  });
});

describe("the desk", () => {
  it("takes members, savings, rules, items, funds and scales along", async () => {
    await put({});
    const { member } = await test.enterMember(treasurer, { name: "Sari", phone: "081234567890" });
    const gone = await test.enterMember(treasurer, { name: "Budi" });
    const members = `/api/v1/banks/${SITE.id}/members`;
    await test.call("POST", `${members}/${gone.member.id}/retire`, { headers: treasurer });
    const issued = await test.call("POST", `${members}/${member.id}/card`, { headers: treasurer });
    const { token } = (await issued.json()) as { token: string };
    for (const rule of [PET, REGULAR, petPrice(4_000)]) await book.rule(rule);
    const validFromMs = START_MS + 24 * 3_600_000;
    await book.post({
      kind: "publish-rule",
      rule: petPrice(4_400),
      validFromMs,
      isOutlierConfirmed: false,
    });
    await book.post({ kind: "open-day", countedRupiah: 0 });
    await book.post(petDeposit(member.id, 1_250));
    await test.write(
      makeReading({
        device: "scale-01",
        channel: "scale",
        atMs: START_MS,
        fields: { massG: 1_250, stable: true, teraUntil: "2027-06-30" },
      }),
    );
    const registry = openRegistry(registryPath(test.dataDir));
    const fund = {
      bank: SITE.id,
      id: "sosial",
      kind: "fund",
      name: "Dana sosial",
      phone: null,
    } as const;
    await registry.db.insertInto("parties").values(fund).execute();
    await registry.close();

    const desk = (await get(`/banks/${SITE.id}/desk`)) as { rules: unknown[] };
    expect(desk).toMatchObject({
      bank: { id: SITE.id, name: SITE.name, receiptNote: PROFILE.receiptNote },
      takenAt: new Date(START_MS).toISOString(),
      members: [
        {
          id: member.id,
          number: member.number,
          name: "Sari",
          phoneTail: "7890",
          cardSha256: sha256Hex(token),
          savingsRupiah: 5_000,
        },
      ],
      itemsByUse: ["pet.clean"],
      funds: [{ id: "sosial", name: "Dana sosial" }],
      scales: [{ device: "scale-01", name: "Alat scale-01", teraUntil: "2027-06-30" }],
    });
    expect(desk.rules).toHaveLength(4);
    expect(desk.rules.at(-1)).toMatchObject({
      validFrom: new Date(validFromMs).toISOString(),
      rule: { type: "price", rupiahPerUnit: 4_400 },
    });
    expect(JSON.stringify(desk)).not.toContain(token);
    expect(JSON.stringify(desk.rules)).not.toContain("081234567890");
  });

  it("is for who works there: not for staff, administrators or members", async () => {
    const sari = await test.enterMember(treasurer);
    for (const headers of [ADMIN, await test.enter("staff"), sari.credentials]) {
      const answer = await test.call("GET", `/api/v1/banks/${SITE.id}/desk`, { headers });
      expect(answer.status).toBe(403);
    }
  });
});
