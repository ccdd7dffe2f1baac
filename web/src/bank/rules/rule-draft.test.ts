import { itemIdSchema } from "@resik/contract/bank/ids";
import { shareRatioSchema } from "@resik/contract/bank/rule-schema";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf, newCode, readGrades, readPercent, readStart, writePercent } from "./rule-draft.ts";

test("a code is made from a name and is always one of the contract", () => {
  expect(codeOf(" Botol PET (bersih)! ")).toBe("botol-pet-bersih");
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (name) => {
      expect(itemIdSchema.safeParse(newCode(name, [])).success).toBe(true);
    }),
  );
});

test("a second thing of the same name has another code", () => {
  expect(newCode("Kardus", ["kardus"])).toBe("kardus-2");
  expect(newCode("Kardus", ["kardus", "kardus-2"])).toBe("kardus-3");
});

test("grades are separated by commas; without one there is a single grade", () => {
  expect(readGrades("Bersih, campur,bersih")).toEqual(["bersih", "campur"]);
  expect(readGrades(" , ")).toEqual(["standard"]);
});

test("a percentage is a ratio of integers, at most the whole", () => {
  expect(readPercent("15")).toEqual({ numerator: 15, denominator: 100 });
  expect(readPercent("12,5")).toEqual({ numerator: 125, denominator: 1_000 });
  expect(readPercent("100")).toEqual({ numerator: 100, denominator: 100 });
  for (const wrong of ["", "101", "-3", "1,234", "abc"]) expect(readPercent(wrong)).toBeNull();
  for (const right of ["0", "12,25", "100,00"]) {
    expect(shareRatioSchema.safeParse(readPercent(right)).success).toBe(true);
  }
  expect(writePercent({ numerator: 125, denominator: 1_000 })).toBe("12,5");
});

test("a rule starts now or later, never before now", () => {
  const nowMs = Date.parse("2026-11-21T02:00:00Z");
  expect(readStart(false, "", nowMs)).toBeNull();
  expect(readStart(true, "2026-11-21T09:01", nowMs)).toBe("2026-11-21T02:01:00.000Z");
  expect(readStart(true, "2026-11-21T09:00", nowMs)).toBeUndefined();
  expect(readStart(true, "", nowMs)).toBeUndefined();
});
