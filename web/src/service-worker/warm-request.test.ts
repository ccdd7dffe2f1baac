import { expect, test } from "vitest";
import { warmRequestOf } from "./warm-request.ts";

test("a page asks to keep a group", () => {
  expect(warmRequestOf({ type: "warm", group: "bank" })).toBe("bank");
});

test("any other message asks for nothing", () => {
  for (const message of [
    null,
    undefined,
    "warm",
    1,
    {},
    { type: "warm" },
    { type: "x", group: "bank" },
  ]) {
    expect(warmRequestOf(message)).toBeNull();
  }
});
