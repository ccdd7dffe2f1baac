import { describe, expect, it } from "vitest";
import { lastOf, meanOf, scaled, sumOf, valueOf } from "./column.ts";
import { chosen, equals, IN_RANGE } from "./condition.ts";
import { select } from "./select.ts";

describe("select", () => {
  it("names database, retention policy and measurement", () => {
    const statement = select({
      from: "air",
      columns: [meanOf("pm25UgM3", "PM2.5")],
      where: [IN_RANGE, chosen("site", "site")],
      every: "$__interval",
      groupBy: ["device"],
      fill: "null",
    });
    expect(statement.text).toBe(
      'SELECT mean("pm25UgM3") AS "PM2.5" FROM "resik"."raw"."air" WHERE $timeFilter AND ' +
        '"site" =~ /^${site:regex}$/ GROUP BY time($__interval), "device" fill(null)',
    );
  });

  it("reads from a statement what that gives", () => {
    const inner = select({ from: "place", columns: [lastOf("retired")], groupBy: ["device"] });
    const outer = select({
      from: inner,
      columns: [valueOf("device")],
      where: [equals("retired", false)],
    });
    expect(outer.text).toBe(
      'SELECT "device" FROM (SELECT last("retired") AS "retired" FROM "resik"."keep"."place" ' +
        'GROUP BY "device") WHERE "retired" = false',
    );
    expect(() => select({ from: inner, columns: [valueOf("name")] })).toThrow("has no name");
  });

  it("reads what several measurements have in common, and nothing more", () => {
    const both = ["bin", "air"] as const;
    expect(select({ from: both, columns: [lastOf("seq")] }).text).toContain(
      'FROM "resik"."raw"."bin", "resik"."raw"."air"',
    );
    expect(() => select({ from: both, columns: [lastOf("fillRatio")] })).toThrow(
      "has no fillRatio",
    );
  });

  it.each([
    ["a measurement", () => select({ from: "airs", columns: [] })],
    ["a field", () => select({ from: "air", columns: [sumOf("pm3")] })],
    ["a field of a condition", () => select({ from: "air", columns: [], where: [equals("x", 1)] })],
    ["a tag", () => select({ from: "air", columns: [], groupBy: ["kind"] })],
  ])("refuses %s that the contract does not have", (_, made) => {
    expect(made).toThrow(TypeError);
  });

  it("keeps a text in its quotes", () => {
    expect(equals("site", "a'b\\").text).toBe(String.raw`"site" = 'a\'b\\'`);
  });

  it("scales a column under its own name", () => {
    expect(
      select({ from: "deposit", columns: [scaled(sumOf("massG", "kg"), "/ 1000")] }).text,
    ).toBe('SELECT sum("massG") / 1000 AS "kg" FROM "resik"."keep"."deposit"');
  });
});
