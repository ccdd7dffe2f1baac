import type { Random } from "@resik/kit/random";
import { DAY_MS, type BenchDevice, type District, type Kind } from "./district.ts";

const HOUR_MS = 3_600_000;

/** What pages ask for, by kind of device. */
const FIELDS: Readonly<Record<Kind, string>> = {
  air: "pm25UgM3,pm10UgM3",
  bin: "fillRatio,batteryV",
  scale: "massG",
};

interface RangeSpec {
  name: string;
  spanMs: number;
  /** Seconds of a window; 0 raw, absent where the api chooses. */
  everyS?: number;
  devices: number;
}

const each = (spec: Omit<RangeSpec, "devices">, counts: readonly number[]): RangeSpec[] =>
  counts.map((devices) => ({ ...spec, devices }));

/**
 * The ranges of the pages and of whoever asks the api by hand: with the api's own windows, with the
 * ones the pages ask for, and the longest stretches that raw readings alone can answer.
 */
export const RANGES: readonly RangeSpec[] = [
  ...each({ name: "1 h raw", spanMs: HOUR_MS, everyS: 0 }, [1, 10]),
  ...each({ name: "6 h", spanMs: 6 * HOUR_MS }, [1, 10, 50]),
  ...each({ name: "1 d", spanMs: DAY_MS }, [1, 10, 50]),
  ...each({ name: "2 d", spanMs: 2 * DAY_MS }, [50]),
  ...each({ name: "7 d", spanMs: 7 * DAY_MS }, [1, 10, 50]),
  ...each({ name: "7 d by 30 min", spanMs: 7 * DAY_MS, everyS: 1_800 }, [1, 10]),
  ...each({ name: "30 d", spanMs: 30 * DAY_MS }, [1, 10, 50]),
  ...each({ name: "30 d by 10 min", spanMs: 30 * DAY_MS, everyS: 600 }, [1]),
  ...each({ name: "30 d by 30 min", spanMs: 30 * DAY_MS, everyS: 1_800 }, [3]),
  ...each({ name: "90 d", spanMs: 90 * DAY_MS }, [1, 10, 50]),
  ...each({ name: "1 y", spanMs: 365 * DAY_MS }, [1, 10, 50]),
  ...each({ name: "1 y by day", spanMs: 365 * DAY_MS, everyS: 86_400 }, [1, 10]),
];

/** One request of a kind that is measured together. */
export interface Question {
  kind: string;
  path: string;
}

const nameOf = ({ name, devices }: RangeSpec): string =>
  `${name}, ${devices} ${devices === 1 ? "device" : "devices"}`;

export const SERIES_KINDS: readonly string[] = [...RANGES.map(nameOf), "random"];

/** A request of every kind in turn, each about other devices and, where it can, another time. */
export function createQuestions(district: District, random: Random) {
  const byKind = (kind: Kind): BenchDevice[] =>
    district.devices.filter((device) => device.kind === kind);
  const pools = { air: byKind("air"), bin: byKind("bin"), scale: byKind("scale") };

  function seriesOf(spec: RangeSpec): string {
    // Air stations speak most often: half of all questions are about them.
    const kind: Kind = random.chance(0.5) ? "air" : random.chance(0.9) ? "bin" : "scale";
    const devices = pick(pools[kind], spec.devices, random);
    // Long ranges end now, as people ask for them; short ones lie anywhere in what is raw.
    const isShort = spec.spanMs <= 2 * DAY_MS;
    const backMs = isShort ? Math.floor(random.between(0, 28 * DAY_MS)) : 0;
    const toMs = district.endMs - backMs;
    const query = new URLSearchParams({
      channel: kind,
      fields: FIELDS[kind],
      devices: devices.map(({ id }) => id).join(","),
      from: new Date(toMs - spec.spanMs).toISOString(),
      to: new Date(toMs).toISOString(),
      ...(spec.everyS === undefined ? {} : { every: String(spec.everyS) }),
    });
    return `readings/series?${query.toString()}`;
  }

  function anyRange(): RangeSpec {
    // As many of each order of magnitude between ten minutes and a year.
    const spanMs = Math.round(600_000 * (365 * 144) ** random.float());
    return { name: "random", spanMs, devices: 1 + random.int(50) };
  }

  return {
    *round(): Generator<Question> {
      for (const spec of RANGES) yield { kind: nameOf(spec), path: seriesOf(spec) };
      yield { kind: "random", path: seriesOf(anyRange()) };
      yield { kind: "latest", path: "readings/latest" };
      const [station] = pick(pools.air, 1, random);
      const from = new Date(district.endMs - 365 * DAY_MS).toISOString();
      const to = new Date(district.endMs).toISOString();
      yield {
        kind: "ispu, 1 y",
        path: `open/ispu/${station?.id ?? ""}?${new URLSearchParams({ from, to }).toString()}`,
      };
      yield { kind: "ispu, all stations", path: "open/ispu" };
    },
  };
}

/** So many different ones, or all there are. */
function pick(from: readonly BenchDevice[], count: number, random: Random): BenchDevice[] {
  const left = [...from];
  const picked: BenchDevice[] = [];
  while (picked.length < count && left.length > 0) {
    picked.push(...left.splice(random.int(left.length), 1));
  }
  return picked;
}
