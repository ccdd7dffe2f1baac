import { describe, expect, it } from "vitest";
import { airReading, batchOf, minutes, siteId, START_MS } from "../reading.fixture.ts";
import { scanAll } from "../suite/writing.suite.ts";
import { influxdMissing } from "./influxd.fixture.ts";
import { storeOn, useInfluxd } from "./opened.fixture.ts";

const missing = influxdMissing(process.env.CI === "true");

describe.skipIf(missing !== null)("a scan of InfluxDB", () => {
  const file = useInfluxd();

  it.each([1_998, 1_999, 2_000])(
    "loses and doubles nothing where a page ends at two points of one nanosecond, after %d",
    async (before) => {
      const database = file.database();
      const store = storeOn(database.server());
      const first = minutes(before, { boot: "boot-b" }).map((reading, seq) => ({
        ...reading,
        atMs: START_MS + seq,
        sampledAtMs: START_MS + seq,
      }));
      // A thousand sequences apart, they share their slot; two sites keep them apart.
      const atMs = START_MS + before;
      const twins = [
        airReading({ seq: 0, atMs, site: siteId("juwana") }),
        airReading({ seq: 1_000, atMs }),
      ];
      const last = airReading({ seq: 1, atMs: atMs + 1 });
      await store.write(batchOf([...first, ...twins, last]));
      const found = await scanAll(store);
      expect(found.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
        [...first, ...twins, last].map(({ seq }) => seq).toSorted((a, b) => a - b),
      );
      expect(found.map((reading) => reading.atMs)).toEqual(
        [...first, ...twins, last].map((reading) => reading.atMs),
      );
      await database.drop();
    },
  );

  it("asks for a device at a time, and for no more than is consumed", async () => {
    const database = file.database();
    const inner = database.server();
    await storeOn(inner).write(batchOf(minutes(5_000)));
    let questions = 0;
    const store = storeOn({
      ...inner,
      query: (...args) => {
        questions += 1;
        return inner.query(...args);
      },
    });
    const scan = store.scan({ channel: "air", fromMs: 0, toMs: START_MS * 2 });
    const iterator = scan[Symbol.asyncIterator]();
    for (let read = 0; read < 1_500; read++) await iterator.next();
    expect(questions).toBe(2);
    await iterator.return?.();
    await database.drop();
  });
});
