import { describe, expect, it } from "vitest";
import { DERIVED } from "../measurement.ts";
import { FIELDS } from "../series.ts";
import { ISPU_BREAKPOINTS, ISPU_FIELDS, ISPU_PARAMETERS } from "./parameter.ts";

describe("the table of parameters", () => {
  it.each(ISPU_PARAMETERS)("knows where %s is measured, and in which unit", (parameter) => {
    expect(FIELDS.air[ISPU_FIELDS[parameter]].unit).toBe("µg/m³");
    expect(Object.keys(DERIVED.ispu.fields)).toContain(`${parameter}Index`);
  });

  it.each(ISPU_PARAMETERS)("rises from row to row for %s", (parameter) => {
    const rising = [...ISPU_BREAKPOINTS[parameter]].sort((a, b) => a - b);
    expect(ISPU_BREAKPOINTS[parameter]).toEqual(rising);
  });
});
