import { isObject, kindOf, refuse, decoded, type Outcome } from "./outcome.ts";

/** A record with the base fields worked in (RFC 8428, 4.6). */
export interface SenmlRecord {
  name: string;
  unit: string | undefined;
  /** Undefined when the record has a sum alone. */
  value: number | string | boolean | undefined;
  /** `vd`: bytes in base64url, which no field takes. */
  isData: boolean;
  /** Epoch milliseconds. */
  atMs: number;
  /** Reckoned from the time of receipt, because the node gave no absolute time. */
  isRelative: boolean;
  /** Nothing was said of the time at all. */
  isNow: boolean;
}

/** The version of RFC 8428; a pack of a later one must not be processed (4.4). */
const VERSION = 10;
/** Times below it are relative to now (4.5.3). */
const ABSOLUTE_S_MIN = 2 ** 28;
/** Beyond it no instant can be written. */
const TIME_S_MAX = 8_640_000_000_000;
const RECORDS_MAX = 512;
/** Names are for use in URLs (4.5.1). */
const NAME = /^[A-Za-z0-9][A-Za-z0-9\-:./_]*$/;

const NUMBERS = ["bt", "bv", "bs", "v", "s", "t", "ut"] as const;
const TEXTS = ["bn", "bu", "n", "u", "vs", "vd"] as const;
const VALUES = ["v", "vs", "vb", "vd"] as const;
const BASES = ["bn", "bt", "bu", "bv", "bs", "bver"] as const;
const KNOWN: ReadonlySet<string> = new Set([...NUMBERS, ...TEXTS, ...VALUES, ...BASES]);

type Given = Readonly<Record<string, unknown>>;
interface Base {
  name: string;
  timeS: number;
  unit: string | undefined;
  value: number | undefined;
}

/** Resolves a SenML pack in JSON, or says what in it no receiver may accept. */
export function resolvePack(document: unknown, receivedAtMs: number): Outcome<SenmlRecord[]> {
  if (!Array.isArray(document)) return refuse("a SenML pack is a list of records");
  if (document.length === 0) return refuse("the pack has no record");
  if (document.length > RECORDS_MAX) {
    return refuse(`the pack has ${document.length} records, at most ${RECORDS_MAX}`, "too-large");
  }
  const base: Base = { name: "", timeS: 0, unit: undefined, value: undefined };
  const records: SenmlRecord[] = [];
  let version: unknown;
  for (const [index, given] of document.entries()) {
    if (!isObject(given)) return refuse(`record ${index} is ${kindOf(given)}, not an object`);
    const wrong = mistakeIn(given) ?? versionMistake(given, version);
    if (wrong !== null) return refuse(`record ${index}: ${wrong}`);
    version ??= given.bver;
    carryOver(given, base);
    if (!isMeasurement(given)) continue;
    const record = resolve(given, base, receivedAtMs);
    if (!record.ok) return refuse(`record ${index}: ${record.detail}`, record.reason);
    records.push(record.value);
  }
  return decoded(records);
}

function mistakeIn(given: Given): string | null {
  for (const key of Object.keys(given)) {
    // An extension that must be understood; any other unknown one is ignored (4.4).
    if (key.endsWith("_") && !KNOWN.has(key)) return `${key.slice(0, 40)} is not known`;
  }
  for (const key of NUMBERS) {
    const value = given[key];
    if (value === undefined) continue;
    if (typeof value !== "number" || !Number.isFinite(value)) {
      return `${key} is ${kindOf(value)}, not a number`;
    }
  }
  for (const key of TEXTS) {
    const value = given[key];
    if (value !== undefined && typeof value !== "string") {
      return `${key} is ${kindOf(value)}, not text`;
    }
  }
  if (given.vb !== undefined && typeof given.vb !== "boolean") return "vb is not a boolean";
  const values = VALUES.filter((key) => given[key] !== undefined);
  return values.length > 1 ? `${values.join(" and ")} are two values` : null;
}

function versionMistake(given: Given, known: unknown): string | null {
  const { bver } = given;
  if (bver === undefined) return null;
  if (typeof bver !== "number" || !Number.isInteger(bver) || bver < 1) return "bver is no version";
  if (bver > VERSION) return `SenML version ${bver} is not known, ${VERSION} is`;
  return known === undefined || known === bver ? null : "bver differs within the pack";
}

/** Base fields count from their record on, until they are given again. */
function carryOver(given: Given, base: Base): void {
  if (typeof given.bn === "string") base.name = given.bn;
  if (typeof given.bt === "number") base.timeS = given.bt;
  if (typeof given.bu === "string") base.unit = given.bu;
  if (typeof given.bv === "number") base.value = given.bv;
}

/** A record of base fields alone measures nothing. */
const isMeasurement = (given: Given): boolean =>
  ["n", "u", "t", "s", "ut", ...VALUES].some((key) => given[key] !== undefined);

function resolve(given: Given, base: Base, receivedAtMs: number): Outcome<SenmlRecord> {
  const name = base.name + (typeof given.n === "string" ? given.n : "");
  if (!NAME.test(name)) return refuse(`"${name.slice(0, 40)}" is no SenML name`);
  const timeS = base.timeS + (typeof given.t === "number" ? given.t : 0);
  if (Math.abs(timeS) > TIME_S_MAX) return refuse(`no instant is ${timeS} s from 1970`);
  const value = valueOf(given, base);
  if (value === undefined && given.vd === undefined && given.s === undefined) {
    return refuse(`${name} has neither a value nor a sum`);
  }
  const isRelative = timeS < ABSOLUTE_S_MIN;
  return decoded({
    name,
    unit: typeof given.u === "string" ? given.u : base.unit,
    value,
    isData: given.vd !== undefined,
    atMs: Math.round(timeS * 1_000) + (isRelative ? receivedAtMs : 0),
    isRelative,
    isNow: timeS === 0,
  });
}

function valueOf(given: Given, base: Base): SenmlRecord["value"] {
  if (typeof given.v === "number") return given.v + (base.value ?? 0);
  if (typeof given.vs === "string") return given.vs;
  if (typeof given.vb === "boolean") return given.vb;
  const isAlone = given.vd === undefined && given.s === undefined;
  // The half that is missing of a base value and a value is zero.
  return isAlone ? base.value : undefined;
}
