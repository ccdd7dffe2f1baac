import { PRESENCES, deviceViewSchema } from "@resik/contract/http/devices";
import { pageOf } from "@resik/contract/http/page";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseDevicePage } from "./parse-devices.ts";

const SCALE = {
  id: "timbangan-01",
  site: "bank-kayen-asri",
  siteName: "Bank Sampah Kayen Asri",
  kind: "scale",
  name: "Timbangan Kayen Asri",
  lat: -6.75,
  lon: 111.03,
  config: {},
  registeredAt: "2026-10-01T02:00:00.000Z",
  retiredAt: null,
  presence: "online",
  lastSeenAt: "2026-11-21T10:00:00.000Z",
};
const page = (change: Record<string, unknown> = {}) => ({
  items: [{ ...SCALE, ...change }],
  next: null,
});
const isOfContract = (value: unknown) => pageOf(deviceViewSchema).safeParse(value).success;

test("a device is read with its presence and when it was last heard", () => {
  expect(isOfContract(page())).toBe(true);
  expect(parseDevicePage(page())).toEqual({
    items: [
      {
        id: "timbangan-01",
        site: "bank-kayen-asri",
        siteName: "Bank Sampah Kayen Asri",
        kind: "scale",
        name: "Timbangan Kayen Asri",
        registeredAtMs: Date.parse("2026-10-01T02:00:00Z"),
        isRetired: false,
        presence: "online",
        lastSeenAtMs: Date.parse("2026-11-21T10:00:00Z"),
      },
    ],
    next: null,
  });
});

test("a device that never spoke and one out of use are read", () => {
  const silent = parseDevicePage(page({ presence: "never", lastSeenAt: null }));
  expect(silent?.items[0]).toMatchObject({ presence: "never", lastSeenAtMs: null });
  const retired = parseDevicePage(page({ retiredAt: "2026-11-01T00:00:00.000Z" }));
  expect(retired?.items[0]?.isRetired).toBe(true);
});

test("every presence of the contract is known here", () => {
  for (const presence of PRESENCES) {
    expect(parseDevicePage(page({ presence }))?.items[0]?.presence).toBe(presence);
  }
});

test("a page with one wrong part is refused whole", () => {
  const parts = ["id", "site", "siteName", "kind", "name", "registeredAt", "retiredAt"] as const;
  const damage = fc.constantFrom(...parts, "presence", "lastSeenAt");
  const junk = fc.constantFrom(undefined, 7, [], {}, true, "soon!");
  fc.assert(
    fc.property(damage, junk, (key, value) => {
      const damaged = page({ [key]: value });
      expect(parseDevicePage(damaged) !== null).toBe(isOfContract(damaged));
    }),
  );
});

test("nothing at all from outside makes the parser throw", () => {
  fc.assert(fc.property(fc.anything(), (value) => parseDevicePage(value) === null));
});
