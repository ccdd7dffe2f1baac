import type { Clock } from "@resik/kit/clock";
import type { ReadingSource } from "../port.ts";
import { readRollUps, readSealedBeforeMs, readTally } from "./carry.ts";
import { readLatest } from "./latest.ts";
import { readQuarantine, readQuarantined } from "./quarantine.ts";
import { readByIdentity, scanReadings } from "./scan.ts";
import { readSeries } from "./series.ts";
import type { InfluxServer } from "./server.ts";

export interface InfluxSourceOptions {
  /** Closed with the source. */
  server: InfluxServer;
  clock: Clock;
}

/**
 * Readings out of InfluxDB. Every question rejects with StoreUnavailableError while the server
 * cannot be had.
 */
export function createInfluxSource({ server, clock }: InfluxSourceOptions): ReadingSource {
  let closed = false;
  return {
    latest: (query) => readLatest(server, query),
    series: (query) => readSeries(server, query),
    reading: (identity) => readByIdentity(server, identity, clock.nowMs()),
    scan: (query) => scanReadings(server, query),
    quarantine: (query) => readQuarantine(server, query),
    quarantined: (id) => readQuarantined(server, id),
    rollUps: (channel, beforeMs) => readRollUps(server, channel, beforeMs),
    sealedBeforeMs: () => readSealedBeforeMs(server),
    tally: (channel) => readTally(server, channel),
    notReady: async () => (closed ? "The readings source is closed." : server.notReady()),
    async close() {
      closed = true;
      server.close();
    },
  };
}
