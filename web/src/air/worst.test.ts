import { expect, test } from "vitest";
import type { AirStation } from "./parse-ispu.ts";
import { categoryToActBy, worstFirst, worstHour } from "./worst.ts";

const AT = "2026-11-21T03:00:00.000Z";
type Day = NonNullable<AirStation["day"]>;
const dayOf = (index: number, category: Day["category"], beyondScale = false): Day => ({
  at: AT,
  index,
  beyondScale,
  category,
  critical: "pm25",
  provisional: false,
  parameters: [],
});
const hourOf = (pm25UgM3: number, category: Day["category"]) => ({ at: AT, pm25UgM3, category });
const station = (
  device: string,
  day: Day | null,
  hour: ReturnType<typeof hourOf> | null = null,
): AirStation => ({
  device,
  name: device,
  siteName: "",
  areaName: "",
  indicative: true,
  day,
  hour,
});

test("the worst comes first and who says nothing last", () => {
  const stations = [
    station("silent", null),
    station("clean", dayOf(40, "good")),
    station("end", dayOf(500, "hazardous")),
    station("beyond", dayOf(500, "hazardous", true)),
  ];
  expect(worstFirst(stations).map(({ device }) => device)).toEqual([
    "beyond",
    "end",
    "clean",
    "silent",
  ]);
});

test("people act by the worse of the day and the last hour", () => {
  const day = dayOf(81, "moderate");
  expect(categoryToActBy(day, hourOf(160, "very-unhealthy"))).toBe("very-unhealthy");
  expect(categoryToActBy(day, hourOf(10, "good"))).toBe("moderate");
  expect(categoryToActBy(day, null)).toBe("moderate");
  expect(categoryToActBy(null, hourOf(60, "unhealthy"))).toBe("unhealthy");
  expect(categoryToActBy(null, null)).toBeNull();
});

test("smoke of the last hour is told only where the index does not show it yet", () => {
  const smoky = station("a", dayOf(81, "moderate"), hourOf(160, "very-unhealthy"));
  const worse = station("b", null, hourOf(220, "very-unhealthy"));
  expect(worstHour([smoky, worse])?.station.device).toBe("b");
  expect(worstHour([smoky, station("c", dayOf(250, "very-unhealthy"))])).toBeNull();
  expect(worstHour([station("d", dayOf(81, "moderate"), hourOf(30, "moderate"))])).toBeNull();
  expect(worstHour([])).toBeNull();
});
