import {
  isMappableField,
  MAPPED_CHANNELS,
  payloadFormatSchema,
  type PayloadFormat,
} from "@resik/contract/payload/format";
import { QUALITIES as CONTRACT_QUALITIES } from "@resik/contract/payload/quality";
import { deviceFormatSchema, formatPreviewSchema } from "@resik/contract/http/payload-formats";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  CHANNELS,
  formatDraftOf,
  newEntry,
  readFormat,
  TARGETS,
  type FormatDraft,
  type Target,
} from "./format-draft.ts";
import { parseFormat, parseFormatPreview, QUALITIES } from "./format-parts.ts";

const TASMOTA: PayloadFormat = {
  format: "tasmota",
  mapping: [
    {
      from: "SR04.Distance",
      channel: "bin",
      field: "distanceMm",
      scale: 10,
      noEcho: [0, null],
      noEchoFrom: 400.5,
    },
    { from: "ANALOG.A0", channel: "status", field: "batteryV", scale: 0.001, offset: -0.2 },
    { from: "SR04.Mode", channel: "bin", quality: { "0": "ok", "1": "sensor-fault" } },
  ],
  binDepthMm: 1_200,
  blindZoneMm: 250,
  utcOffsetMin: 480,
};
const draft = (change: Partial<FormatDraft> = {}): FormatDraft => ({
  ...formatDraftOf(TASMOTA),
  ...change,
});
const problemsOf = (change: Partial<FormatDraft>) => [...readFormat(draft(change)).problems];

test("the lists that the form knows are the contract's", () => {
  expect(CHANNELS).toEqual(MAPPED_CHANNELS);
  expect(QUALITIES).toEqual(CONTRACT_QUALITIES);
  for (const target of TARGETS) {
    const [channel, field = ""] = target.split(".");
    expect(isMappableField(channel as (typeof CHANNELS)[number], field)).toBe(true);
  }
});

test("a saved format comes back from the form as it was, the qualities too", () => {
  expect(payloadFormatSchema.safeParse(TASMOTA).success).toBe(true);
  expect(readFormat(formatDraftOf(TASMOTA))).toEqual({ format: TASMOTA, problems: new Set() });
  const native = { format: "native" } as const;
  expect(readFormat(formatDraftOf(native)).format).toEqual(native);
});

test("the api's answer is read as the contract has it, and nothing else", () => {
  const answer = { device: "bak-01", format: TASMOTA, topic: "t", changedAt: null };
  expect(deviceFormatSchema.safeParse(answer).success).toBe(true);
  expect(parseFormat(answer)?.format).toEqual(TASMOTA);
  expect(parseFormat({ ...answer, format: { ...TASMOTA, mapping: [{ from: 1 }] } })).toBeNull();
  expect(parseFormat({ ...answer, format: { ...TASMOTA, binDepthMm: "tall" } })).toBeNull();
});

test("both outcomes of a preview are read", () => {
  const held = { outcome: "quarantine", reason: "schema", detail: "no value" };
  const made = {
    outcome: "readings",
    readings: [{ channel: "bin", sampledAt: null, quality: "ok", fields: { fillRatio: 0.4 } }],
  };
  for (const answer of [held, made]) {
    expect(formatPreviewSchema.safeParse(answer).success).toBe(true);
    expect(parseFormatPreview(answer)).toEqual(answer);
  }
  expect(parseFormatPreview({ outcome: "lost" })).toBeNull();
});

test("what the api would refuse is told at its field", () => {
  const entry = (change: object) => ({ entries: [{ ...newEntry(0), from: "a", ...change }] });
  expect(problemsOf(entry({ from: " " }))).toEqual(["from-0"]);
  expect(problemsOf(entry({ scale: "0" }))).toEqual(["number-0"]);
  expect(problemsOf(entry({ offset: "banyak" }))).toEqual(["number-0"]);
  expect(problemsOf(entry({ noEcho: "0; kosong" }))).toEqual(["no-echo-0"]);
  expect(problemsOf(entry({ noEcho: "1;2;3;4;5" }))).toEqual(["no-echo-0"]);
  expect(problemsOf({ depthMm: "" })).toEqual(["depth-missing"]);
  expect(problemsOf({ depthMm: "99" })).toEqual(["depth"]);
  expect(problemsOf({ blindZoneMm: "1200" })).toEqual(["blind-zone"]);
  expect(problemsOf({ utcOffsetH: "15" })).toEqual(["offset"]);
  expect(problemsOf({ entries: [], qualities: [] })).toEqual(["empty"]);
  const twice = ["a", "b"].map((from, key) => ({ ...newEntry(key), from }));
  expect(problemsOf({ entries: twice })).toEqual(["target-1"]);
  const long = TARGETS.map((target, key) => ({ ...newEntry(key, target), from: "x".repeat(110) }));
  expect(problemsOf({ entries: long })).toEqual(["too-long"]);
});

test("sizes may have a point between thousands, and a factor's point stays a decimal one", () => {
  const read = readFormat(draft({ depthMm: "1.250", blindZoneMm: "1.000" })).format;
  expect(read).toMatchObject({ binDepthMm: 1_250, blindZoneMm: 1_000 });
  const entries = [{ ...newEntry(0), from: "a", scale: "1.005" }];
  expect(readFormat(draft({ entries, qualities: [] })).format).toMatchObject({
    mapping: [{ scale: 1.005 }],
  });
});

test("whatever is typed is either a problem or a format that the api takes", () => {
  const typed = fc.oneof(fc.constant(""), fc.string(), fc.double().map(String));
  const entries = fc
    .array(
      fc.record({
        from: fc.string(),
        target: fc.constantFrom<Target>(...TARGETS),
        scale: typed,
        offset: typed,
        noEcho: typed,
        noEchoFrom: typed,
      }),
      { maxLength: 6 },
    )
    .map((list) => list.map((entry, key) => ({ ...entry, key })));
  const any = fc.record({
    format: fc.constantFrom("native", "senml", "chirpstack", "tasmota"),
    entries,
    qualities: fc.constant([]),
    depthMm: fc.oneof(typed, fc.constant("1000")),
    blindZoneMm: typed,
    utcOffsetH: typed,
  });
  fc.assert(
    fc.property(any, (given) => {
      const { format, problems } = readFormat(given);
      expect(format === null).toBe(problems.size > 0);
      expect(format === null || payloadFormatSchema.safeParse(format).success).toBe(true);
    }),
  );
});
