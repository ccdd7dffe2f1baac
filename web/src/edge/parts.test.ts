import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  answerOf,
  fields,
  flag,
  instant,
  instantMs,
  integer,
  list,
  literal,
  nullable,
  number,
  oneOf,
  pageOf,
  recordOf,
  text,
} from "./parts.ts";

const thing = fields({ name: text, count: integer, note: nullable(text), isNew: flag });

test("the fields that are asked for are read, and others are left out", () => {
  const value = { name: "a", count: 1, note: null, isNew: true, more: "not asked for" };
  expect(thing(value)).toEqual({ name: "a", count: 1, note: null, isNew: true });
});

test("one wrong or missing field refuses the whole", () => {
  expect(thing({ name: "a", count: 1.5, note: null, isNew: true })).toBeUndefined();
  expect(thing({ name: "a", count: 2 ** 53, note: null, isNew: true })).toBeUndefined();
  expect(thing({ name: "a", count: 1, isNew: true })).toBeUndefined();
  expect(list(thing)([{ name: "a" }])).toBeUndefined();
});

test("closed lists, literals, instants and records take what they name", () => {
  expect(oneOf(["a", "b"])("b")).toBe("b");
  expect(oneOf(["a", "b"])("c")).toBeUndefined();
  expect(literal("x")("y")).toBeUndefined();
  expect(instant("2026-11-21T02:00:00.000Z")).toBe("2026-11-21T02:00:00.000Z");
  expect(instant("soon")).toBeUndefined();
  expect(recordOf(integer)({ cash: 1, stock: 2 })).toEqual({ cash: 1, stock: 2 });
  expect(recordOf(integer)({ cash: "1" })).toBeUndefined();
});

test("what was measured is any finite number, and an instant may be read as milliseconds", () => {
  expect(number(0.5)).toBe(0.5);
  for (const value of [NaN, Infinity, "1", null]) expect(number(value)).toBeUndefined();
  expect(instantMs("1970-01-01T00:00:01.500Z")).toBe(1_500);
  for (const value of ["soon", "", 1_500, null]) expect(instantMs(value)).toBeUndefined();
});

test("a page is its items and where to go on", () => {
  expect(pageOf(text)({ items: ["a"], next: null })).toEqual({ items: ["a"], next: null });
  expect(answerOf(pageOf(text))({ items: ["a"] })).toBeNull();
});

test("nothing at all from outside makes a part throw", () => {
  fc.assert(fc.property(fc.anything(), (value) => thing(value) === undefined));
});
