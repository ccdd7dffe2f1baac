import { expect, test } from "vitest";
import { areaLabels } from "./area-labels.ts";

test("each area is named once, in the middle of its stations, the fullest first", () => {
  const at = (areaName: string, lat: number, lon: number) => ({ areaName, lat, lon });
  expect(areaLabels([])).toEqual([]);
  expect(areaLabels([at("Tayu", -7, 112), at("Pati", -6, 111), at("Pati", -8, 113)])).toEqual([
    { name: "Pati", lat: -7, lon: 112 },
    { name: "Tayu", lat: -7, lon: 112 },
  ]);
});
