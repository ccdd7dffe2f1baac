import type { FieldValue } from "@resik/contract/reading";
import type { DeviceSpec, Fleet } from "@resik/firmware-sim/fleet";
import type { Play } from "@resik/firmware-sim/play";
import { eventsOf, type SubjectTruth, type TruthEvent } from "./events.ts";
import { DISTRICT, type KindName, type TruthName } from "./kinds.ts";
import { createHourMean } from "./hour-mean.ts";
import { createSpanKeeper, type Span, type SpanKeeper } from "./spans.ts";

/** Where a full bin begins, as the rule of a new installation says. */
const FULL_RATIO = 0.85;
/** The head errs by a centimetre and the sound by some degrees of warmth. */
const FULL_ERROR_RATIO = 0.04;
/** Bins that are emptied fall far below this; waste that settles does not. */
const NO_LONGER_FULL_RATIO = 0.75;
/** From here up a bin reads about what a wall's echo says. */
const LEVEL_HIDDEN_RATIO = 0.8;
const CELL_LOW_V = 3.2;
/** A cell's noise and its forecast: here a warning is right already. */
const CELL_NEAR_V = 3.35;
/** Smoke over the district, µg/m³. */
const HAZE_UG_M3 = 100;
/** "Tidak Sehat" and "Sangat Tidak Sehat" begin here; low-cost heads err by a tenth, damp air by more. */
const SMOKY_UG_M3 = 55.5;
const VERY_SMOKY_UG_M3 = 150.5;
const HEAD_ERROR_RATIO = 0.3;
/** So much haze in an hour's mean is haze. */
const HAZE_IN_HOUR_UG_M3 = 10;
/** Twice the air of the haze around it is a place's own trouble; below a fifth more is the haze. */
const OWN_FACTOR = 2;
const OWN_NEAR_FACTOR = 1.2;
const OUT_OF_FAMILY_RATIO = 2;
const AGEING_RATIO = 1.25;
/** While one of these holds, nothing is known of the air for an hour's mean. */
const HIDES_HOUR: readonly TruthName[] = ["dark", "fan-stuck", "zero"];
const HOUR_MS = 3_600_000;
const TERA_SOON_MS = 31 * 86_400_000;

type Real = Readonly<Record<string, FieldValue>>;

const KINDS_OF_DEVICE: Record<DeviceSpec["kind"], readonly KindName[]> = {
  bin: ["full-bin", "wall-echo", "no-echo", "stuck-near", "fire", "tilted", "battery", "outage"],
  air: [
    "burning",
    "stuck-fan",
    "zero-head",
    "aged-head",
    "smoky-hour",
    "very-smoky-hour",
    "outage",
  ],
  scale: ["outage", "tera"],
};

/** Keeps what was really so while a fleet is played. */
export interface TruthKeeper {
  observe(spec: DeviceSpec, atMs: number, real: Real): void;
  power(spec: DeviceSpec, atMs: number, hasPower: boolean): void;
  /** Everything that happened until then, by subject. */
  events(play: Play, toMs: number): TruthEvent[];
}

const numberOf = (real: Real, name: string): number => Number(real[name]);

/** What is kept of one device besides its spans. */
interface DeviceTruth {
  spans: SpanKeeper;
  note(atMs: number, real: Real): void;
}

function followBin(): DeviceTruth {
  const spans = createSpanKeeper();
  let isNearlyFull = false;
  let isHidden = false;
  return {
    spans,
    note(atMs, real) {
      const fill = numberOf(real, "fillRatio");
      const nearFrom = isNearlyFull ? NO_LONGER_FULL_RATIO : FULL_RATIO - FULL_ERROR_RATIO;
      isNearlyFull = fill >= nearFrom;
      spans.note("nearly-full", isNearlyFull, atMs);
      spans.note("full", fill >= FULL_RATIO + FULL_ERROR_RATIO / 2, atMs);
      // An echo or a drop that came over a full bin reads on as the full bin when it is emptied.
      const isFaulty = real["wallEcho"] === true || real["condensation"] === true;
      isHidden = fill >= LEVEL_HIDDEN_RATIO || (isHidden && isFaulty);
      spans.note("level-hidden", isHidden, atMs);
      spans.note("fire", real["burning"] === true, atMs);
      spans.note("tilted", real["tilted"] === true, atMs);
      spans.note("wall-echo", real["wallEcho"] === true, atMs);
      spans.note("no-echo", real["noEcho"] === true, atMs);
      spans.note("stuck-near", real["condensation"] === true, atMs);
      const volts = numberOf(real, "batteryV");
      spans.note("cell-low", volts < CELL_LOW_V, atMs);
      spans.note("cell-weak", volts < CELL_NEAR_V || real["weakCell"] === true, atMs);
    },
  };
}

