import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { DeviceRow } from "./parse-devices.ts";
import { devicesHref, fitsFilter, NO_FILTER, parseDeviceFilter, STATES } from "./device-filter.ts";
import { DEVICE_KINDS } from "./device-parts.ts";

const ROW: DeviceRow = {
  id: "bak-puri-01",
  site: "tps-puri",
  siteName: "TPS Pasar Puri",
  kind: "bin",
  name: "Bak Pasar Puri 1",
  registeredAtMs: 0,
  isRetired: false,
  presence: "silent",
  lastSeenAtMs: null,
};

test("a filter comes back from its address", () => {
  const filter = fc.record({
    kind: fc.constantFrom(null, ...DEVICE_KINDS),
    site: fc.constantFrom(null, "tps-puri"),
    state: fc.constantFrom(null, ...STATES),
    isWithRetired: fc.boolean(),
  });
  fc.assert(
    fc.property(filter, (chosen) => {
      expect(parseDeviceFilter(devicesHref(chosen).split("?")[1] ?? "")).toEqual(chosen);
    }),
  );
});

test("whatever stands in the address is a filter", () => {
  expect(parseDeviceFilter("jenis=kapal&tempat=A%20B&keadaan=baik&lama=1")).toEqual(NO_FILTER);
});

test("every word that is looked for must stand in the name, the id or the place", () => {
  const fits = (search: string) => fitsFilter(ROW, NO_FILTER, search, false);
  expect(fits("")).toBe(true);
  expect(fits("puri PASAR")).toBe(true);
  expect(fits("bak-puri")).toBe(true);
  expect(fits("puri tayu")).toBe(false);
});

test("kind, place and state each narrow the list", () => {
  const fits = (change: Partial<typeof NO_FILTER>, isFaulty = false) =>
    fitsFilter(ROW, { ...NO_FILTER, ...change }, "", isFaulty);
  expect(fits({ kind: "bin", site: "tps-puri", state: "silent" })).toBe(true);
  expect(fits({ kind: "air" })).toBe(false);
  expect(fits({ site: "tps-tayu" })).toBe(false);
  expect(fits({ state: "online" })).toBe(false);
  expect(fits({ state: "faulty" })).toBe(false);
  expect(fits({ state: "faulty" }, true)).toBe(true);
});

test("a device out of use has no fault that anybody should mend", () => {
  const retired = { ...ROW, isRetired: true };
  expect(fitsFilter(retired, { ...NO_FILTER, state: "faulty" }, "", true)).toBe(false);
});
