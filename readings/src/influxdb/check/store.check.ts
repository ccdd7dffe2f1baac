import { systemClock } from "@resik/kit/clock";
import { inject } from "vitest";
import { openReadingSource, openReadingStore } from "../../open.ts";
import { readingStoreSuite } from "../../store.suite.ts";
import { parseInfluxAddress } from "../address.ts";
import { connectInflux } from "../server.ts";
import type { CheckTarget } from "./check-target.ts";
import { createThrowAway } from "./throw-away.ts";

const target: CheckTarget = inject("checkTarget");
const { api } = parseInfluxAddress(target.address);
let opened = 0;

/** The address of a database that nobody has, on the server under check. */
function freshAddress(): string {
  const url = new URL(target.address);
  url.pathname = `/${target.namePrefix}_${opened++}`;
  return url.href;
}

readingStoreSuite(`InfluxDB with api=${api}`, {
  countsDuplicates: false,
  // Each run writes many batches, and Core takes up to a second for one.
  deletes: api !== 3,
  modelRuns: api === 3 ? 2 : 15,
  async open() {
    const address = freshAddress();
    const { credentials: influxdb } = target;
    const place = parseInfluxAddress(address);
    const http = connectInflux(place, influxdb, systemClock);
    const storage = createThrowAway(place, influxdb, http);
    await storage.assertAbsent();
    const context = { dataDir: "", clock: systemClock, influxdb, retentionDays: null };
    let store = await openReadingStore(address, context);
    const source = await openReadingSource(address, context);
    return {
      store,
      source,
      async reopen() {
        await store.close();
        store = await openReadingStore(address, context);
        return store;
      },
      async remove() {
        await source.close();
        await store.close();
        await storage.remove();
      },
    };
  },
});
