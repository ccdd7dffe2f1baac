import { expect, test } from "vitest";
import type { DeskMember } from "../desk/desk.ts";
import { cardTokenOf, findMembers, FOUND_MAX } from "./find-member.ts";

const member = (number: string, name: string, change: Partial<DeskMember> = {}): DeskMember => ({
  id: number,
  number,
  name,
  kind: "person",
  address: null,
  phoneTail: null,
  cardSha256: null,
  savingsRupiah: 0,
  ...change,
});
const MEMBERS = [
  member("0120001", "Sari", { address: "RT 2", phoneTail: "7890" }),
  member("0120002", "Nur Sari", { phoneTail: "0001" }),
  member("0120012", "Budi", { address: "RT 3" }),
  member("0121234", "Ñoño"),
];
const names = (typed: string) => findMembers(MEMBERS, typed).found.map(({ name }) => name);

test("everybody stands in the list before anything is typed, by name", () => {
  expect(names("")).toEqual(["Budi", "Ñoño", "Nur Sari", "Sari"]);
});

test("a name that starts so comes before one that has it inside", () => {
  expect(names("sari")).toEqual(["Sari", "Nur Sari"]);
  expect(names("nono")).toEqual(["Ñoño"]);
  expect(names("budi rt 3")).toEqual(["Budi"]);
});

test("digits find by number, its end, or the end of the phone", () => {
  expect(names("0120012")).toEqual(["Budi"]);
  expect(names("12")).toContain("Budi");
  expect(names("7890")).toEqual(["Sari"]);
  expect(names("0001")).toEqual(["Nur Sari", "Sari"]);
  expect(names("9999")).toEqual([]);
});

test("the list is bounded and says how many more fit", () => {
  const many = Array.from({ length: FOUND_MAX + 5 }, (_, index) =>
    member(String(130_000 + index), `Ani ${index}`),
  );
  const { found, more } = findMembers(many, "ani");
  expect([found.length, more]).toEqual([FOUND_MAX, 5]);
});

test("only a card's own code is a card", () => {
  const token = "AbCdEfGhIjKlMnOpQrStUv";
  expect(cardTokenOf(`https://resik.example/masuk#${token}`)).toBe(token);
  for (const text of ["", token, `https://resik.example/masuk#short`, `x/masuk#${token} `]) {
    expect(cardTokenOf(text)).toBeNull();
  }
});
