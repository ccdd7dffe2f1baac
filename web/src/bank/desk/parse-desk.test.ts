import { deskSchema } from "@resik/contract/http/bank/desk";
import { expect, test } from "vitest";
import { WIRE_DESK } from "./desk.fixture.ts";
import { parseDesk } from "./parse-desk.ts";

type Path = readonly (string | number)[];

/** Every place in a value, from the outside in. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  return [
    ...(at.length === 0 ? [] : [at]),
    ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key])),
  ];
}

/** A copy with something else at one place. */
function withAt(value: unknown, [key, ...rest]: Path, change: unknown): unknown {
  if (key === undefined) return change;
  const copy: Record<string, unknown> = Object.assign(Array.isArray(value) ? [] : {}, value);
  copy[key] = withAt(copy[key], rest, change);
  return copy;
}

test("reads what the contract sends", () => {
  expect(deskSchema.safeParse(WIRE_DESK).success).toBe(true);
  const desk = parseDesk(WIRE_DESK);
  expect(desk?.members).toEqual(WIRE_DESK.members);
  expect(desk?.rules.map(({ rule }) => rule)).toEqual(WIRE_DESK.rules.map(({ rule }) => rule));
  expect(desk?.takenAtMs).toBe(Date.parse(WIRE_DESK.takenAt));
});

test("reads a bank without an open day", () => {
  expect(parseDesk({ ...WIRE_DESK, openDay: null })?.openDay).toBeNull();
});

test("refuses a wrong type wherever the contract refuses it", () => {
  const wrong: unknown[] = [{ no: "such" }, 1.5, undefined];
  for (const path of pathsOf(WIRE_DESK)) {
    for (const change of wrong) {
      const value = withAt(WIRE_DESK, path, change);
      if (deskSchema.safeParse(value).success) continue;
      expect({ path, change, read: parseDesk(value) }).toEqual({ path, change, read: null });
    }
  }
});

test("refuses what is no desk at all", () => {
  for (const value of [null, undefined, "desk", [], {}]) expect(parseDesk(value)).toBeNull();
});
