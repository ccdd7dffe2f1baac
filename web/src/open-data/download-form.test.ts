import { expect, test } from "vitest";
import { exportHref, rangeFault } from "./download-form.tsx";

const choice = {
  dataset: "air",
  station: "",
  from: "2026-11-01",
  to: "2026-11-30",
  format: "csv",
} as const;

const queryOf = (href: string | null): Record<string, string> =>
  Object.fromEntries(new URL(href ?? "", "http://resik.example").searchParams);

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

test.each([
  ["a day that was cleared", { ...choice, to: "" }, "wrong"],
  ["a first day that was cleared", { ...choice, from: "" }, "wrong"],
  ["a last day before the first", { ...choice, to: "2026-10-31" }, "wrong"],
  ["more days than one file holds", { ...choice, to: "2026-12-02" }, "long"],
])("%s is no file, and no fault of the page", (_, broken, fault) => {
  expect(rangeFault(broken)).toBe(fault);
  expect(exportHref(broken)).toBeNull();
});

test("as many days as one file holds are one", () => {
  expect(rangeFault({ from: "2026-12-01", to: "2026-12-31" })).toBeNull();
});
