import { expect, it } from "vitest";
import { lastingFailure } from "./use-ispu.ts";

const CUT = { reason: "network" } as const;
const value = { stations: [] };

it("tells of a lost connection until an answer comes, not only between two questions", () => {
  expect(lastingFailure(null, { value, failure: null, isLoading: true })).toBeNull();
  expect(lastingFailure(null, { value, failure: CUT, isLoading: false })).toBe(CUT);
  expect(lastingFailure(CUT, { value, failure: null, isLoading: true })).toBe(CUT);
  expect(lastingFailure(CUT, { value, failure: null, isLoading: false })).toBeNull();
});

it("shows who asks again, with nothing to show yet, that it is being asked", () => {
  expect(lastingFailure(CUT, { value: null, failure: null, isLoading: true })).toBeNull();
});
