import { systemClock } from "@resik/kit/clock";
import { describe } from "vitest";
import { readingStoreSuite } from "../store.suite.ts";
import { influxdMissing } from "./influxd.fixture.ts";
import { storeOn, useInfluxd } from "./opened.fixture.ts";
import { createInfluxSource } from "./source.ts";

const missing = influxdMissing(process.env.CI === "true");

describe.skipIf(missing !== null)("a real InfluxDB 1.x", () => {
  const file = useInfluxd();

  readingStoreSuite("InfluxDB", {
    countsDuplicates: false,
    modelRuns: 25,
    async open() {
      const database = file.database();
      let store = storeOn(database.server());
      await database.server().ensureStorage();
      const server = database.server({ readOnly: true });
      const source = createInfluxSource({ server, clock: systemClock });
      return {
        store,
        source,
        async reopen() {
          await store.close();
          store = storeOn(database.server());
          return store;
        },
        async remove() {
          await source.close();
          await store.close();
          await database.drop();
        },
      };
    },
  });
});
