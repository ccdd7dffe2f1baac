import { openBanksSchema } from "@resik/contract/http/bank/profile";
import { expect, test } from "vitest";
import { sampleAir, sampleBin } from "../../stations/sample-station.ts";
import { airInArea, airNearest, parseBankPlaces } from "./air-near.ts";

const here = { lat: -6.75, lon: 111.04 };
const near = sampleAir(30, { device: "dekat", areaCode: "33.18.10", lat: -6.76, lon: 111.05 });
const far = sampleAir(40, { device: "jauh", areaCode: "33.18.21", lat: -6.5, lon: 110.9 });
const silent = sampleAir(0, { device: "diam", areaCode: "33.18.10", latest: null, ...here });

test("the area's own air station is taken, one with a value before one without", () => {
  expect(airInArea([sampleBin(), silent, near, far], "33.18.10")?.device).toBe("dekat");
  expect(airInArea([silent], "33.18.10")?.device).toBe("diam");
  expect(airInArea([sampleBin(), far], "33.18.10")).toBeNull();
});

test("without one, the nearest that has a value is taken", () => {
  expect(airNearest([far, near, silent], here)?.device).toBe("dekat");
  expect(airNearest([silent], here)?.device).toBe("diam");
  expect(airNearest([sampleBin()], here)).toBeNull();
});

test("the places of the banks are read from the open list", () => {
  const bank = {
    id: "bank-kayen",
    name: "Kayen Asri",
    areaCode: "33.18.02",
    areaName: "Kayen",
    ...here,
    weighing: null,
    nextWeighingOn: null,
  };
  const answer = { banks: [bank] };
  expect(openBanksSchema.safeParse(answer).success).toBe(true);
  expect(parseBankPlaces(answer)?.get("bank-kayen")).toEqual(here);
  expect(parseBankPlaces({ banks: [{ ...bank, lat: "north" }] })).toBeNull();
  expect(parseBankPlaces(null)).toBeNull();
});
