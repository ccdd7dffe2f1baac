import type { StoredChannel } from "@resik/contract/channel";
import type { DerivedPoint } from "@resik/contract/measurement";
import type { QuarantineReason } from "@resik/contract/quarantine";
import type { QuarantinedMessage, Reading } from "@resik/contract/reading";
import type { Aggregate } from "@resik/contract/series";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import type { Summary } from "./window.ts";

/**
 * A question that no store can answer: a channel or field that the contract does not know, a
 * cursor of another list, a range that is no range. The asker's mistake, never the store's.
 */
export class QueryError extends Error {
  override readonly name = "QueryError";
}

/**
 * The store is not to be had now: away, too busy, or not to be entered with these credentials. What
 * was asked may be asked again; `retryAfterMs` is when, where the store said so.
 */
export class StoreUnavailableError extends Error {
  override readonly name = "StoreUnavailableError";
  readonly retryAfterMs: number | null;
  constructor(message: string, options: { retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

export interface ReadingBatch {
  readings: readonly Reading[];
  quarantined: readonly QuarantinedMessage[];
}

export interface WriteResult {
  stored: number;
  /** Readings that were there already; null where the store cannot tell. */
  duplicates: number | null;
  /** Quarantined messages that were not there already. */
  quarantined: number;
  /** Readings the store refused for ever; the caller quarantines them as `store-rejected`. */
  rejected: readonly { reading: Reading; detail: string }[];
}

export interface LatestQuery {
  channel?: StoredChannel;
  site?: SiteId;
  device?: DeviceId;
}

export interface SeriesQuery {
  channel: StoredChannel;
  /** Numeric fields of the channel. */
  fields: readonly string[];
  devices: readonly DeviceId[];
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  /** Length of a window; 0 asks for the raw readings. */
  everyMs: number;
  aggregate: Aggregate;
  /**
   * Local time minus UTC (WIB: +7 hours). Windows start at multiples of `everyMs` of local time,
   * so that a window of a day starts at local midnight.
   */
  alignMs: number;
  /** Windows or readings a device at most; the answer says when there were more. */
  pointsMax: number;
}

export interface SeriesColumns {
  device: DeviceId;
  site: SiteId;
  /** Start of each window (raw: time of each reading), epoch milliseconds, rising. */
  atMs: number[];
  /** One column a field; null where a window has no value for it. */
  values: Record<string, (number | null)[]>;
  /** More windows existed than `pointsMax`. */
  truncated: boolean;
}

/** What makes a reading this one and no other. */
export interface ReadingIdentity {
  channel: StoredChannel;
  device: DeviceId;
  boot: string;
  seq: number;
}

export interface ScanQuery {
  channel: StoredChannel;
  site?: SiteId;
  device?: DeviceId;
  fromMs: number;
  /** Exclusive. */
  toMs: number;
}

export interface QuarantineQuery {
  reason?: QuarantineReason;
  /** From an earlier page; newest first. */
  cursor?: string;
  limit: number;
}

export interface StoredQuarantine extends QuarantinedMessage {
  id: string;
}

export interface QuarantinePage {
  rows: StoredQuarantine[];
  next: string | null;
}

/** One hour of one series. */
export interface SeriesHour {
  channel: StoredChannel;
  site: SiteId;
  device: DeviceId;
  /** Start of the hour, epoch milliseconds. */
  hourMs: number;
}

/** What a roll-up knows of an hour, by numeric field; a field without a value is absent. */
export interface HourlySummary extends SeriesHour {
  summaries: Readonly<Record<string, Summary>>;
}

/** What a store holds of one series, for comparing two stores. */
export interface SeriesTally {
  channel: StoredChannel;
  site: SiteId;
  device: DeviceId;
  readings: number;
  /** Sum of each numeric field over all raw readings of whatever quality; 0 without a value. */
  sums: Readonly<Record<string, number>>;
}

export interface RollUpResult {
  /** Series-hours that were recomputed. */
  hours: number;
  /** Which ones, for whoever derives from them. */
  touched: readonly SeriesHour[];
  /** More are waiting; call again. */
  more: boolean;
}

/** What the api and the pages may ask. Nothing here changes the store. */
export interface ReadingSource {
  /**
   * The newest reading (by its time, then boot and seq) of each device and channel, in order of
   * channel and device. With `site`: of the devices whose newest reading is from that site.
   */
  latest(query: LatestQuery): Promise<Reading[]>;
  /**
   * Windowed values. Readings of quality `warming-up` or `sensor-fault` do not count in windows;
   * raw answers hold them all. Windows that are whole multiples of an hour come from the roll-ups
   * where the alignment allows it, and still hold what was written a moment ago. One answer for
   * each device and site with at least one point, in order of the devices asked for; the first
   * `pointsMax` points of each. A window without a value in any field asked for is absent.
   * Readings of one instant count in order of their boots' slots (`instant-order.ts`), then boot
   * and seq.
   *
   * @throws QueryError for a field or channel that the contract does not know as a number.
   */
  series(query: SeriesQuery): Promise<SeriesColumns[]>;
  /** The reading with this identity; null when it is not stored (yet, or any more). */
  reading(identity: ReadingIdentity): Promise<Reading | null>;
  /** Raw readings in order of (device, time); pulls as the caller consumes. */
  scan(query: ScanQuery): AsyncIterable<Reading>;
  /** @throws QueryError for a cursor that no page gave. */
  quarantine(query: QuarantineQuery): Promise<QuarantinePage>;
  /** Null for an id that does not exist. */
  quarantined(id: string): Promise<StoredQuarantine | null>;
  /** Roll-ups of a channel with an hour before this, in order of (device, site, hour). */
  rollUps(channel: StoredChannel, beforeMs: number): AsyncIterable<HourlySummary>;
  /** Hours that start before this may have lost raw readings; null while none has. */
  sealedBeforeMs(): Promise<number | null>;
  /** What is stored of each series of a channel, in order of (device, site). */
  tally(channel: StoredChannel): Promise<SeriesTally[]>;
  /** Null when the store answers, else the reason why not. */
  notReady(): Promise<string | null>;
  close(): Promise<void>;
}

/**
 * The port of a readings store. One suite (`store.suite.ts`) holds for every adapter.
 */
export interface ReadingStore extends ReadingSource {
  /**
   * Makes a batch durable before it resolves, readings and quarantine together, or rejects having
   * stored any part of it: writing the same batch again is always right. A reading whose identity
   * is stored already changes nothing; two in one batch count once.
   */
  write(batch: ReadingBatch): Promise<WriteResult>;
  /**
   * Recomputes up to `hoursMax` series-hours that were written to since their last computation.
   * Idempotent.
   */
  rollUp(hoursMax: number): Promise<RollUpResult>;
  /**
   * Deletes raw readings of channels that expire and quarantine older than this, in small steps of
   * at most `rowsMax` rows. Roll-ups stay, and what `latest` answers stays. An hour that lost raw readings is never
   * computed again: what arrives for it later is kept until the next call, outside its roll-up.
   * Resolves with the rows deleted, 0 when nothing is left to do.
   */
  deleteBefore(beforeMs: number, rowsMax: number): Promise<number>;
  /**
   * Stores roll-ups of hours whose raw readings are not in this store, and seals those hours: they
   * are never computed again. Idempotent.
   */
  writeRollUps(rows: readonly HourlySummary[]): Promise<void>;
  /** Shows derived points to screens that read the store itself; false when it has none such. */
  readonly projects: boolean;
  /** Writes derived points, each replacing its earlier self; nothing where `projects` is false. */
  project(points: readonly DerivedPoint[]): Promise<void>;
}
