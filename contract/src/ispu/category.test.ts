import { describe, expect, it } from "vitest";
import { ISPU_CATEGORIES, ISPU_CATEGORY_IDS, ispuCategoryOf } from "./category.ts";

describe("category", () => {
  it.each([
    [0, "Baik"],
    [50, "Baik"],
    [50.001, "Sedang"],
    [51, "Sedang"],
    [100, "Sedang"],
    [100.001, "Tidak Sehat"],
    [101, "Tidak Sehat"],
    [200, "Tidak Sehat"],
    [201, "Sangat Tidak Sehat"],
    [300, "Sangat Tidak Sehat"],
    [300.001, "Berbahaya"],
    [301, "Berbahaya"],
    [500, "Berbahaya"],
  ])("of %d is %s", (index, name) => {
    expect(ispuCategoryOf(index).nameId).toBe(name);
  });

  it("has the official colours from green to black", () => {
    expect(ISPU_CATEGORIES.map(({ id }) => id)).toEqual(ISPU_CATEGORY_IDS);
    expect(ISPU_CATEGORIES.map(({ colour }) => colour)).toEqual([
      "#00cc00",
      "#0000cc",
      "#cccc00",
      "#cc0000",
      "#000000",
    ]);
  });

  it.each([-1, Number.NaN])("refuses %d", (index) => {
    expect(() => ispuCategoryOf(index)).toThrow(RangeError);
  });
});
