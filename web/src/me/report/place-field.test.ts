import { expect, it } from "vitest";
import type { Station } from "../../edge/station.ts";
import { binsToChoose } from "./place-field.tsx";

const station = (index: number, kind: Station["kind"] = "bin"): Station => ({
  device: `${kind}-${index}`,
  kind,
  name: `Bak ${String(index).padStart(3, "0")}`,
  siteName: "Pasar",
  areaCode: "33.18.10",
  areaName: "Pati",
  lat: -6.75,
  lon: 111 + index / 1_000,
  presence: "online",
  latest: null,
});
const DISTRICT = [...Array.from({ length: 100 }, (_, index) => station(index)), station(1, "air")];
const idsOf = (stations: readonly Station[]): string[] => stations.map(({ device }) => device);

it("offers bins alone, by name, and the nearest where the phone knows where it is", () => {
  const byName = idsOf(binsToChoose(DISTRICT, null, ""));
  expect(byName).toHaveLength(60);
  expect(byName.slice(0, 2)).toEqual(["bin-0", "bin-1"]);
  const nearest = idsOf(binsToChoose(DISTRICT, { lat: -6.75, lon: 111.099 }, ""));
  expect(nearest.slice(0, 2)).toEqual(["bin-99", "bin-98"]);
  expect(nearest).not.toContain("bin-3");
});

it("keeps the chosen bin in the list when the phone turns out to be far from it", () => {
  const nearest = binsToChoose(DISTRICT, { lat: -6.75, lon: 111.099 }, "bin-3");
  expect(idsOf(nearest)).toHaveLength(61);
  expect(idsOf(nearest)).toContain("bin-3");
});
