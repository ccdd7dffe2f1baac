import type { Reading } from "@resik/contract/reading";
import { describe, expect, it } from "vitest";
import type { ReadingStore } from "../port.ts";
import {
  airReading,
  batchOf,
  HOUR_MS,
  MINUTE_MS,
  minutes,
  quarantinedMessage,
  seriesQuery,
  START_MS,
} from "../reading.fixture.ts";
import type { CurrentStore } from "../store.suite.ts";
import { scanAll } from "./writing.suite.ts";

async function deleteAll(store: ReadingStore, beforeMs: number, rowsMax: number): Promise<number> {
  let rows = 0;
  for (;;) {
    const step = await store.deleteBefore(beforeMs, rowsMax);
    if (step === 0) return rows;
    rows += step;
  }
}

export function describeRetention(current: CurrentStore): void {
  describe("retention", () => {
    const counts = async () => {
      const [series] = await current().source.series(seriesQuery({ aggregate: "count" }));
      return series?.values.pm25UgM3;
    };

    it("deletes what is older, raw and quarantine, and nothing else", async () => {
      const { store, source } = current();
      const old = quarantinedMessage({ receivedAtMs: START_MS - 1 });
      const young = quarantinedMessage({ receivedAtMs: START_MS + 2 * HOUR_MS });
      await store.write(batchOf(minutes(120), [old, young]));
      await deleteAll(store, START_MS + 90 * MINUTE_MS, 7);
      expect((await scanAll(source)).map(({ seq }) => seq)).toEqual(
        Array.from({ length: 30 }, (_, index) => 90 + index),
      );
      const { rows } = await source.quarantine({ limit: 10 });
      expect(rows.map(({ receivedAtMs }) => receivedAtMs)).toEqual([young.receivedAtMs]);
    });

    it("keeps the roll-ups whole, also of hours that waited for theirs", async () => {
      const { store } = current();
      await store.write(batchOf(minutes(120)));
      await store.rollUp(1);
      await deleteAll(store, START_MS + 90 * MINUTE_MS, 7);
      expect(await counts()).toEqual([60, 60]);
      await store.rollUp(100);
      expect(await counts()).toEqual([60, 60]);
    });

    it("never computes an hour to less once readings of it are gone", async () => {
      const { store } = current();
      await store.write(batchOf(minutes(60)));
      await deleteAll(store, START_MS + 30 * MINUTE_MS, 1_000);
      // A replay of a reading that is gone, and one that is new.
      const late = airReading({ boot: "boot-z", seq: 1, atMs: START_MS + 40 * MINUTE_MS });
      await store.write(batchOf([...minutes(1), late]));
      expect(await counts()).toEqual([60]);
      await store.rollUp(100);
      expect(await counts()).toEqual([60]);
    });

    it("keeps what is latest", async () => {
      const { store, source } = current();
      await store.write(batchOf(minutes(3)));
      await deleteAll(store, START_MS + HOUR_MS, 1_000);
      expect(await scanAll(source)).toEqual([]);
      expect((await source.latest({})).map(({ seq }) => seq)).toEqual([2]);
    });

    it("leaves channels alone that do not expire", async () => {
      const { store, source } = current();
      const of = (channel: Reading["channel"], fields: Reading["fields"]) =>
        airReading({ channel, fields });
      const kept = [
        of("deposit", { item: "botol-pet", massG: 1_250, amountIdr: 4_000 }),
        of("place", { kind: "station", name: "Pati Kota", retired: false }),
        of("alert", { rule: "bin-full", severity: "warning", state: "open", open: 1 }),
        of("bank", { members: 12 }),
      ];
      await store.write(batchOf([...kept, ...minutes(3)]));
      await deleteAll(store, START_MS + HOUR_MS, 1_000);
      expect(await scanAll(source)).toEqual([]);
      for (const reading of kept) {
        expect(await scanAll(source, reading.channel)).toEqual([reading]);
      }
      // And such an hour is never final: a late line of the book still counts.
      const late = airReading({
        channel: "deposit",
        seq: 1,
        atMs: START_MS + MINUTE_MS,
        fields: { item: "kardus", amountIdr: 500 },
      });
      await store.write(batchOf([late]));
      await store.rollUp(100);
      const query = { channel: "deposit", fields: ["amountIdr"], aggregate: "sum" } as const;
      const [series] = await source.series(seriesQuery(query));
      expect(series?.values.amountIdr).toEqual([4_500]);
    });
  });
}
