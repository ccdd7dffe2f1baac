import { describe, expect, it } from "vitest";
import { CRITICAL_MS, QUIET_MS, waitMsOf, WINDOW_MS, WINDOW_TRANSITIONS } from "./window.ts";

const NOW_MS = 1_000_000;
let id = 0;
const at = (agoMs: number, own: object = {}) => ({
  id: id++,
  atMs: NOW_MS - agoMs,
  severity: "warning" as const,
  step: "opened" as const,
  isMuted: false,
  ...own,
});
const wait = (...pending: ReturnType<typeof at>[]) =>
  waitMsOf(pending, ({ atMs }) => NOW_MS - atMs);

describe("a window", () => {
  it("ends when nothing was added for a while", () => {
    expect(wait(at(0))).toBe(QUIET_MS);
    expect(wait(at(QUIET_MS - 1))).toBe(1);
    expect(wait(at(QUIET_MS))).toBe(0);
    expect(wait(at(QUIET_MS), at(10_000))).toBe(QUIET_MS - 10_000);
  });

  it("ends in any case after its longest time", () => {
    expect(wait(at(WINDOW_MS - 5), at(0))).toBe(5);
    expect(wait(at(WINDOW_MS), at(0))).toBe(0);
  });

  it("ends soon after a critical alert, unless nobody is to be told of it", () => {
    const critical = { severity: "critical" as const };
    expect(wait(at(0, critical))).toBe(CRITICAL_MS);
    expect(wait(at(CRITICAL_MS, critical), at(0))).toBe(0);
    expect(wait(at(CRITICAL_MS, { ...critical, isMuted: true }))).toBe(QUIET_MS - CRITICAL_MS);
    expect(wait(at(CRITICAL_MS, { ...critical, step: "noted" }))).toBe(QUIET_MS - CRITICAL_MS);
  });

  it("ends at once when it is full", () => {
    const many = Array.from({ length: WINDOW_TRANSITIONS }, () => at(0));
    expect(wait(...many)).toBe(0);
    expect(wait(...many.slice(1))).toBe(QUIET_MS);
    expect(wait()).toBe(0);
  });
});
