import { CHANNELS, STORED_CHANNELS, type StoredChannel } from "@resik/contract/channel";
import { QUALITIES, type Quality } from "@resik/contract/payload/quality";
import type { FieldValue, Reading } from "@resik/contract/reading";
import { fieldsOf, tagFieldsOf, type FieldSpec } from "@resik/contract/series";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { airReading, siteId } from "../reading.fixture.ts";
import { encodeLine } from "./line.ts";
import { readingMeasurement } from "./own-measurement.ts";
import { faultOf, optionalTag, pointTimeNs } from "./point.ts";
import { createReadingEncoder } from "./reading-line.ts";

/** Field by field through the plain encoder, with the envelope where readings have it. */
function plainLine(reading: Reading): string {
  const { site, device, channel, boot, seq, quality, sampledAtMs, receivedAtMs, atMs } = reading;
  const tags: Record<string, string> = { site, device, quality };
  for (const name of tagFieldsOf(channel)) tags[name] = optionalTag(reading.fields[name]);
  const fields: Record<string, FieldValue | null> = { boot, seq, receivedAtMs };
  if (sampledAtMs === null) fields.unclocked = true;
  else if (sampledAtMs !== atMs) fields.sampledAtMs = sampledAtMs;
  for (const name of Object.keys(fieldsOf(channel))) {
    if (!Object.hasOwn(tags, name)) fields[name] = reading.fields[name] ?? null;
  }
  const timeNs = pointTimeNs(reading);
  return encodeLine(readingMeasurement(channel), { tags, fields, timeNs });
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('"', "\\", "\n", " ", ",", "=", "é", "🗑"), maxLength: 8 }),
);

function valueOf(spec: FieldSpec): fc.Arbitrary<FieldValue> {
  if (spec.kind === "text") return text;
  if (spec.kind === "boolean") return fc.boolean();
  if (spec.integer === true) return fc.maxSafeInteger();
  return fc.double({ noNaN: true, noDefaultInfinity: true });
}

/** Some of the channel's fields. */
const anyFields = (channel: StoredChannel): fc.Arbitrary<Record<string, FieldValue>> =>
  fc
    .tuple(
      ...Object.entries(fieldsOf(channel)).map(([name, spec]) =>
        fc.option(valueOf(spec).map((value) => [name, value] as const)),
      ),
    )
    .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)));

/** Few devices, sites and boots, so that what is remembered of one is met again by others. */
const anyReading: fc.Arbitrary<Reading> = fc.constantFrom(...STORED_CHANNELS).chain((channel) =>
  fc
    .record({
      channel: fc.constant(channel),
      site: fc.constantFrom("pati-kota", "juwana").map(siteId),
      boot: fc.oneof(fc.constantFrom("boot-a", "boot-b"), text),
      seq: fc.integer({ min: 0, max: 4_294_967_295 }),
      atMs: fc.oneof(
        fc.integer({ min: -2, max: 2 }),
        fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }),
      ),
      receivedAtMs: fc.maxSafeInteger(),
      clock: fc.constantFrom("same", "other", "unset"),
      quality: fc.constantFrom<Quality>(...QUALITIES),
      fields: anyFields(channel),
    })
    .map(({ clock, ...change }) => {
      const sampledAtMs = clock === "same" ? change.atMs : change.atMs + 1;
      return airReading({ ...change, sampledAtMs: clock === "unset" ? null : sampledAtMs });
    }),
);

describe("the encoder of readings", () => {
  it("writes what the plain encoder writes, whatever it remembers of readings before", () => {
    const encode = createReadingEncoder();
    fc.assert(
      fc.property(anyReading, (reading) => {
        expect(encode(reading)).toEqual({ ok: true, line: plainLine(reading) });
      }),
      { numRuns: 1_000 },
    );
  });

  it("says each thing once: a sampled time only where it is not the point's", () => {
    const encode = createReadingEncoder();
    const lineOf = (change: Partial<Reading>): string => {
      const encoded = encode(airReading({ atMs: 5_000, receivedAtMs: 5_130, ...change }));
      return encoded.ok ? encoded.line : encoded.fault;
    };
    const start = 'air,site=pati-kota,device=st-01,quality=ok boot="boot-a",seq=7i';
    expect(lineOf({ seq: 7 })).toContain(`${start},receivedAtMs=5130i,pm25UgM3=12.5 5000`);
    expect(lineOf({ seq: 7, sampledAtMs: 4_999 })).toContain(",sampledAtMs=4999i,");
    expect(lineOf({ seq: 7, sampledAtMs: null })).toContain(",unclocked=true,");
  });

  const unfit = { channel: "no-channel" as StoredChannel }; // As an older store may still hold it.
  it.each<[string, Partial<Reading>]>([
    ["a channel that nobody knows", unfit],
    ["a name of every object as a channel", { channel: "constructor" as StoredChannel }], // Likewise.
    ["a sequence below zero", { seq: -1 }],
    ["a broken sequence", { seq: 0.5 }],
    ["a broken time", { atMs: Number.NaN }],
    ["a time beyond the store's range", { atMs: 9_000_000_000_001 }],
    ["a broken sampled time", { sampledAtMs: 0.5 }],
    ["a broken time of receipt", { receivedAtMs: Number.POSITIVE_INFINITY }],
    ["a boot that nobody can ask for", { boot: "a\rb" }],
    ["a field that the channel does not have", { fields: { pm25UgM3: 1, other: 1 } }],
    ["a name of every object as a field", { fields: { constructor: 1 } }],
    ["a text for a number", { fields: { pm25UgM3: "1" } }],
    ["a number that is none", { fields: { pm25UgM3: Number.NaN } }],
    ["a fraction of a whole number", { channel: "scale", fields: { massG: 0.5, stable: true } }],
    ["a number for a flag", { channel: "scale", fields: { massG: 1, stable: 1 } }],
    ["a number for a tag", { channel: "deposit", fields: { item: 1, amountIdr: 1 } }],
  ])("refuses %s, and says why", (_, change) => {
    const reading = airReading(change);
    const fault = faultOf(reading);
    expect(fault).not.toBeNull();
    expect(createReadingEncoder()(reading)).toEqual({ ok: false, fault });
  });

  it("knows every channel that is stored", () => {
    const encode = createReadingEncoder();
    const names = Object.keys(CHANNELS) as (keyof typeof CHANNELS)[]; // Its own keys.
    for (const name of names) {
      const reading = airReading({ channel: name as StoredChannel, fields: {} }); // Some are not.
      expect(encode(reading).ok).toBe(CHANNELS[name].stored);
    }
  });
});
