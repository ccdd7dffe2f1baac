import { UPLINK_READINGS_MAX } from "../../limits.ts";
import type { ForeignPayloadFormat } from "../format.ts";
import { timeStamp } from "./identity.ts";
import { mappedReadings, type Found } from "./mapped-readings.ts";
import { decoded, refuse, type DecodedReading, type Decoding, type Outcome } from "./outcome.ts";
import { resolvePack, type SenmlRecord } from "./senml-pack.ts";
import { fromSenmlUnit } from "./senml-unit.ts";

/** A SenML pack (RFC 8428) in JSON: the records of one instant are one reading a channel. */
export function decodeSenml(
  document: unknown,
  format: ForeignPayloadFormat,
  source: { text: string; receivedAtMs: number },
): Decoding {
  const pack = resolvePack(document, source.receivedAtMs);
  if (!pack.ok) return pack;
  const readings: DecodedReading[] = [];
  for (const records of instantsOf(pack.value)) {
    const made = readingsAt(records, format, source);
    if (!made.ok) return made;
    readings.push(...made.value);
    if (readings.length > UPLINK_READINGS_MAX) {
      return refuse(`the pack has more than ${UPLINK_READINGS_MAX} readings`, "too-large");
    }
  }
  return readings.length > 0
    ? decoded(readings)
    : refuse("the pack has nothing that the mapping names");
}

function instantsOf(records: readonly SenmlRecord[]): Iterable<SenmlRecord[]> {
  const byInstant = new Map<number, SenmlRecord[]>();
  for (const record of records) {
    const together = byInstant.get(record.atMs);
    if (together) together.push(record);
    else byInstant.set(record.atMs, [record]);
  }
  return byInstant.values();
}

function readingsAt(
  records: readonly SenmlRecord[],
  format: ForeignPayloadFormat,
  source: { text: string; receivedAtMs: number },
): Outcome<DecodedReading[]> {
  const [first] = records;
  if (!first) return decoded([]);
  const found: Found[] = [];
  const unitByName = new Map<string, string | undefined>();
  for (const record of records) {
    const entries = format.mapping.filter(({ from }) => from === record.name);
    if (entries.length === 0) continue;
    if (unitByName.has(record.name)) return refuse(`${record.name} is there twice for one time`);
    if (record.isData) return refuse(`${record.name} is data (vd), which no field takes`);
    if (record.value === undefined) return refuse(`${record.name} has a sum and no value`);
    unitByName.set(record.name, record.unit);
    for (const entry of entries) found.push({ entry, value: record.value });
  }
  const stamp = timeStamp({
    prefix: "sml",
    ...source,
    sampledAtMs: first.isNow ? null : first.atMs,
    isRelative: first.isRelative,
  });
  return mappedReadings(found, format, stamp, (value, entry) =>
    fromSenmlUnit(value, unitByName.get(entry.from), entry),
  );
}
