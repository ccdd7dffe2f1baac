import { isSlug } from "@resik/contract/slug";
import { expect, test } from "vitest";
import { buildDistrict } from "./district.ts";
import pati from "./pati.json" with { type: "json" };

const district = buildDistrict("pati");
const count = (kind: string): number =>
  district.devices.filter((device) => device.kind === kind).length;

test("the district has the banks, bins, stations and scales of a real one", () => {
  expect(district.sites.filter((site) => site.kind === "waste-bank").length).toBeGreaterThanOrEqual(
    8,
  );
  expect(count("bin")).toBeGreaterThanOrEqual(40);
  expect(count("air")).toBeGreaterThanOrEqual(12);
  expect(count("scale")).toBeGreaterThanOrEqual(10);
});

test("every kecamatan has something, and every place lies near its kecamatan's centre", () => {
  const areaByCode = new Map(pati.kecamatan.map((area) => [area.code, area]));
  expect(new Set(district.sites.map((site) => site.areaCode)).size).toBe(21);
  for (const site of district.sites) {
    const area = areaByCode.get(site.areaCode);
    expect(area?.name).toBe(site.areaName);
    expect(Math.abs((area?.lat ?? 0) - site.lat)).toBeLessThanOrEqual(0.0081);
    expect(Math.abs((area?.lon ?? 0) - site.lon)).toBeLessThanOrEqual(0.0081);
  }
});

test("ids are slugs, each used once, and each device stands at a site of the district", () => {
  const siteIds = district.sites.map((site) => site.id);
  const deviceIds = district.devices.map((device) => device.id);
  expect([...siteIds, ...deviceIds].filter((id) => !isSlug(id))).toEqual([]);
  expect(new Set(siteIds).size).toBe(siteIds.length);
  expect(new Set(deviceIds).size).toBe(deviceIds.length);
  for (const device of district.devices) expect(siteIds).toContain(device.site);
});

test("names are told apart", () => {
  const names = district.sites.map((site) => site.name);
  expect(new Set(names).size).toBe(names.length);
});

test("the same seed gives the same district, another seed other places", () => {
  expect(buildDistrict("pati")).toEqual(district);
  expect(buildDistrict("other").sites[1]?.lat).not.toBe(district.sites[1]?.lat);
});
