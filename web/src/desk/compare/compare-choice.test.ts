import { expect, test } from "vitest";
import {
  compareQuery,
  COMPARED_MAX,
  measuresOfKind,
  parseCompareChoice,
} from "./compare-choice.ts";

test("what is compared comes back from its address", () => {
  const choice = {
    devices: ["udara-01", "udara-02"],
    measure: "pm10UgM3",
    range: { kind: "preset", preset: "1y" },
  } as const;
  expect(parseCompareChoice(compareQuery(choice))).toEqual(choice);
});

test("an address of somebody else's making gives no more than the page can show", () => {
  const many = Array.from({ length: 20 }, (_, index) => `bak-${index}`).join(",");
  const { devices } = parseCompareChoice(`devices=${many},bak-1,<script>,../x`);
  expect(devices).toHaveLength(COMPARED_MAX);
  expect(parseCompareChoice("field=constructor&range=99y")).toEqual({
    devices: [],
    measure: "pm25UgM3",
    range: { kind: "preset", preset: "24h" },
  });
});

test("a bin says nothing of the air, and both have a temperature", () => {
  expect(measuresOfKind("bin")).not.toContain("pm25UgM3");
  expect(measuresOfKind("air")).not.toContain("fillRatio");
  expect(measuresOfKind("bin")).toContain("temperatureC");
  expect(measuresOfKind("air")).toContain("temperatureC");
});
