import { bankIdSchema } from "@resik/contract/bank/ids";
import { systemClock } from "@resik/kit/clock";
import { expect } from "vitest";
import { createBankHttp } from "./bank-http.ts";
import { SECRET } from "./child-program.ts";
import { RUPIAH_PER_KG } from "./ledger-client.ts";

export const BANK = bankIdSchema.parse("bsu-melati");
export const OPENING_RUPIAH = 100_000_000;
const USER = { username: "bendahara", name: "Bendahara", password: "sapu lidi bersih" };

/** The administrator of a system under test. */
export const ADMIN = { authorization: `Bearer ${SECRET}` };

/** @throws when the api refuses. */
export async function make(
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: object,
): Promise<Response> {
  const answer = await fetch(`${origin}/api/v1/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer;
}

const RULES = [
  {
    type: "item",
    item: "pet",
    name: "Botol PET",
    unit: "kg",
    grades: ["clean"],
    reportGroup: "plastic",
    gramsPerUnit: null,
    isActive: true,
  },
  {
    type: "price",
    item: "pet",
    grade: "clean",
    hop: "member",
    payout: null,
    delivery: null,
    rupiahPerUnit: RUPIAH_PER_KG,
  },
  {
    type: "product",
    product: "regular",
    name: "Tabungan",
    minimumRupiah: 0,
    remainingRupiah: 0,
    termDays: 0,
    isActive: true,
  },
];

/** Signs the treasurer in; gives the headers of the session. */
export async function signIn(origin: string): Promise<Record<string, string>> {
  const { username, password } = USER;
  const entered = await make(origin, "auth/sign-in/username", { origin }, { username, password });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { cookie, origin, "sec-fetch-site": "same-origin" };
}

/** A bank with members, a price and an open day; gives the session of its treasurer. */
export async function makeBank(
  origin: string,
  members: readonly string[],
): Promise<Record<string, string>> {
  const site = { id: BANK, name: "Bank Sampah Melati", kind: "waste-bank", lat: -6.7, lon: 111 };
  await make(origin, "sites", ADMIN, { ...site, areaCode: "33.18.10", areaName: "Pati" });
  await make(origin, "users", ADMIN, { ...USER, roles: [{ role: "treasurer", site: BANK }] });
  const headers = await signIn(origin);
  for (const id of members) {
    const member = { id, kind: "person", name: id, phone: null, address: null, unit: null };
    await make(origin, `banks/${BANK}/members`, headers, member);
  }
  const http = createBankHttp({ origin, bank: BANK, headers });
  for (const [index, rule] of RULES.entries()) {
    const publication = { rule, validFrom: null, isOutlierConfirmed: false };
    expect(await http.write("rules", `setup-rule-${index}`, publication)).toHaveProperty("seq");
  }
  const count = {
    occurredAt: new Date(systemClock.nowMs()).toISOString(),
    countedRupiah: OPENING_RUPIAH,
  };
  expect(await http.write("cash-days/open", "setup-open", count)).toHaveProperty("seq");
  return headers;
}
