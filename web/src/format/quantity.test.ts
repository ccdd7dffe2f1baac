import { expect, test } from "vitest";
import { formatQuantity, unitWord } from "./quantity.ts";

test("a mass shows two decimals, and the third where there is one", () => {
  expect(formatQuantity(3_250, "kg", "id")).toBe("3,25\u00a0kg");
  expect(formatQuantity(3_255, "kg", "id")).toBe("3,255\u00a0kg");
  expect(formatQuantity(1_234_500, "kg", "en")).toBe("1.234,50\u00a0kg");
});

test("litres and pieces carry their word in the language of the page", () => {
  expect(formatQuantity(1_500, "litre", "id")).toBe("1,50\u00a0liter");
  expect(formatQuantity(12, "piece", "id")).toBe("12\u00a0buah");
  expect(formatQuantity(12, "piece", "en")).toBe("12\u00a0pieces");
  expect(unitWord("piece", "en")).toBe("piece");
});
