import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STORED_CHANNELS } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import { systemClock } from "@resik/kit/clock";
import { influxdMissing, startInfluxd, type Influxd } from "@resik/readings/influxd.fixture";
import { openReadingSource } from "@resik/readings/open";
import type { ReadingSource } from "@resik/readings/port";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addReadings, fillDataFolder, testCommand } from "../backup/data-folder.fixture.ts";
import { runBackup } from "../commands/backup.ts";
import { runReadingsCopy } from "../commands/readings.ts";
import { runRestore } from "../commands/restore.ts";

const missing = influxdMissing(process.env.CI === "true");
const READINGS = 3_000;

describe.skipIf(missing !== null)("with a real InfluxDB", () => {
  let influxd: Influxd;
  let dir = "";
  let dataDir = "";
  let database = 0;
  let url = "";
  beforeAll(async () => {
    influxd = await startInfluxd();
  });
  afterAll(() => influxd.stop());
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "resik-influxdb-copy-"));
    dataDir = join(dir, "data");
    url = influxd.address(`copy${database++}`);
    await fillDataFolder(dataDir);
    await addReadings(dataDir, 1_000, READINGS - 1_000);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const run = async (from: string, to: string, days = "90") => {
    const environment = { RESIK_DATA_DIR: dataDir, RESIK_READINGS_RETENTION_DAYS: days };
    const command = testCommand(environment);
    await runReadingsCopy(command.context, { from, to, restart: false, json: true });
    return JSON.parse(command.out.at(-1) ?? "") as Record<string, unknown>;
  };
  const opened = async <T>(address: string, look: (source: ReadingSource) => Promise<T>) => {
    const source = await openReadingSource(address, { dataDir, clock: systemClock });
    try {
      return await look(source);
    } finally {
      await source.close();
    }
  };
  const everything = (address: string): Promise<Reading[]> =>
    opened(address, async (source) => {
      const found: Reading[] = [];
      for (const channel of STORED_CHANNELS) {
        const all = { channel, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
        for await (const reading of source.scan(all)) found.push(reading);
      }
      return found;
    });

  it("readings go there and come back the same, with what is newest", async () => {
    expect(await run("sqlite:", url)).toMatchObject({ readings: READINGS, equal: true });
    const back = `sqlite://${dir}/back.sqlite`;
    expect(await run(url, back)).toMatchObject({ readings: READINGS, equal: true });
    const readings = await everything("sqlite:");
    expect(readings).toHaveLength(READINGS);
    expect(await everything(url)).toEqual(readings);
    expect(await everything(back)).toEqual(readings);
    const latest = (source: ReadingSource) => source.latest({});
    expect(await opened(url, latest)).toEqual(await opened("sqlite:", latest));
    expect(await opened(back, latest)).toEqual(await opened("sqlite:", latest));
  });

  it("a server that goes away in the middle is waited for, and nothing is missing", async () => {
    const copying = run("sqlite:", url);
    await influxd.kill();
    await systemClock.sleep(0);
    await influxd.start();
    expect(await copying).toMatchObject({ equal: true, differing: 0 });
    expect(await everything(url)).toEqual(await everything("sqlite:"));
  });

  it("a backup brings the server's readings along as a file, and a restore has them", async () => {
    await run("sqlite:", url);
    const command = testCommand({ RESIK_DATA_DIR: dataDir, RESIK_READINGS_URL: url });
    const settings = { RESIK_DATA_DIR: dataDir, RESIK_LEDGER_URL: "sqlite:" };
    await runBackup(command.context, settings, { keep: 1, withoutSecrets: false, json: true });
    const taken = JSON.parse(command.out.at(-1) ?? "") as { path: string };
    expect(taken).toMatchObject({
      readingsFrom: "copied",
      counts: { readings: { total: READINGS } },
    });
    const to = join(dir, "restored");
    await runRestore(command.context, settings, taken.path, { dataDir: to, json: false });
    expect(command.out.join("\n")).toMatch(/bring them to the server with .*readings copy/);
    const restored = `sqlite://${to}/readings/readings.sqlite`;
    expect(await everything(restored)).toEqual(await everything("sqlite:"));
  });

  it("an address with a password in it, or credentials that are half, is refused", async () => {
    const withPassword = url.replace("influxdb://", "influxdb://user:hunter2@");
    const error: unknown = await run("sqlite:", withPassword).catch((caught: unknown) => caught);
    expect(String(error)).toMatch(/must not hold a user or password/);
    expect(String(error)).not.toContain("hunter2");
    await expect(run("sqlite:", url.replace("?api=1", "?api=2"))).rejects.toThrow(
      /RESIK_INFLUXDB_TOKEN is not set/,
    );
  });
});
