import { expect, test } from "vitest";
import { formatMass, formatNumber, formatPercent, formatRupiah } from "./number.ts";

test("rupiah are grouped by points and stay on one line with their sign", () => {
  expect(formatRupiah(12_500)).toBe("Rp\u00a012.500");
  expect(formatRupiah(0)).toBe("Rp\u00a00");
  expect(formatRupiah(-1_000)).toBe("−Rp\u00a01.000");
});

test("mass is shown in kilograms with two decimals and a comma", () => {
  expect(formatMass(3_250)).toBe("3,25\u00a0kg");
  expect(formatMass(1_234_500)).toBe("1.234,50\u00a0kg");
});

test("numbers round, drop trailing zeros and never read as minus nothing", () => {
  expect(formatNumber(1_234.56, 1)).toBe("1.234,6");
  expect(formatNumber(12, 1)).toBe("12");
  expect(formatNumber(-0.04, 1)).toBe("0");
});

test("a ratio becomes percent", () => {
  expect(formatPercent(0.825)).toBe("83%");
  expect(formatPercent(0)).toBe("0%");
  expect(formatPercent(1)).toBe("100%");
});
