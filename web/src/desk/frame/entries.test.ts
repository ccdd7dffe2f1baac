import { expect, test } from "vitest";
import { entryGroups, isOpenTo, rankOf, type DeskRank } from "./entries.ts";

const hrefs = (rank: DeskRank): string[] =>
  entryGroups(rank).flatMap(({ entries }) => entries.map(({ href }) => href));

test("each sees what those below see, and more", () => {
  const [operator, staff, administrator] = [
    hrefs("operator"),
    hrefs("staff"),
    hrefs("administrator"),
  ];
  expect(staff).toEqual(expect.arrayContaining(operator));
  expect(administrator).toEqual(expect.arrayContaining(staff));
  expect(operator).toContain("/dlh/perangkat");
  expect(operator).not.toContain("/dlh/tempat");
  expect(staff).toContain("/dlh/tempat");
  expect(staff).not.toContain("/dlh/akun");
  expect(administrator).toContain("/dlh/akun");
});

test("a page that is not seen does not open either, and pages without an entry open to all", () => {
  for (const part of ["", "menu", "perangkat", "tidak-ada"]) {
    expect(isOpenTo(part, "operator")).toBe(true);
  }
  expect(isOpenTo("aturan", "operator")).toBe(false);
  expect(isOpenTo("akun", "staff")).toBe(false);
  expect(isOpenTo("akun", "administrator")).toBe(true);
});

test("somebody is what their highest role says", () => {
  expect(rankOf({ isStaff: true, isAdministrator: true })).toBe("administrator");
  expect(rankOf({ isStaff: true, isAdministrator: false })).toBe("staff");
  expect(rankOf({ isStaff: false, isAdministrator: false })).toBe("operator");
});
