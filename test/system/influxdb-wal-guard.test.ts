import { globSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { influxdMissing, startInfluxd, type Influxd } from "@resik/readings/influxd.fixture";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const missing = influxdMissing(process.env.CI === "true");

describe.skipIf(missing !== null)("a write-ahead log whose last entry a power cut has torn", () => {
  let influxd: Influxd;
  beforeEach(async () => {
    influxd = await startInfluxd();
    await influxd.statement('CREATE DATABASE "db"');
  });
  afterEach(() => influxd.stop());

  const segments = (): string[] => globSync(join(influxd.dir, "wal", "db", "*", "*", "*.wal"));

  /** Each in a request, and so in an entry, of its own. */
  async function write(...points: number[]): Promise<void> {
    for (const point of points) {
      const body = `m v=${point} ${1_780_000_000_000_000_000n + BigInt(point)}`;
      const answer = await fetch(`${influxd.baseUrl}/write?db=db`, { method: "POST", body });
      expect(answer.status).toBe(204);
    }
  }

  async function count(): Promise<number> {
    const answer = await influxd.statement('SELECT count("v") FROM "db".."m"');
    return Number(/\[\["[^"]*",(\d+)\]\]/.exec(answer)?.[1] ?? 0);
  }

  it("costs nothing that is acknowledged afterwards, when the server starts behind the guard", async () => {
    await write(0, 1, 2);
    await influxd.kill();
    for (const path of segments()) truncateSync(path, statSync(path).size - 4);
    await influxd.start();
    expect(await count()).toBe(2);
    await write(2, 3, 4);
    await influxd.kill();
    await influxd.start();
    expect(await count()).toBe(5);
  });

  it("is left alone where nothing was written since", async () => {
    await write(0);
    for (let round = 0; round < 3; round++) {
      await influxd.kill();
      await influxd.start();
    }
    expect(await count()).toBe(1);
    await influxd.kill();
    expect(segments().length).toBeLessThanOrEqual(2);
  });
});
