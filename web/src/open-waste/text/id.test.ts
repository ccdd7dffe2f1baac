import { expect, test } from "vitest";
import { english } from "./en.ts";
import { indonesian } from "./id.ts";

/** Every text of a catalogue by its path; those that take a value are called with a sample. */
function texts(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") return [[path, String(node("3", "3", "3", "3"))]];
  if (typeof node !== "object" || node === null) return [[path, ""]];
  return Object.entries(node).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

test("both languages have the same texts, and none of them is empty", () => {
  const inIndonesian = texts(indonesian);
  const inEnglish = texts(english);
  expect(inEnglish.map(([path]) => path).sort()).toEqual(inIndonesian.map(([path]) => path).sort());
  const empty = [...inIndonesian, ...inEnglish].filter(([, text]) => text.trim() === "");
  expect(empty).toEqual([]);
});
