import { expect, test } from "vitest";
import { exportHref } from "./download-form.tsx";

const choice = {
  dataset: "air",
  station: "",
  from: "2026-11-01",
  to: "2026-11-30",
  format: "csv",
} as const;

const queryOf = (href: string): Record<string, string> =>
  Object.fromEntries(new URL(href, "http://resik.example").searchParams);

test("a file holds whole days of WIB, the last one too", () => {
  expect(queryOf(exportHref(choice))).toEqual({
    channel: "air",
    from: "2026-11-01T00:00:00+07:00",
    to: "2026-12-01T00:00:00+07:00",
    format: "csv",
  });
});

test("one station can be chosen", () => {
  expect(queryOf(exportHref({ ...choice, station: "udara-01" })).device).toBe("udara-01");
});