function followAir(): DeviceTruth {
  const spans = createSpanKeeper();
  const [hour, plumeHour, hazeHour] = [createHourMean(), createHourMean(), createHourMean()];
  return {
    spans,
    note(atMs, real) {
      spans.note("burning", real["burning"] === true, atMs);
      spans.note("haze", numberOf(real, "hazeUgM3") >= HAZE_UG_M3, atMs);
      spans.note("some-haze", real["hazy"] === true, atMs);
      spans.note("fan-stuck", real["stuckFan"] === true, atMs);
      spans.note("zero", real["zero"] === true, atMs);
      const ageing = numberOf(real, "ageing");
      const off = Math.max(ageing, 1 / ageing);
      spans.note("out-of-family", off >= OUT_OF_FAMILY_RATIO, atMs);
      spans.note("ageing", off >= AGEING_RATIO, atMs);
      const mean = hour(atMs, numberOf(real, "pm25UgM3"));
      const around = mean - plumeHour(atMs, numberOf(real, "plumeUgM3"));
      const isHaze = hazeHour(atMs, numberOf(real, "hazeUgM3")) >= HAZE_IN_HOUR_UG_M3;
      const isOwn = !isHaze || mean >= OWN_FACTOR * around;
      const isOwnNear = !isHaze || mean >= OWN_NEAR_FACTOR * around;
      const sure = 1 + HEAD_ERROR_RATIO / 3;
      const near = 1 - HEAD_ERROR_RATIO;
      spans.note("smoky-hour-near", isOwnNear && mean >= SMOKY_UG_M3 * near, atMs);
      spans.note("smoky-hour", isOwn && mean >= SMOKY_UG_M3 * sure, atMs);
      spans.note("very-smoky-hour-near", isOwnNear && mean >= VERY_SMOKY_UG_M3 * near, atMs);
      spans.note("very-smoky-hour", isOwn && mean >= VERY_SMOKY_UG_M3 * sure, atMs);
    },
  };
}

function followScale(): DeviceTruth {
  const spans = createSpanKeeper();
  return {
    spans,
    note(atMs, real) {
      const until = real["teraUntil"];
      const isSoon = typeof until === "string" && atMs >= Date.parse(until) - TERA_SOON_MS;
      spans.note("tera", isSoon, atMs);
    },
  };
}

const FOLLOW = { bin: followBin, air: followAir, scale: followScale };

export function createTruthKeeper(fleet: Fleet): TruthKeeper {
  const truths = new Map(fleet.devices.map(({ id, kind }) => [id, FOLLOW[kind]()]));
  const firstAir = fleet.devices.find(({ kind }) => kind === "air");

  function deviceTruth(play: Play, spec: DeviceSpec, toMs: number): SubjectTruth {
    const spans = truths.get(spec.id)?.spans ?? createSpanKeeper();
    const darks = play.dark.get(spec.id) ?? [];
    const cut = darks.filter(({ cause }) => cause === "site-power" || cause === "district-power");
    const own = darks.filter((one) => !cut.includes(one));
    for (const span of own) spans.add("outage", span);
    for (const span of [...darks, ...spans.of("outage", toMs)]) spans.add("dark", span);
    for (const span of cut) spans.add("site-power", span);
    for (const { beginMs, endMs } of HIDES_HOUR.flatMap((name) => spans.of(name, toMs))) {
      spans.add("hour-hidden", { beginMs, endMs: endMs + HOUR_MS });
    }
    return {
      subject: spec.id,
      kinds: KINDS_OF_DEVICE[spec.kind],
      // A scale speaks when somebody weighs, so no rule is about its silence.
      withoutRule: spec.kind === "scale" ? ["outage"] : [],
      spansOf: (name) => within(spans.of(name, toMs), toMs),
    };
  }

  return {
    observe: (spec, atMs, real) => truths.get(spec.id)?.note(atMs, real),
    power: (spec, atMs, hasPower) => truths.get(spec.id)?.spans.note("outage", !hasPower, atMs),
    events(play, toMs) {
      const ofDevices = fleet.devices.map((spec) => deviceTruth(play, spec, toMs));
      const ofSites = [...play.sitePowerCuts].map(([subject, cuts]): SubjectTruth => ({
        subject,
        kinds: ["site-power"],
        withoutRule: [],
        spansOf: (name: TruthName) => (name === "site-power" ? within(cuts, toMs) : []),
      }));
      const haze = firstAir ? truths.get(firstAir.id)?.spans : undefined;
      const ofDistrict: SubjectTruth = {
        subject: DISTRICT,
        kinds: ["haze"],
        withoutRule: [],
        spansOf: (name) => haze?.of(name, toMs) ?? [],
      };
      return [...ofDevices, ...ofSites, ofDistrict].flatMap(eventsOf);
    },
  };
}

const within = (spans: readonly Span[], toMs: number): Span[] =>
  spans
    .filter(({ beginMs }) => beginMs < toMs)
    .map(({ beginMs, endMs }) => ({ beginMs, endMs: Math.min(endMs, toMs) }));
