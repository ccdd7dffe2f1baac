import { expect, it } from "vitest";
import { instantSchema } from "./readings.ts";

const isTaken = (text: string): boolean => instantSchema.safeParse(text).success;

it("an instant can be answered as it was asked: its year has four digits in UTC too", () => {
  for (const text of [
    "0000-01-01T00:00:00Z",
    "0000-01-01T14:00:00+14:00",
    "9999-12-31T23:59:59.999Z",
    "9999-12-31T09:59:59.999-14:00",
    "2026-11-22T07:00:00+07:00",
  ]) {
    expect(isTaken(text)).toBe(true);
    expect(isTaken(new Date(text).toISOString())).toBe(true);
  }
  for (const text of [
    "0000-01-01T00:00:00+14:00",
    "0000-01-01T13:59:59.999+14:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T10:00:00-14:00",
  ]) {
    expect(isTaken(text)).toBe(false);
  }
});
