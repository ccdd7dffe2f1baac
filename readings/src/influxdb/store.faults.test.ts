import type { Reading } from "@resik/contract/reading";
import { describe, expect, it } from "vitest";
import { StoreUnavailableError, type ReadingStore } from "../port.ts";
import {
  airReading,
  batchOf,
  deviceId,
  HOUR_MS,
  MINUTE_MS,
  minutes,
  quarantinedMessage,
  seriesQuery,
  START_MS,
} from "../reading.fixture.ts";
import { scanAll } from "../suite/writing.suite.ts";
import { influxdMissing } from "./influxd.fixture.ts";
import { storeOn, useInfluxd } from "./opened.fixture.ts";
import type { InfluxServer } from "./server.ts";

const missing = influxdMissing(process.env.CI === "true");

/** How a request fails: it never arrives, or it is carried out and its answer is lost. */
const FAULTS = ["lost request", "lost answer"] as const;
type Fault = (typeof FAULTS)[number];

/** A server whose request of this number fails; later ones pass. `changes` tells what each does. */
function faulty(inner: InfluxServer, failing: number, fault: Fault) {
  const changes: boolean[] = [];
  async function pass<T>(isChange: boolean, request: () => Promise<T>): Promise<T> {
    changes.push(isChange);
    if (changes.length !== failing) return request();
    if (fault === "lost answer") await request();
    throw new StoreUnavailableError("the connection broke");
  }
  const server: InfluxServer = {
    ...inner,
    write: (...args) => pass(true, () => inner.write(...args)),
    query: (...args) => pass(false, () => inner.query(...args)),
    deleteFrom: (...args) => pass(true, () => inner.deleteFrom(...args)),
  };
  return { server, changes };
}

const unclocked = (seq: number, receivedAtMs: number): Reading =>
  airReading({
    device: deviceId("st-02"),
    seq,
    sampledAtMs: null,
    receivedAtMs,
    atMs: receivedAtMs,
    fields: { pm25UgM3: seq },
  });

const deposit = airReading({
  channel: "deposit",
  fields: { item: "botol", massG: 1_000, amountIdr: 3_000 },
});

const readings = minutes(150);

/** What a store goes through, each step repeated until it succeeds, as ingest does. */
const STEPS: readonly ((store: ReadingStore) => Promise<unknown>)[] = [
  (store) => store.write(batchOf([...readings.slice(0, 100), unclocked(0, START_MS), deposit])),
  (store) => store.rollUp(1),
  (store) =>
    store.write(
      batchOf(
        [...readings.slice(90), unclocked(0, START_MS + HOUR_MS), unclocked(1, START_MS + HOUR_MS)],
        [quarantinedMessage(), quarantinedMessage({ payload: Buffer.from("[") })],
      ),
    ),
  (store) => store.rollUp(100),
  (store) => store.write(batchOf([airReading({ boot: "boot-b", atMs: START_MS + MINUTE_MS })])),
  (store) => store.deleteBefore(START_MS + 30 * MINUTE_MS, 1_000),
  (store) => store.write(batchOf([airReading({ boot: "boot-c", atMs: START_MS + 2 * HOUR_MS })])),
];

async function outcome(store: ReadingStore) {
  while ((await store.rollUp(100)).more);
  const rollUps = [];
  for await (const row of store.rollUps("air", START_MS * 2)) rollUps.push(row);
  const counts = { aggregate: "count", devices: ["st-01", "st-02"].map(deviceId) } as const;
  return {
    air: await scanAll(store),
    deposits: await scanAll(store, "deposit"),
    latest: await store.latest({}),
    hourly: await store.series(seriesQuery(counts)),
    tenMinutes: await store.series(seriesQuery({ ...counts, everyMs: 10 * MINUTE_MS })),
    quarantine: (await store.quarantine({ limit: 10 })).rows,
    sealed: await store.sealedBeforeMs(),
    tally: await store.tally("air"),
    rollUps,
  };
}

describe.skipIf(missing !== null)("an InfluxDB store whose requests fail", () => {
  const file = useInfluxd();

  async function run(failing: number, fault: Fault, keepsStore: boolean) {
    const database = file.database();
    const inner = database.server();
    await inner.ensureStorage();
    const { server, changes } = faulty(inner, failing, fault);
    let store = storeOn(server);
    for (const step of STEPS) {
      for (let failures = 0; ; failures++) {
        try {
          await step(store);
          break;
        } catch (error) {
          if (!(error instanceof StoreUnavailableError) || failures > 0) throw error;
          // Either the process goes on, or it ends here and another one takes over.
          if (!keepsStore) store = storeOn(server);
        }
      }
    }
    const made = [...changes];
    const result = await outcome(storeOn(inner));
    await database.drop();
    inner.close();
    return { made, result };
  }

  it("ends where it ends without faults, whichever request fails and whoever goes on", async () => {
    const { made, result } = await run(0, "lost request", true);
    expect(result.air).toHaveLength(150 + 2 + 2 - 31 - 1);
    expect(result.rollUps.find(({ hourMs }) => hourMs === START_MS)?.summaries).toMatchObject({
      pm25UgM3: { n: 61 },
    });
    for (const [index, isChange] of made.entries()) {
      // A question that fails leaves what the change after it leaves when that one is lost; some
      // of them stand for what it does to the memory of a store that goes on.
      if (!isChange && index % 5 !== 0) continue;
      for (const fault of isChange ? FAULTS : FAULTS.slice(0, 1)) {
        const after = await run(index + 1, fault, index % 2 === 0);
        expect(after.result, `${fault} ${index + 1} of ${made.length}`).toEqual(result);
      }
    }
  }, 120_000);
});
