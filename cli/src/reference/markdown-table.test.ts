import { expect, test } from "vitest";
import { code, markdownTable } from "./markdown-table.ts";

test("columns are as wide as their widest cell", () => {
  expect(markdownTable(["name", "unit"], [["pm25UgM3", "µg/m³"], ["a"]])).toBe(
    [
      "| name     | unit  |",
      "| -------- | ----- |",
      "| pm25UgM3 | µg/m³ |",
      "| a        |       |",
    ].join("\n"),
  );
});

test("a bar inside a cell does not end it", () => {
  expect(markdownTable(["pattern"], [[code("a|b")]])).toContain("| `a\\|b`  |");
});
