import { siteChangeSchema, siteSchema } from "@resik/contract/http/registry";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseSite, parseSites, SITE_KINDS } from "./parse-sites.ts";
import {
  areasOf,
  changeOf,
  draftOfSite,
  newSite,
  OTHER_AREA,
  readSite,
  suggestedSiteId,
  type SiteDraft,
} from "./site-draft.ts";

const SITE = {
  id: "tps-pasar-puri",
  name: "TPS Pasar Puri",
  kind: "tps",
  areaCode: "33.18.10",
  areaName: "Pati",
  lat: -6.75,
  lon: 111.04,
} as const;
const AREAS = areasOf([SITE, { areaCode: "33.18.01", areaName: "Sukolilo" }, SITE]);
const DRAFT: SiteDraft = { ...newSite(AREAS), name: "TPS Winong", lat: "-6,8", lon: "111,1" };

test("a site is read as the api answers it, alone and in a list", () => {
  expect(siteSchema.safeParse(SITE).success).toBe(true);
  expect(parseSite(SITE)).toEqual(SITE);
  expect(parseSites({ items: [SITE], next: null })).toEqual({ items: [SITE], next: null });
  expect(parseSite({ ...SITE, kind: "moon" })).toBeNull();
});

test("what is stored is read from its form as it was, and the api takes it", () => {
  const { site, problems } = readSite(draftOfSite(SITE), AREAS, null);
  expect([...problems]).toEqual([]);
  expect(site).toEqual(SITE);
  expect(siteChangeSchema.parse(changeOf(site ?? SITE))).toEqual(changeOf(SITE));
});

test("areas are told apart by their codes and sorted by name", () => {
  expect(AREAS).toEqual([
    { code: "33.18.10", name: "Pati" },
    { code: "33.18.01", name: "Sukolilo" },
  ]);
});

test("a new site takes a known area, or another by hand", () => {
  const known = readSite({ ...DRAFT, area: "33.18.01" }, AREAS, "tps-winong");
  expect(known.site).toMatchObject({
    id: "tps-winong",
    areaCode: "33.18.01",
    areaName: "Sukolilo",
  });
  const typed = { ...DRAFT, area: OTHER_AREA, areaCode: " 33.18.08 ", areaName: " Winong " };
  const other = readSite(typed, AREAS, "tps-winong");
  expect(other.site).toMatchObject({ areaCode: "33.18.08", areaName: "Winong" });
  expect(siteSchema.safeParse(other.site).success).toBe(true);
});

test("what is missing or wrong is told, each at its field", () => {
  const wrongIn = (change: Partial<SiteDraft>) =>
    [...readSite({ ...DRAFT, area: "33.18.01", ...change }, AREAS, "tps-winong").problems].sort();
  expect(wrongIn({})).toEqual([]);
  expect(wrongIn({ name: " " })).toEqual(["name"]);
  expect(wrongIn({ id: "TPS Winong" })).toEqual(["id"]);
  expect(wrongIn({ area: "" })).toEqual(["area"]);
  expect(wrongIn({ area: OTHER_AREA, areaCode: "33-18" })).toEqual(["areaCode", "areaName"]);
  expect(wrongIn({ lat: "", lon: "" })).toEqual(["lat", "lon"]);
  expect(wrongIn({ lat: "91" })).toEqual(["lat"]);
  const nothing = readSite(newSite(AREAS), AREAS, null);
  expect([...nothing.problems].sort()).toEqual(["area", "lat", "lon", "name"]);
});

test("ids are suggested from the name, and never one that is taken", () => {
  const of = (kind: SiteDraft["kind"], name: string) => suggestedSiteId({ kind, name }, new Set());
  expect(of("tps", "TPS Pasar Puri")).toBe("tps-pasar-puri");
  expect(of("waste-bank", "Bank Sampah Melati")).toBe("bsu-melati");
  expect(of("station", "Alun-alun Pati")).toBe("stasiun-alun-alun-pati");
  expect(of("office", "Kantor")).toBe("kantor-kantor");
  expect(of("tps", " — ")).toBeNull();
  const taken = new Set(["tps-puri", "tps-puri-2"]);
  expect(suggestedSiteId({ kind: "tps", name: "Puri" }, taken)).toBe("tps-puri-3");
});

test("whatever the name, the suggestion is an id that the api takes", () => {
  const kind = fc.constantFrom(...SITE_KINDS);
  fc.assert(
    fc.property(kind, fc.string({ unit: "grapheme", maxLength: 120 }), (own, name) => {
      const id = suggestedSiteId({ kind: own, name }, new Set());
      expect(id === null || siteSchema.shape.id.safeParse(id).success).toBe(true);
    }),
  );
});
