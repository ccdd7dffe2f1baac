import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoredChannel } from "@resik/contract/channel";
import type { DerivedPoint } from "@resik/contract/measurement";
import type { Quality } from "@resik/contract/payload/quality";
import type { Reading } from "@resik/contract/reading";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import type { Clock } from "@resik/kit/clock";
import { openReadingStore } from "@resik/readings/open";
import type { ReadingStore, SeriesQuery } from "@resik/readings/port";

/**
 * The embedded store with the one thing added that a store for screens has: it takes derived points,
 * each replacing its earlier self field by field, as the port says.
 */
export interface ProjectingStore {
  store: ReadingStore;
  /** The fields of a point, null when there is none. */
  point(measurement: string, device: string, atMs: number): DerivedPoint["fields"] | null;
  /** Every point as text, in one order, for comparing two stores. */
  all(): string[];
  /** Points written so far, each time counted. */
  written(): number;
  /** Largest number of points of one write. */
  largestWrite(): number;
  questions: SeriesQuery[];
  /** Fails the writes of points or the questions for series until it is null. */
  fail(what: "project" | "series" | "latest", error: Error | null): void;
  close(): Promise<void>;
}

export async function openProjectingStore(clock: Clock): Promise<ProjectingStore> {
  const dataDir = await mkdtemp(join(tmpdir(), "resik-projection-"));
  const inner = await openReadingStore("sqlite:", { dataDir, clock });
  const points = new Map<string, DerivedPoint["fields"]>();
  const questions: SeriesQuery[] = [];
  const failures: Record<string, Error | null> = {};
  let written = 0;
  let largest = 0;
  const failIf = (what: string): void => {
    if (failures[what]) throw failures[what];
  };

  const store: ReadingStore = {
    ...inner,
    projects: true,
    async project(batch) {
      failIf("project");
      written += batch.length;
      largest = Math.max(largest, batch.length);
      for (const { measurement, site, device, atMs, fields } of batch) {
        const key = `${measurement}/${site}/${device}/${atMs}`;
        points.set(key, { ...points.get(key), ...fields });
      }
    },
    async series(query) {
      failIf("series");
      questions.push(query);
      return inner.series(query);
    },
    async latest(query) {
      failIf("latest");
      return inner.latest(query);
    },
  };

  return {
    store,
    point: (measurement, device, atMs) =>
      points.get(`${measurement}/site-1/${device}/${atMs}`) ?? null,
    all: () => [...points].map((entry) => JSON.stringify(entry)).sort(),
    written: () => written,
    largestWrite: () => largest,
    questions,
    fail(what, error) {
      failures[what] = error;
    },
    async close() {
      await inner.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

let seq = 0;

/** A reading of its own each time it is called. */
export function readingOf(
  channel: StoredChannel,
  device: string,
  atMs: number,
  fields: Record<string, number>,
  quality: Quality = "ok",
): Reading {
  return {
    // Slugs by their looks; nothing here depends on the brand.
    site: "site-1" as SiteId,
    device: device as DeviceId,
    channel,
    boot: "boot",
    seq: seq++,
    sampledAtMs: atMs,
    receivedAtMs: atMs,
    atMs,
    quality,
    fields,
  };
}
