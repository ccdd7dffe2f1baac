import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createManualClock } from "@resik/kit/clock";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { expect, it } from "vitest";
import { openReadingSource, openReadingStore } from "../open.ts";
import {
  airReading,
  batchOf,
  minutes,
  quarantinedMessage,
  seriesQuery,
  START_MS,
} from "../reading.fixture.ts";
import { scanAll } from "../suite/writing.suite.ts";
import { tempDir } from "./temp-dir.fixture.ts";

const contextIn = (dataDir: string) => ({ dataDir, clock: createManualClock(START_MS) });

it("answers empty and says why while the file is not there, then opens by itself", async () => {
  const context = contextIn(tempDir());
  const source = await openReadingSource("sqlite:", context);
  expect(await source.notReady()).toMatch(/does not exist yet/);
  expect(await source.latest({})).toEqual([]);
  expect(await source.series(seriesQuery())).toEqual([]);
  expect(await scanAll(source)).toEqual([]);
  expect(await source.quarantine({ limit: 5 })).toEqual({ rows: [], next: null });
  expect(await source.quarantined("1")).toBeNull();

  const store = await openReadingStore("sqlite:", context);
  await store.write(batchOf([airReading()], [quarantinedMessage()]));
  expect(await source.notReady()).toBeNull();
  expect(await source.latest({})).toEqual([airReading()]);
  expect(await source.quarantined("1")).toMatchObject(quarantinedMessage());
  await store.close();
  await source.close();
  expect(await source.notReady()).toMatch(/closed/);
});

it("waits for a file whose schema is not made yet", async () => {
  const dir = tempDir();
  const path = join(dir, "early.sqlite");
  const db = openDurableSqlite(path);
  db.exec("CREATE TABLE early (id INTEGER)");
  const source = await openReadingSource(`sqlite://${path}`, contextIn(dir));
  expect(await source.notReady()).toMatch(/waits for/);
  expect(await source.latest({})).toEqual([]);
  db.close();
  const store = await openReadingStore(`sqlite://${path}`, contextIn(dir));
  expect(await source.notReady()).toBeNull();
  await store.close();
  await source.close();
});

it("reads a store that nobody has open", async () => {
  const context = contextIn(tempDir());
  const store = await openReadingStore("sqlite:", context);
  await store.write(batchOf(minutes(5)));
  await store.close();
  const source = await openReadingSource("sqlite:", context);
  expect(await scanAll(source)).toHaveLength(5);
  await source.close();
});

it("notices within a second that the file was removed or replaced", async () => {
  const context = contextIn(tempDir());
  const first = await openReadingStore("sqlite:", context);
  await first.write(batchOf(minutes(5)));
  const source = await openReadingSource("sqlite:", context);
  expect(await scanAll(source)).toHaveLength(5);
  await first.close();
  const folder = join(context.dataDir, "readings");
  renameSync(folder, `${folder}-old`);
  await context.clock.advance(1_000);
  expect(await source.notReady()).toMatch(/does not exist yet/);

  const second = await openReadingStore("sqlite:", context);
  await second.write(batchOf(minutes(2)));
  expect(await scanAll(source)).toHaveLength(2);
  rmSync(`${folder}-old`, { recursive: true });
  await second.close();
  await source.close();
});

it("sees each batch as soon as it is written, whole, while it reads", async () => {
  const context = contextIn(tempDir());
  const store = await openReadingStore("sqlite:", context);
  const source = await openReadingSource("sqlite:", context);
  const readings = minutes(1_000);
  await store.write(batchOf(readings.slice(0, 600)));
  // A consumer in the middle of its own scan does not hold the writer up.
  const scan = source.scan({ channel: "air", fromMs: 0, toMs: START_MS * 2 });
  const iterator = scan[Symbol.asyncIterator]();
  for (let from = 600; from < readings.length; from += 100) {
    expect((await iterator.next()).done).toBe(false);
    await store.write(batchOf(readings.slice(from, from + 100)));
    expect(await scanAll(source)).toHaveLength(from + 100);
  }
  await iterator.return?.();
  await store.close();
  await source.close();
});

it("says that it cannot be read when the tables of an open file are gone", async () => {
  const dir = tempDir();
  const path = join(dir, "gone.sqlite");
  const address = `sqlite://${path}`;
  await (await openReadingStore(address, contextIn(dir))).close();
  const source = await openReadingSource(address, contextIn(dir));
  expect(await source.notReady()).toBeNull();
  const db = openDurableSqlite(path);
  db.exec("ALTER TABLE reading_air RENAME TO lost");
  expect(await source.notReady()).toMatch(/waits for/);
  db.exec("ALTER TABLE lost RENAME TO reading_air");
  expect(await source.notReady()).toBeNull();
  db.close();
  await source.close();
});
