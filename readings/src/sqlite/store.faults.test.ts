import { join } from "node:path";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { expect, it } from "vitest";
import { airReading, batchOf, deviceId, minutes, quarantinedMessage } from "../reading.fixture.ts";
import { scanAll } from "../suite/writing.suite.ts";
import { createSqliteStore } from "./store.ts";
import { tempDir } from "./temp-dir.fixture.ts";

function open() {
  const path = join(tempDir(), "readings.sqlite");
  const db = openDurableSqlite(path);
  return { db, path, store: createSqliteStore(db, path) };
}

it("rejects a batch whole while the disk is full and takes it when there is room", async () => {
  const { db, store } = open();
  await store.write(batchOf(minutes(10)));
  const pages = Number(db.pragma("page_count", { simple: true }));
  db.pragma(`max_page_count = ${pages + 2}`);
  const batch = batchOf(minutes(2_000), [quarantinedMessage({ payload: Buffer.alloc(9_000) })]);
  for (let attempt = 0; attempt < 3; attempt++) {
    await expect(store.write(batch)).rejects.toMatchObject({ code: "SQLITE_FULL" });
    expect(await store.notReady()).toMatch(/last write failed/);
    expect(await scanAll(store)).toEqual(minutes(10));
    expect((await store.quarantine({ limit: 1 })).rows).toEqual([]);
  }
  db.pragma("max_page_count = 1000000");
  expect(await store.write(batch)).toMatchObject({ stored: 1_990, duplicates: 10, quarantined: 1 });
  expect(await store.notReady()).toBeNull();
  expect(await scanAll(store)).toEqual(minutes(2_000));
  await store.close();
});

it("forgets all of a rejected batch: its devices do not mix with those that come next", async () => {
  const { db, store } = open();
  const pages = Number(db.pragma("page_count", { simple: true }));
  db.pragma(`max_page_count = ${pages + 2}`);
  const refused = batchOf(minutes(2_000));
  await expect(store.write(refused)).rejects.toMatchObject({ code: "SQLITE_FULL" });
  db.pragma("max_page_count = 1000000");
  const other = airReading({ device: deviceId("st-02"), boot: "boot-b" });
  await store.write(batchOf([other]));
  expect(await store.latest({})).toEqual([other]);
  expect(await store.write(refused)).toMatchObject({ stored: 2_000 });
  expect(await scanAll(store)).toEqual([...refused.readings, other]);
  await store.close();
});

it("rejects a batch while the file cannot be written and takes it afterwards", async () => {
  const { db, store } = open();
  db.pragma("query_only = ON");
  const batch = batchOf(minutes(5));
  await expect(store.write(batch)).rejects.toMatchObject({ code: "SQLITE_READONLY" });
  await expect(store.write(batch)).rejects.toMatchObject({ code: "SQLITE_READONLY" });
  db.pragma("query_only = OFF");
  expect(await store.write(batch)).toMatchObject({ stored: 5, duplicates: 0 });
  expect((await store.latest({})).map(({ seq }) => seq)).toEqual([4]);
  await store.close();
});

it("rejects a batch while another process holds the write lock", async () => {
  const { db, path, store } = open();
  db.pragma("busy_timeout = 1");
  const other = openDurableSqlite(path);
  other.exec("BEGIN IMMEDIATE");
  await expect(store.write(batchOf(minutes(5)))).rejects.toMatchObject({ code: "SQLITE_BUSY" });
  other.exec("ROLLBACK");
  other.close();
  expect(await store.write(batchOf(minutes(5)))).toMatchObject({ stored: 5 });
  await store.close();
});

it.each([
  ["a text for a number", airReading({ fields: { pm25UgM3: "12" } }), /pm25UgM3 is not a number/],
  ["infinity", airReading({ fields: { pm25UgM3: Infinity } }), /pm25UgM3 is not a number/],
  ["a time that is no number", airReading({ atMs: Number.NaN }), /NOT NULL/],
  [
    "a part of a gram",
    airReading({ channel: "scale", fields: { massG: 1.5, stable: true } }),
    /INTEGER column/,
  ],
  [
    "a number for a boolean",
    airReading({ channel: "scale", fields: { massG: 1, stable: 1 } }),
    /stable is not a boolean/,
  ],
])("sets aside what SQLite would refuse or convert: %s", async (_name, bad, detail) => {
  const { store } = open();
  const good = airReading({ seq: 7 });
  const { stored, rejected } = await store.write(batchOf([bad, good]));
  expect(stored).toBe(1);
  expect(rejected).toEqual([{ reading: bad, detail: expect.stringMatching(detail) }]);
  expect(await store.latest({})).toEqual([good]);
  await store.close();
});

it("does not mark the hour of a duplicate for another roll-up", async () => {
  const { store } = open();
  await store.write(batchOf(minutes(30)));
  await store.rollUp(10);
  await store.write(batchOf(minutes(30)));
  expect(await store.rollUp(10)).toMatchObject({ hours: 0, more: false });
  await store.close();
});
