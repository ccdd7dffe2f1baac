import * as fc from "fast-check";

/** One publish of a device: what it sends on which channel. */
export interface HostilePublish {
  channel: string;
  payload: Buffer;
}

const NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "then",
  "length",
  "",
  "v",
  "boot",
  "seq",
  "sampledAt",
  "quality",
  "fillRatio",
  "massG",
  "stable",
  "state",
];

const HUGE = [
  1e308,
  -1e308,
  5e-324,
  -0,
  2 ** 53,
  -(2 ** 53) - 2,
  2 ** 31,
  2 ** 32,
  4_294_967_295,
  8_640_000_000_000_000,
  8_640_000_000_000_001,
];

const value = fc.oneof(
  fc.constantFrom<unknown>(...HUGE),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
);

const text = (name: string, content: string): HostilePublish => ({
  channel: name,
  payload: Buffer.from(content),
});

/** A right reading of a channel under an identity that nobody else has. */
const right = fc.record({
  v: fc.constant(1),
  boot: fc.stringMatching(/^[a-z0-9]{12}$/),
  seq: fc.nat(4_294_967_295),
});

const CHANNEL_FIELDS: Record<string, object> = {
  bin: { fillRatio: 0.5, batteryV: 3.6 },
  air: { pm25UgM3: 12, humidityRatio: 0.8 },
  scale: { massG: 1_200, stable: true },
  status: { state: "online", uptimeS: 5 },
};
const channel = fc.constantFrom(...Object.keys(CHANNEL_FIELDS));

const rightReading = fc
  .tuple(channel, right)
  .map(([name, envelope]) => text(name, JSON.stringify({ ...envelope, ...CHANNEL_FIELDS[name] })));

/** A right reading of which a few members were replaced, added or taken away. */
const nearlyRight = fc
  .tuple(channel, right, fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 3 }))
  .map(([name, envelope, changes]) => {
    const members = Object.entries({ ...envelope, ...CHANNEL_FIELDS[name] });
    const changed = [...members, ...changes].map(
      ([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`,
    );
    return text(name, `{${changed.join(",")}}`);
  });

const arbitraryJson = fc
  .tuple(channel, fc.json({ maxDepth: 6, stringUnit: "binary" }))
  .map(([name, json]) => text(name, json));

const nested = fc
  .tuple(channel, fc.nat(2_100), fc.constantFrom("[", '{"a":', '{"__proto__":'), fc.boolean())
  .map(([name, depth, open, closed]) => {
    const close = open === "[" ? "]" : "}";
    return text(name, open.repeat(depth) + (closed ? `1${close.repeat(depth)}` : ""));
  });

const bytes = fc
  .tuple(channel, fc.uint8Array({ maxLength: 200 }))
  .map(([name, raw]) => ({ channel: name, payload: Buffer.from(raw) }));

const long = fc
  .tuple(
    channel,
    fc.integer({ min: 3_900, max: 20_000 }),
    fc.constantFrom("x", "é", "\\u0000", "9"),
  )
  .map(([name, length, unit]) => text(name, `"${unit.repeat(Math.ceil(length / unit.length))}"`));

const cutReading = fc.tuple(rightReading, fc.nat(60)).map(([{ channel: name, payload }, cut]) => ({
  channel: name,
  payload: payload.subarray(0, cut),
}));

const foreignChannel = fc
  .tuple(fc.stringMatching(/^[a-z0-9]{2,20}$/), fc.json({ maxDepth: 1 }))
  .filter(([name]) => !["weight", "reply", "config", "command", "deposit"].includes(name))
  .map(([name, json]) => text(name, json));

/** So many publishes that are allowed by their topic and hostile, or right, by their content. */
export function hostilePublishes(seed: number, count: number): HostilePublish[] {
  const any = fc.oneof(
    { weight: 4, arbitrary: rightReading },
    { weight: 6, arbitrary: nearlyRight },
    { weight: 3, arbitrary: arbitraryJson },
    { weight: 1, arbitrary: nested },
    { weight: 3, arbitrary: bytes },
    { weight: 1, arbitrary: long },
    { weight: 1, arbitrary: cutReading },
    { weight: 1, arbitrary: foreignChannel },
  );
  return fc.sample(any, { seed, numRuns: count });
}
