import { join } from "node:path";
import { STORED_CHANNELS } from "@resik/contract/channel";
import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { openReadonlySqlite } from "@resik/kit/sqlite";
import { verifyApart } from "@resik/ledger/verify";
import { openReadingSource } from "@resik/readings/open";
import { countQuarantine } from "../carry/copy-parts.ts";
import { STORE_PATHS, type StoreName } from "./layout.ts";
import type { Manifest, StoreCounts } from "./manifest.ts";

/** Tables whose rows are told, and counted again after a restore. */
const REGISTRY_TABLES = ["sites", "devices", "banks", "members"] as const;

/**
 * Counts what the databases of a folder hold, the ledger by proving it. A database of an earlier
 * version counts as null: it is brought up to date where it is restored, never where it is kept.
 */
export async function countStores(
  folder: string,
  present: ReadonlySet<StoreName>,
  { clock, signal }: { clock: Clock; signal?: AbortSignal },
): Promise<StoreCounts> {
  const path = (store: StoreName): string => join(folder, STORE_PATHS[store]);
  return {
    ledger: present.has("ledger") ? await countLedger(folder, signal) : null,
    registry: present.has("registry") ? countRegistry(path("registry")) : null,
    inbox: present.has("inbox") ? countInbox(path("inbox")) : null,
    readings: present.has("readings") ? await countReadings(folder, clock) : null,
  };
}

async function countLedger(
  dataDir: string,
  signal: AbortSignal | undefined,
): Promise<StoreCounts["ledger"]> {
  try {
    const report = await verifyApart(
      { url: "sqlite:", dataDir, bank: null },
      signal ? { signal } : {},
    );
    const { isIntact, banks, transfers, postings, heads } = report;
    return { isIntact, banks, transfers, postings, heads };
  } catch (error) {
    if (error instanceof StartError) return null;
    throw error;
  }
}

function countRegistry(path: string): StoreCounts["registry"] {
  const db = openReadonlySqlite(path);
  try {
    const known = db
      .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all();
    if (REGISTRY_TABLES.some((table) => !known.includes(table))) return null;
    const count = (table: (typeof REGISTRY_TABLES)[number]): number =>
      db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
    return {
      sites: count("sites"),
      devices: count("devices"),
      banks: count("banks"),
      members: count("members"),
    };
  } finally {
    db.close();
  }
}

function countInbox(path: string): StoreCounts["inbox"] {
  const db = openReadonlySqlite(path);
  try {
    const sum = db.prepare<[], number>("SELECT coalesce(sum(rows), 0) FROM segment").pluck();
    return { messages: sum.get() ?? 0 };
  } finally {
    db.close();
  }
}

async function countReadings(dataDir: string, clock: Clock): Promise<StoreCounts["readings"]> {
  const source = await openReadingSource("sqlite:", { dataDir, clock });
  try {
    if ((await source.notReady()) !== null) return null;
    const channels: NonNullable<StoreCounts["readings"]>["channels"] = {};
    let total = 0;
    for (const channel of STORED_CHANNELS) {
      const tallies = await source.tally(channel);
      const readings = tallies.reduce((sum, tally) => sum + tally.readings, 0);
      channels[channel] = readings;
      total += readings;
    }
    const quarantine = await countQuarantine(source, 0);
    return { total, channels, quarantine };
  } finally {
    await source.close();
  }
}

/** The schema version that each database carries. */
export function readSchemas(folder: string, present: ReadonlySet<StoreName>): Manifest["schemas"] {
  const schemas: Manifest["schemas"] = {};
  for (const store of present) {
    const db = openReadonlySqlite(join(folder, STORE_PATHS[store]));
    try {
      const own = db
        .prepare<[], number>("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'")
        .pluck()
        .get();
      const version = db.prepare<[], number>(
        own === undefined ? "PRAGMA user_version" : "SELECT version FROM schema_version",
      );
      schemas[store] = version.pluck().get() ?? 0;
    } finally {
      db.close();
    }
  }
  return schemas;
}

/** What differs between two counts of the same stores, one sentence each. */
export function compareCounts(expected: StoreCounts, found: StoreCounts): string[] {
  const said = flatten(expected);
  const there = flatten(found);
  return [...said]
    .filter(([name, value]) => there.get(name) !== value)
    .map(([name, value]) => `${name} should be ${value} and is ${there.get(name) ?? "absent"}`);
}

/** Numbers and hashes by their path; what is null was not counted. */
function flatten(counts: StoreCounts): Map<string, string> {
  const values = new Map<string, string>();
  const { ledger, registry, inbox, readings } = counts;
  for (const { bank, seq, sha256 } of ledger?.heads ?? []) {
    values.set(`the chain of ${bank}`, `${seq} ${sha256}`);
  }
  const numbers = {
    ledger: ledger && { transfers: ledger.transfers, postings: ledger.postings },
    registry,
    inbox,
    readings: readings && { ...readings.channels, quarantine: readings.quarantine },
  };
  for (const [store, byName] of Object.entries(numbers)) {
    for (const [name, value] of Object.entries(byName ?? {})) {
      values.set(`${store}: ${name}`, String(value));
    }
  }
  return values;
}
