import { devicePlaceSchema } from "@resik/contract/http/registry";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readPlace, typedDegrees } from "./place-draft.ts";

test("what is shown of a place is read as the same place, which the api takes", () => {
  const lat = fc.double({ min: -90, max: 90, noNaN: true });
  const lon = fc.double({ min: -180, max: 180, noNaN: true });
  fc.assert(
    fc.property(lat, lon, (north, east) => {
      const place = { lat: Number(north.toFixed(6)) + 0, lon: Number(east.toFixed(6)) + 0 };
      const read = readPlace({ lat: typedDegrees(place.lat), lon: typedDegrees(place.lon) });
      expect(read).toEqual({ place, problems: [] });
      expect(devicePlaceSchema.safeParse({ name: "Bak", ...read.place }).success).toBe(true);
    }),
  );
});

test("no place is the site's, half of one is none", () => {
  expect(readPlace({ lat: " ", lon: "" })).toEqual({ place: {}, problems: [] });
  expect(readPlace({ lat: "-6,75", lon: "" })).toEqual({ place: {}, problems: ["lon"] });
  expect(readPlace({ lat: "91", lon: "utara" })).toEqual({ place: {}, problems: ["lat", "lon"] });
});
