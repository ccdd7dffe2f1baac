import { expect, it } from "vitest";
import { deviceRegistrationSchema } from "./registry.ts";

const BIN = { id: "bak-puri-01", site: "tps-puri", kind: "bin", name: "Bak 1" };

it.each([
  ["nowhere of its own", {}, true],
  ["its own place", { lat: -6.75, lon: 111.04 }, true],
  ["half a place: lat", { lat: -6.75 }, false],
  ["half a place: lon", { lon: 111.04 }, false],
])("a device is registered with %s: %j", (_what, place, isTaken) => {
  expect(deviceRegistrationSchema.safeParse({ ...BIN, ...place }).success).toBe(isTaken);
});
