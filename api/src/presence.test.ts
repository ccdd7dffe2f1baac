import { describe, expect, it } from "vitest";
import { presenceOf, type PresenceInput } from "./presence.ts";

const NOW_MS = Date.UTC(2026, 10, 1);
const ask = (input: Partial<PresenceInput> & { agoS?: number }) =>
  presenceOf({
    kind: "bin",
    config: {},
    state: "online",
    lastSeenMs: input.agoS === undefined ? null : NOW_MS - input.agoS * 1_000,
    nowMs: NOW_MS,
    ...input,
  });

describe("presence", () => {
  it("is silent after three intervals, and not a moment before", () => {
    expect(ask({ agoS: 3_600 })).toBe("online");
    expect(ask({ agoS: 3_600.001 })).toBe("silent");
    expect(ask({ kind: "air", agoS: 360 })).toBe("online");
    expect(ask({ kind: "air", agoS: 361 })).toBe("silent");
  });

  it("follows the interval that a device was told", () => {
    expect(ask({ config: { intervalS: 10 }, agoS: 31 })).toBe("silent");
    expect(ask({ config: { intervalS: 86_400 }, agoS: 86_400 })).toBe("online");
  });

  it("does not mind a scale's silence", () => {
    expect(ask({ kind: "scale", agoS: 1_000_000 })).toBe("online");
  });

  it("is offline when the device or its last will says so", () => {
    expect(ask({ state: "offline", agoS: 1 })).toBe("offline");
    expect(ask({ kind: "scale", state: "offline" })).toBe("offline");
  });

  it("is never when nothing ever came", () => {
    expect(ask({ state: null })).toBe("never");
    expect(ask({ kind: "scale", state: null })).toBe("never");
    expect(ask({ state: "online" })).toBe("online");
  });
});
