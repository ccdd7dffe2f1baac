import { residentReportRequestSchema } from "@resik/contract/http/resident-reports";
import { expect, test } from "vitest";
import { demoReports } from "./desk.ts";
import { buildDistrict } from "./district.ts";

const NOW_MS = Date.UTC(2026, 10, 2, 3);
const district = buildDistrict("pati");
const reports = demoReports({ district, nowMs: NOW_MS });

test("reports of the demo are such as the api takes, seen before now", () => {
  for (const report of reports) {
    expect(residentReportRequestSchema.parse(report)).toEqual(report);
    expect(Date.parse(report.seenAt)).toBeLessThan(NOW_MS);
  }
});

test("the full bin is reported from where it stands", () => {
  const [report, ...others] = reports.filter(({ kind }) => kind === "full-bin");
  expect(others).toEqual([]);
  const bin = district.devices.find(({ id }) => id === report?.device);
  const site = district.sites.find(({ id }) => id === bin?.site);
  expect(bin?.kind).toBe("bin");
  expect([report?.lat, report?.lon]).toEqual([site?.lat, site?.lon]);
});
