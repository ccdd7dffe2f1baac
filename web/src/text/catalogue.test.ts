import { expect, test } from "vitest";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

test("ages read as people say them", () => {
  expect(indonesian.shell.age({ unit: "now" })).toBe("baru saja");
  expect(indonesian.shell.age({ unit: "minutes", count: 5 })).toBe("5 menit lalu");
  expect(english.shell.age({ unit: "days", count: 1 })).toBe("1 day ago");
  expect(english.shell.age({ unit: "days", count: 2 })).toBe("2 days ago");
});
