import { expect, it } from "vitest";
import { lastingFailure } from "./use-loaded.ts";

const CUT = { reason: "network" } as const;
const value = { stations: [] };

it("tells of a lost connection until an answer comes, not only between two questions", () => {
  expect(lastingFailure({ path: "a", value, failure: CUT }, "a")).toBe(CUT);
  expect(lastingFailure({ path: "a", value, failure: null }, "a")).toBeNull();
});

it("shows who asks again, with nothing to show yet, that it is being asked", () => {
  expect(lastingFailure({ path: "a", value: null, failure: CUT }, "a")).toBeNull();
});

it("says nothing of another path", () => {
  expect(lastingFailure({ path: "a", value, failure: CUT }, "b")).toBeNull();
});
