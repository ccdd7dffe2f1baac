import { correctionListSchema, correctionRequestSchema } from "@resik/contract/http/ispu";
import { expect, test } from "vitest";
import { newCorrection, NUMBERS, parseCorrections, readCorrection } from "./correction-draft.ts";

const FROM = "2026-11-21T07:00";
const numbers = { a: "0,25", b: "9", slope: "0,52", humidityPerPercent: "-0,086", offsetUgM3: "5" };
const draft = { ...newCorrection(FROM), pm25: numbers, note: "berdampingan" };

test("each method sends its own numbers, from a moment in WIB", () => {
  for (const method of ["growth", "linear", "none"] as const) {
    for (const hasPm10 of [false, true]) {
      const { request, problems } = readCorrection({ ...draft, method, hasPm10, pm10: numbers });
      expect(problems.size).toBe(0);
      expect(correctionRequestSchema.safeParse(request).success).toBe(true);
      expect(request?.from).toBe("2026-11-21T00:00:00.000Z");
      const sent = Object.keys(request?.correction ?? {});
      const pm10 = hasPm10 && method !== "none" ? ["pm10"] : [];
      expect(sent).toEqual(["method", ...NUMBERS[method], ...pm10]);
    }
  }
});

test("numbers outside of what the api takes, no moment and no reason are told", () => {
  const wrong = { ...draft, pm25: { ...numbers, b: "0,5" }, from: "", note: " " };
  expect([...readCorrection(wrong).problems]).toEqual(["pm25.b", "from", "note"]);
  const empty = { ...newCorrection(FROM), method: "linear", note: "x" } as const;
  expect([...readCorrection(empty).problems]).toEqual([
    "pm25.slope",
    "pm25.humidityPerPercent",
    "pm25.offsetUgM3",
  ]);
});

test("the api's versions are read, with and without numbers for PM10", () => {
  const version = {
    version: 1,
    from: "2026-11-21T00:00:00.000Z",
    correction: { method: "growth", a: 0.25, b: 9 },
    note: "x",
    by: null,
    createdAt: "2026-11-21T00:00:00.000Z",
  };
  const pm10 = { method: "growth", a: 0.2, b: 8, pm10: { a: 0.1, b: 7 } };
  const answer = {
    device: "udara-01",
    versions: [{ ...version, version: 2, correction: pm10 }, version],
  };
  expect(correctionListSchema.safeParse(answer).success).toBe(true);
  const read = parseCorrections(answer);
  expect(read?.versions.map(({ correction }) => correction)).toEqual([
    pm10,
    { method: "growth", a: 0.25, b: 9, pm10: null },
  ]);
  const broken = { ...version, correction: { method: "growth", a: 1 } };
  expect(parseCorrections({ versions: [broken] })).toBeNull();
});
