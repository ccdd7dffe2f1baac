import { ERROR_CODES, STATUS_BY_ERROR_CODE } from "@resik/contract/error-code";
import { expect, test } from "vitest";
import type { Failure } from "../../edge/request.ts";
import { refusalText } from "./refusal-text.ts";

const refused = (code: string, status = 409, retryAfterS: number | null = null): Failure => ({
  reason: "refused",
  status,
  code,
  detail: "",
  retryAfterS,
});

test("every code of the contract has its own sentence in both languages", () => {
  for (const language of ["id", "en"] as const) {
    const sentences = ERROR_CODES.map((code) =>
      refusalText(refused(code, STATUS_BY_ERROR_CODE[code]), language),
    );
    expect(new Set(sentences).size).toBe(ERROR_CODES.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/u);
  }
});

test("a code of a later server is told by its status", () => {
  expect(refusalText(refused("constructor", 418), "id")).toContain("418");
  expect(refusalText(refused("toString", 418), "en")).toContain("418");
});

test("a lock-out says how long it lasts", () => {
  expect(refusalText(refused("too-many-requests", 429, 850), "id")).toContain("15 menit");
  expect(refusalText(refused("too-many-requests", 429, 30), "en")).toContain("1 minute,");
});
