import { describe, expect, it } from "vitest";
import { UNKNOWN_RHYTHM } from "../bin/bin-rhythm.ts";
import type { FigureId } from "../figure.ts";
import type { Quality } from "../payload/quality.ts";
import { binFigure, binStandingOf, type BinSample } from "./bin-figures.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW_MS = Date.UTC(2026, 10, 2, 3);

type Said = number | Exclude<Quality, "ok">;
/** One reading each 20 minutes until now: a level, or why there was none. */
const said = (...levels: Said[]): BinSample[] =>
  levels.map((level, index) => ({
    atMs: NOW_MS - (levels.length - 1 - index) * 20 * MINUTE_MS,
    quality: typeof level === "number" ? "ok" : level,
    fillRatio: typeof level === "number" ? level : null,
    temperatureC: 30,
    tiltDeg: 2,
    batteryV: 3.6,
  }));
const figure = (samples: readonly BinSample[], id: FigureId, nowMs = NOW_MS) => {
  const standing = binStandingOf(samples, UNKNOWN_RHYTHM);
  return standing && binFigure(standing, id, nowMs);
};
const rise = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe("the level of a bin", () => {
  it("is what its echoes say", () => {
    expect(figure(said(...rise(0.2, 0.6, 40)), "fillRatio")).toBeCloseTo(0.6, 1);
  });

  it.each([
    ["one echo from the rim", [1]],
    ["hours of an echo of the wall", times(9, 1)],
    ["readings without echo", times(6, "no-echo" as const)],
    ["water on the head", times(12, "blind-zone" as const)],
    ["a tilted bin", times(3, "tilted" as const)],
  ])("is not raised by %s", (_what, wrong) => {
    expect(figure(said(...rise(0.3, 0.45, 60), ...wrong), "fillRatio")).toBeLessThan(0.6);
  });

  it.each([
    ["one echo from the floor", [0]],
    ["readings without echo", times(6, "no-echo" as const)],
    ["a heap above the rim", times(6, "blind-zone" as const)],
  ])("of a full bin is not hidden by %s", (_what, wrong) => {
    const level = figure(said(...rise(0.5, 0.99, 60), ...wrong), "fillRatio");
    expect(level).toBeGreaterThan(0.85);
  });

  it("is unknown of yesterday's readings", () => {
    const samples = said(...rise(0.2, 0.6, 40));
    expect(figure(samples, "fillRatio", NOW_MS + 25 * HOUR_MS)).toBeNull();
    expect(figure([], "fillRatio")).toBeNull();
  });
});

describe("faults of a head", () => {
  it("have their hours", () => {
    const wall = said(...rise(0.3, 0.4, 60), ...times(10, 1));
    expect(figure(wall, "wallEchoHours")).toBeCloseTo(3, 0);
    expect(figure(wall, "nearStuckHours")).toBe(0);
    const wet = said(...rise(0.3, 0.4, 60), ...times(10, "blind-zone" as const));
    expect(figure(wet, "nearStuckHours")).toBeCloseTo(3, 0);
    expect(figure(wet, "wallEchoHours")).toBe(0);
  });

  it("are over when the head says otherwise, and unknown when it says nothing", () => {
    const over = said(...rise(0.3, 0.4, 60), ...times(10, 1), 0.41, 0.42);
    expect(figure(over, "wallEchoHours")).toBe(0);
    const wall = said(...rise(0.3, 0.4, 60), ...times(10, 1));
    expect(figure(wall, "wallEchoHours", NOW_MS + 7 * HOUR_MS)).toBeNull();
  });
});

describe("the hours of water on a head", () => {
  it("are unknown of a bin that was too near to measure for as long as anybody looks back", () => {
    expect(figure(said(...times(20, "blind-zone" as const)), "nearStuckHours")).toBeNull();
    const emptied = said(...times(20, "blind-zone" as const), 0.01, 0.02);
    expect(figure(emptied, "nearStuckHours")).toBe(0);
  });

  it("are none of a bin that fell over", () => {
    const samples = said(...rise(0.3, 0.4, 60), ...times(10, "blind-zone" as const));
    const fallen = samples.map((sample, index) =>
      index < 60 ? sample : { ...sample, tiltDeg: 80 },
    );
    expect(figure(samples, "nearStuckHours")).toBeCloseTo(3, 0);
    expect(figure(fallen, "nearStuckHours")).toBe(0);
  });
});

describe("what is measured apart from the echo", () => {
  it("is the newest of it, whatever the echo was, but for a head that warms up or is broken", () => {
    const [first, second] = said("no-echo", "sensor-fault");
    if (!first || !second) throw new Error("no samples");
    const samples = [
      { ...first, temperatureC: 80 },
      { ...second, temperatureC: -40 },
    ];
    expect(figure(samples, "temperatureC")).toBe(80);
    expect(figure(samples, "temperatureC", NOW_MS + HOUR_MS)).toBeNull();
    expect(figure(samples, "tiltDeg", NOW_MS + HOUR_MS)).toBe(2);
  });
});
