import { openBanksSchema } from "@resik/contract/http/bank/profile";
import { openWasteSchema } from "@resik/contract/http/bank/reports";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseOpenBanks, parseOpenWaste } from "./parse-open-waste.ts";

const GROUP = { reportGroup: "glass", depositedMassG: 1_500, depositedRupiah: 300 };
const MONTH = {
  month: "2026-10",
  banks: 8,
  deposits: 240,
  depositors: 190,
  depositedMassG: 1_850_250,
  depositedRupiah: 2_600_000,
  groups: [{ ...GROUP, soldMassG: 0, soldRupiah: 0 }],
};
const BANK = {
  id: "kayen-asri",
  name: "Kayen Asri",
  areaCode: "33.18.02",
  areaName: "Kayen",
  lat: -6.9,
  lon: 111,
  weighing: { weekdays: [6], weeksOfMonth: [], opensAt: "07:30", closesAt: "11:00" },
  nextWeighingOn: "2026-12-05",
};

test("what the contract allows is read", () => {
  expect(openWasteSchema.safeParse({ months: [MONTH] }).success).toBe(true);
  expect(parseOpenWaste({ months: [MONTH] })).toEqual({ months: [{ ...MONTH, groups: [GROUP] }] });
  expect(openBanksSchema.safeParse({ banks: [BANK] }).success).toBe(true);
  expect(parseOpenBanks({ banks: [BANK] })?.banks[0]).toMatchObject({
    name: "Kayen Asri",
    nextWeighingOn: "2026-12-05",
  });
  const quiet = { ...BANK, weighing: null, nextWeighingOn: null };
  expect(parseOpenBanks({ banks: [quiet] })?.banks).toHaveLength(1);
});

test("an answer with one wrong part is none", () => {
  for (const key of Object.keys(MONTH)) {
    expect(parseOpenWaste({ months: [{ ...MONTH, [key]: 0.5 }] })).toBeNull();
  }
  fc.assert(
    fc.property(
      fc.anything(),
      (value) => parseOpenWaste(value) === null && parseOpenBanks(value) === null,
    ),
  );
});
