import { expect, test } from "vitest";
import { whenText } from "./when-text.ts";

test("a moment near now is told by its day in WIB", () => {
  const nowMs = Date.parse("2026-11-21T16:30:00Z"); // 23.30 WIB
  const told = (at: string) => whenText(Date.parse(at), nowMs, "id");
  expect(told("2026-11-21T16:59:00Z")).toBe("hari ini 23.59");
  expect(told("2026-11-21T17:00:00Z")).toBe("besok 00.00");
  expect(told("2026-11-20T16:59:00Z")).toBe("kemarin 23.59");
  expect(told("2026-11-24T02:00:00Z")).toBe("24 Nov 09.00");
  expect(whenText(nowMs, nowMs, "en")).toBe("today 23:30");
});
