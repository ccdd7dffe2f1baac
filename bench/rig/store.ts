import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { startInfluxd, type Influxd } from "@resik/readings/influxd.fixture";
import { openReadingSource } from "@resik/readings/open";
import type { ReadingSource } from "@resik/readings/port";

export const STORES = ["sqlite", "influxdb"] as const;
export type StoreName = (typeof STORES)[number];

/** What readings are stored in, and how it can be taken away. */
export interface StoreRig {
  name: StoreName;
  /** Settings by which the programs find it. */
  environment: Record<string, string>;
  openSource(dataDir: string): Promise<ReadingSource>;
  /** Keeps everyone from writing until the returned function gives it back. */
  takeAway(dataDir: string): Promise<() => Promise<void>>;
  /** The server of the store, where it is one. */
  server: Influxd | null;
  stop(): Promise<void>;
}

export async function startStore(name: StoreName): Promise<StoreRig> {
  switch (name) {
    case "sqlite":
      return sqliteRig();
    case "influxdb":
      return influxdbRig(await startInfluxd());
  }
}

const openSource = (url: string, dataDir: string): Promise<ReadingSource> =>
  openReadingSource(url, { dataDir, clock: systemClock });

function sqliteRig(): StoreRig {
  return {
    name: "sqlite",
    environment: {},
    openSource: (dataDir) => openSource("sqlite:", dataDir),
    // Holds the write lock, as a stuck backup would.
    async takeAway(dataDir) {
      const db = openDurableSqlite(join(dataDir, "readings", "readings.sqlite"));
      db.exec("BEGIN IMMEDIATE");
      return async () => {
        db.exec("ROLLBACK");
        db.close();
      };
    },
    server: null,
    stop: async () => undefined,
  };
}

function influxdbRig(server: Influxd): StoreRig {
  const url = server.address("resik");
  return {
    name: "influxdb",
    environment: { RESIK_READINGS_URL: url },
    openSource: (dataDir) => openSource(url, dataDir),
    async takeAway() {
      await server.kill();
      return () => server.start();
    },
    server,
    stop: () => server.stop(),
  };
}
