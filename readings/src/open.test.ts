import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createManualClock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { expect, it } from "vitest";
import { openReadingSource, openReadingStore } from "./open.ts";
import { airReading, batchOf, START_MS } from "./reading.fixture.ts";
import { tempDir } from "./sqlite/temp-dir.fixture.ts";

const contextIn = (dataDir: string) => ({ dataDir, clock: createManualClock(START_MS) });

it("keeps the default store in the data folder and makes the folder", async () => {
  const dataDir = join(tempDir(), "new");
  const store = await openReadingStore("sqlite:", contextIn(dataDir));
  await store.close();
  expect(existsSync(join(dataDir, "readings", "readings.sqlite"))).toBe(true);
});

it("takes an absolute path, with escapes", async () => {
  const dir = tempDir();
  const store = await openReadingStore(`sqlite://${dir}/a%20b.sqlite`, contextIn(dir));
  await store.close();
  expect(existsSync(join(dir, "a b.sqlite"))).toBe(true);
});

it.each(["postgres://user:hunter2@db:5432/resik", "", "sqlite", "sqlite://", "sqlite:x.db", "/x"])(
  "refuses the address %j in one sentence without its password",
  async (url) => {
    const context = contextIn(tempDir());
    for (const open of [openReadingStore, openReadingSource]) {
      const error: unknown = await open(url, context).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(StartError);
      expect(String(error)).toMatch(/use sqlite: .*, sqlite:\/\/\/absolute\/path .* or influxdb:/);
      expect(String(error)).not.toMatch(/hunter2/);
    }
  },
);

it("keeps its readings over a restart, and a second start changes nothing", async () => {
  const context = contextIn(tempDir());
  for (let start = 0; start < 3; start++) {
    const store = await openReadingStore("sqlite:", context);
    const { stored } = await store.write(batchOf([airReading()]));
    expect(stored).toBe(start === 0 ? 1 : 0);
    await store.close();
    expect(await store.notReady()).toMatch(/closed/);
  }
});

it("refuses a file of a newer version and leaves it alone", async () => {
  const context = contextIn(tempDir());
  await (await openReadingStore("sqlite:", context)).close();
  const path = join(context.dataDir, "readings", "readings.sqlite");
  const db = openDurableSqlite(path);
  db.exec("UPDATE schema_version SET version = 99");
  db.close();
  await expect(openReadingStore("sqlite:", context)).rejects.toThrow(StartError);
  await expect(openReadingStore("sqlite:", context)).rejects.toThrow(/schema 99.*update Resik/);
  const source = await openReadingSource("sqlite:", context);
  expect(await source.notReady()).toMatch(/schema 99/);
  expect(await source.latest({})).toEqual([]);
  await source.close();
});

it("refuses a file that is no database", async () => {
  const context = contextIn(tempDir());
  mkdirSync(join(context.dataDir, "readings"));
  writeFileSync(join(context.dataDir, "readings", "readings.sqlite"), "x".repeat(5_000));
  await expect(openReadingStore("sqlite:", context)).rejects.toThrow(StartError);
});

it("adds the column of a field that is new in the contract", async () => {
  const context = contextIn(tempDir());
  await (await openReadingStore("sqlite:", context)).close();
  const db = openDurableSqlite(join(context.dataDir, "readings", "readings.sqlite"));
  db.exec("ALTER TABLE reading_air DROP COLUMN pm25UgM3");
  db.exec("ALTER TABLE latest_air DROP COLUMN pm25UgM3");
  db.close();
  const source = await openReadingSource("sqlite:", context);
  expect(await source.notReady()).toMatch(/waits for/);
  const store = await openReadingStore("sqlite:", context);
  await store.write(batchOf([airReading()]));
  expect(await source.notReady()).toBeNull();
  expect(await source.latest({})).toEqual([airReading()]);
  await source.close();
  await store.close();
});
