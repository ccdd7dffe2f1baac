import { expect, test } from "vitest";
import { toCsv } from "./csv-table.ts";

const AT_MS = Date.UTC(2026, 10, 20, 17);

test("a row has its time in WIB and an empty cell where nothing was measured", () => {
  const table = {
    atMs: [AT_MS, AT_MS + 60_000, AT_MS + 120_000],
    columns: [
      { name: "a", values: [1.5, null, null] },
      { name: "b", values: [0, 2, null] },
    ],
  };
  expect(toCsv(table).split("\r\n")).toEqual([
    "time,a,b",
    "2026-11-21T00:00:00.000+07:00,1.5,0",
    "2026-11-21T00:01:00.000+07:00,,2",
    "",
  ]);
});

test("a name that a spreadsheet would run or split is only text", () => {
  const columns = [
    { name: '=HYPERLINK("x")', values: [] },
    { name: "Bak, Puri", values: [] },
  ];
  expect(toCsv({ atMs: [], columns })).toBe(`time,"'=HYPERLINK(""x"")","Bak, Puri"\r\n`);
});
