import { CHANNELS, STORED_CHANNELS, type StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import { numericFieldsOf } from "@resik/contract/series";
import type { HourlySummary, ReadingSource, ReadingStore, SeriesTally } from "@resik/readings/port";
import type { CopyScope } from "./copy-scope.ts";
import type { Patience } from "./patience.ts";
import { seriesKey } from "./tally-check.ts";

const ROLLUPS_A_BATCH = 2_000;
const QUARANTINE_A_PAGE = 500;
const HOURS_A_STEP = 1_000;

/** Both ends of a copy, and how it waits for them. */
export interface CopyParts {
  source: ReadingSource;
  target: ReadingStore;
  patient: Patience;
  scope: CopyScope;
}

/** Every series of a store. */
export async function tallyAll(store: ReadingSource, patient: Patience): Promise<SeriesTally[]> {
  const tallies: SeriesTally[] = [];
  for (const channel of STORED_CHANNELS) {
    tallies.push(...(await patient(() => store.tally(channel))));
  }
  return tallies;
}

/**
 * Writes the roll-ups of hours whose raw readings are not all there, before any raw reading: the
 * target must never compute such an hour again. Channels that do not expire have all of theirs.
 */
export async function carryRollUps(
  { source, target, patient, scope }: CopyParts,
  channel: StoredChannel,
): Promise<number> {
  if (scope.carriedBeforeMs === null || !CHANNELS[channel].expires) return 0;
  let hours = 0;
  let batch: HourlySummary[] = [];
  const write = async (): Promise<void> => {
    const rows = batch;
    batch = [];
    if (rows.length > 0) await patient(() => target.writeRollUps(rows));
    hours += rows.length;
  };
  for await (const row of source.rollUps(channel, scope.carriedBeforeMs)) {
    batch.push(row);
    if (batch.length >= ROLLUPS_A_BATCH) await write();
  }
  await write();
  return hours;
}

export interface QuarantineCopied {
  copied: number;
  /** Older than the target keeps. */
  older: number;
}

/** Page by page, newest first; a message that is there already changes nothing. */
export async function carryQuarantine(parts: CopyParts): Promise<QuarantineCopied> {
  const { source, target, patient, scope } = parts;
  const result: QuarantineCopied = { copied: 0, older: 0 };
  for (let cursor: string | undefined, more = true; more;) {
    const query = { limit: QUARANTINE_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const page = await patient(() => source.quarantine(query));
    const kept = page.rows.filter(({ receivedAtMs }) => receivedAtMs >= (scope.cutoffMs ?? 0));
    if (kept.length > 0) await patient(() => target.write({ readings: [], quarantined: kept }));
    result.copied += kept.length;
    result.older += page.rows.length - kept.length;
    cursor = page.next ?? undefined;
    more = cursor !== undefined;
  }
  return result;
}

/** Messages in quarantine that were received at this instant or later. */
export async function countQuarantine(
  store: ReadingSource,
  fromMs: number,
  patient: Patience = (work) => work(),
): Promise<number> {
  let count = 0;
  for (let cursor: string | undefined, more = true; more;) {
    const query = { limit: QUARANTINE_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const { rows, next } = await patient(() => store.quarantine(query));
    count += rows.filter(({ receivedAtMs }) => receivedAtMs >= fromMs).length;
    cursor = next ?? undefined;
    more = cursor !== undefined;
  }
  return count;
}

/** Computes every hour that was written to. */
export async function settleRollUps({
  target,
  patient,
}: Pick<CopyParts, "target" | "patient">): Promise<number> {
  for (let hours = 0; ;) {
    const step = await patient(() => target.rollUp(HOURS_A_STEP));
    hours += step.hours;
    if (!step.more) return hours;
  }
}

/**
 * The newest readings of devices that have been silent for so long that only `latest` still knows
 * them. A target without retention gets them as readings, so that its `latest` is right too.
 */
export async function silentLatest({ source, patient, scope }: CopyParts): Promise<Reading[]> {
  const silent: Reading[] = [];
  for (const reading of await patient(() => source.latest({}))) {
    if (!CHANNELS[reading.channel].expires) continue;
    if (reading.atMs < scope.fromMs(reading.channel)) continue;
    if ((await patient(() => source.reading(reading))) === null) silent.push(reading);
  }
  return silent;
}

/** What a series' tally is once these readings are in it, too. */
export function withReadings(
  tallies: readonly SeriesTally[],
  readings: readonly Reading[],
): SeriesTally[] {
  const byKey = new Map(tallies.map((tally) => [seriesKey(tally), tally]));
  for (const reading of readings) addTo(byKey, reading, 1);
  return [...byKey.values()];
}

/** What the tally of a series is without what is older than the target keeps. */
export async function withoutOlder(
  tally: SeriesTally,
  { source, scope }: CopyParts,
): Promise<SeriesTally> {
  const byKey = new Map([[seriesKey(tally), tally]]);
  const { channel, device, site } = tally;
  const older = { channel, device, site, fromMs: 0, toMs: scope.fromMs(channel) };
  if (older.toMs > 0) for await (const reading of source.scan(older)) addTo(byKey, reading, -1);
  return byKey.get(seriesKey(tally)) ?? tally;
}

function addTo(byKey: Map<string, SeriesTally>, reading: Reading, times: 1 | -1): void {
  const { channel, site, device, fields } = reading;
  const key = seriesKey(reading);
  const names = numericFieldsOf(channel);
  const known = byKey.get(key);
  const sums = names.map((name) => {
    const value = fields[name];
    return [name, (known?.sums[name] ?? 0) + (typeof value === "number" ? times * value : 0)];
  });
  const readings = (known?.readings ?? 0) + times;
  byKey.set(key, { channel, site, device, readings, sums: Object.fromEntries(sums) });
}
