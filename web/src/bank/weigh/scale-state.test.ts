import { liveEventSchema } from "@resik/contract/http/live";
import { expect, test } from "vitest";
import {
  evidenceOf,
  isTeraOver,
  NO_SCALE,
  parseScaleEvent,
  reduceScale,
  type ScaleState,
} from "./scale-state.ts";

const AT = "2026-11-21T01:00:00Z";
const weight = (massG: number, stable: boolean, device = "scale-01") => ({
  type: "weight",
  site: "bsu-melati",
  device,
  at: AT,
  weight: { massG, stable },
});
const reading = (massG: number, change: object = {}, fields: object = {}) => ({
  type: "reading",
  reading: {
    site: "bsu-melati",
    device: "scale-01",
    channel: "scale",
    boot: "boot0001",
    seq: 4,
    at: AT,
    sampledAt: AT,
    receivedAt: AT,
    quality: "ok",
    fields: { massG, stable: true, overload: false, teraUntil: "2027-03-01", ...fields },
    ...change,
  },
});

/** What the screen shows after the scale said all this. */
function after(...events: object[]): ScaleState {
  let state = reduceScale(NO_SCALE, { type: "opened" });
  for (const event of events) {
    expect(liveEventSchema.safeParse(event).success).toBe(true);
    const said = parseScaleEvent(JSON.stringify(event), "scale-01");
    if (said !== null) state = reduceScale(state, { type: "said", event: said });
  }
  return state;
}

test("a stable reading can be captured, with boot, seq and tera as evidence", () => {
  const { reading: captured, isStable } = after(weight(3_250, true), reading(3_250));
  expect(isStable).toBe(true);
  expect(captured && evidenceOf(captured)).toEqual({
    device: "scale-01",
    boot: "boot0001",
    seq: 4,
    teraUntil: "2027-03-01",
  });
});

test("a stable weight alone is no evidence", () => {
  expect(after(weight(3_250, true)).reading).toBeNull();
});

test("a load that moves or is lifted takes the reading with it", () => {
  expect(after(reading(3_250), weight(3_250, false)).reading).toBeNull();
  expect(after(reading(3_250), weight(0, true)).reading).toBeNull();
  expect(after(reading(3_250), weight(3_250, true)).reading?.massG).toBe(3_250);
});

test("neither overload nor an unstable or empty load is captured", () => {
  expect(after(reading(160_000, { quality: "overload" }, { overload: true })).reading).toBeNull();
  expect(after(reading(3_250, { quality: "unstable" }, { stable: false })).reading).toBeNull();
  expect(after(reading(0)).reading).toBeNull();
});

test("a gap in the connection forgets what was on the scale", () => {
  const state = reduceScale(after(reading(3_250)), { type: "lost" });
  expect(state).toMatchObject({ connection: "lost", massG: null, reading: null });
});

test("other devices, other channels and rubbish are not listened to", () => {
  expect(after(weight(1, true, "scale-02")).massG).toBeNull();
  expect(parseScaleEvent(JSON.stringify(reading(1, { channel: "bin" })), "scale-01")).toBeNull();
  for (const text of ["", "{", "null", "[]", '{"type":"weight","device":"scale-01"}']) {
    expect(parseScaleEvent(text, "scale-01")).toBeNull();
  }
});

test("a tera counts to the end of its last day in WIB", () => {
  expect(isTeraOver("2026-11-21", Date.parse("2026-11-21T16:59:59Z"))).toBe(false);
  expect(isTeraOver("2026-11-21", Date.parse("2026-11-21T17:00:00Z"))).toBe(true);
  expect(isTeraOver(null, Date.parse(AT))).toBe(false);
  expect(isTeraOver("unknown", Date.parse(AT))).toBe(false);
});
