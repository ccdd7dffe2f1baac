import { systemClock, type Clock } from "@resik/kit/clock";
import { afterAll, beforeAll } from "vitest";
import type { ReadingStore } from "../port.ts";
import { openServer } from "./influx-rig.fixture.ts";
import { startInfluxd, type Influxd } from "./influxd.fixture.ts";
import type { InfluxServer } from "./server.ts";
import { createInfluxStore } from "./store.ts";

/** A real InfluxDB for the tests of one file, and databases of their own for each of them. */
export interface InfluxdOfFile {
  influxd(): Influxd;
  /** A database that is not there yet, as a writer or a reader sees it. */
  database(): DatabaseOfTest;
}

export interface DatabaseOfTest {
  name: string;
  server(options?: { readOnly?: boolean; retentionDays?: number | null }): InfluxServer;
  drop(): Promise<void>;
}

export function useInfluxd(): InfluxdOfFile {
  let started: Influxd | null = null;
  let count = 0;
  beforeAll(async () => {
    started = await startInfluxd();
  });
  afterAll(async () => {
    await started?.stop();
  });
  const influxd = (): Influxd => {
    if (!started) throw new Error("the server runs within tests only");
    return started;
  };
  return {
    influxd,
    database() {
      const name = `test${count++}`;
      const address = influxd().address(name);
      return {
        name,
        server: (options = {}) => openServer(address, options),
        async drop() {
          await influxd().statement(`DROP DATABASE "${name}"`);
        },
      };
    },
  };
}

/** A store as ingest has it, but for what the test needs otherwise. */
export const storeOn = (
  server: InfluxServer,
  options: { writer?: string; clock?: Clock; retentionDays?: number | null } = {},
): ReadingStore =>
  createInfluxStore({
    server,
    clock: systemClock,
    writer: "ingest",
    retentionDays: null,
    ...options,
  });
