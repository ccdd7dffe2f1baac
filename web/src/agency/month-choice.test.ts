import { expect, test } from "vitest";
import { agencyHref, halfYears, monthsBack, readAgencyQuery } from "./month-choice.ts";

const NOW_MS = Date.parse("2026-01-05T03:00:00Z");

test("the page begins with the month that has ended last", () => {
  expect(readAgencyQuery("", NOW_MS)).toEqual({ month: "2025-12", bank: null });
  expect(monthsBack(NOW_MS).slice(0, 2)).toEqual(["2026-01", "2025-12"]);
  expect(monthsBack(NOW_MS)).toHaveLength(24);
});

test("what stands in the address is taken where it is a month and a bank, and not otherwise", () => {
  const query = { month: "2025-10", bank: "kayen-asri" };
  expect(readAgencyQuery(agencyHref(query).split("?")[1] ?? "", NOW_MS)).toEqual(query);
  expect(readAgencyQuery("bulan=2025-13&bank=../x", NOW_MS)).toEqual({
    month: "2025-12",
    bank: null,
  });
});

test("half-years are counted back across years", () => {
  expect(halfYears(NOW_MS)).toEqual([
    { year: 2026, half: 1 },
    { year: 2025, half: 2 },
    { year: 2025, half: 1 },
    { year: 2024, half: 2 },
  ]);
  expect(halfYears(Date.parse("2026-11-05T03:00:00Z"))[0]).toEqual({ year: 2026, half: 2 });
});
