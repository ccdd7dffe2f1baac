import { DEVICE_KINDS } from "@resik/contract/http/registry";
import { deviceConfigSchema } from "@resik/contract/payload/downlink";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { configDraftOf, readConfig, type ConfigDraft } from "./config-draft.ts";

const EMPTY: ConfigDraft = configDraftOf({});

test("an empty form asks for nothing: the device keeps what it came with", () => {
  for (const kind of DEVICE_KINDS) {
    expect(readConfig(kind, EMPTY)).toEqual({ config: {}, problems: new Set() });
  }
});

test("minutes, percent and centimetres become the device's own units", () => {
  const draft = {
    ...EMPTY,
    intervalMin: "7,5",
    nearFullMin: "2",
    nearFullPercent: "82.5",
    depthCm: "120",
  };
  expect(readConfig("bin", draft).config).toEqual({
    intervalS: 450,
    nearFullIntervalS: 120,
    nearFullRatio: 0.825,
    binDepthMm: 1_200,
  });
});

test("a point between thousands, as the form itself writes it, makes nothing smaller", () => {
  expect(readConfig("scale", { ...EMPTY, tareG: "1.500" }).config).toEqual({ tareG: 1_500 });
  expect(readConfig("bin", { ...EMPTY, intervalMin: "1.440" }).config).toEqual({
    intervalS: 86_400,
  });
  expect(readConfig("bin", { ...EMPTY, depthCm: "1.000" }).config).toEqual({ binDepthMm: 10_000 });
});

test("settings of another kind of device are left out", () => {
  const draft = { ...EMPTY, depthCm: "120", tareG: "450", isReference: true };
  expect(readConfig("scale", draft).config).toEqual({ tareG: 450 });
  expect(readConfig("air", draft).config).toEqual({ referenceStation: true });
});

test.each([
  ["intervalMin", "0", "interval"],
  ["intervalMin", "1441", "interval"],
  ["intervalMin", "sebentar", "interval"],
  ["nearFullPercent", "101", "nearFull"],
  ["nearFullPercent", "-1", "nearFull"],
  ["depthCm", "9", "depth"],
  ["depthCm", "1000,1", "depth"],
] as const)("%s of %s is refused", (field, typed, problem) => {
  const read = readConfig("bin", { ...EMPTY, [field]: typed });
  expect(read).toEqual({ config: null, problems: new Set([problem]) });
});

test("what the api gave comes back from the form as it was", () => {
  const config = fc.record(
    {
      intervalS: fc.integer({ min: 1, max: 86_400 }),
      nearFullIntervalS: fc.integer({ min: 1, max: 86_400 }),
      nearFullRatio: fc.integer({ min: 0, max: 1_000 }).map((thousandths) => thousandths / 1_000),
      binDepthMm: fc.integer({ min: 100, max: 10_000 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(config, (given) => {
      const { config: read } = readConfig("bin", configDraftOf(given));
      expect(read).toEqual(given);
    }),
  );
});

test("whatever is typed is either a problem or something that the api takes", () => {
  const typed = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
  const draft = fc.record({
    intervalMin: typed,
    nearFullMin: typed,
    nearFullPercent: typed,
    depthCm: typed,
    tareG: typed,
    isReference: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.constantFrom(...DEVICE_KINDS), draft, (kind, given) => {
      const { config, problems } = readConfig(kind, given);
      expect(config === null).toBe(problems.size > 0);
      expect(config === null || deviceConfigSchema.safeParse(config).success).toBe(true);
    }),
  );
});
