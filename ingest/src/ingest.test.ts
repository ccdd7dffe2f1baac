import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createRandom } from "@resik/kit/random";
import { readSettings } from "@resik/kit/settings";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { openReadingSource } from "@resik/readings/open";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startIngest, type Ingest } from "./ingest.ts";
import { binPayload, recordOf } from "./record.fixture.ts";
import { startRelayStub, type RelayStub } from "./relay-stub.fixture.ts";
import { INGEST_SETTINGS } from "./settings.ts";

let dataDir: string;
let stub: RelayStub;
let ingest: Ingest | null;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "resik-ingest-"));
  stub = await startRelayStub();
  ingest = null;
});
afterEach(async () => {
  await ingest?.close();
  await stub.close();
  await rm(dataDir, { recursive: true });
});

const start = (overrides: Record<string, string> = {}): Promise<Ingest> =>
  startIngest(
    readSettings(INGEST_SETTINGS, {
      RESIK_MQTT_URL: stub.url,
      RESIK_INGEST_MQTT_SECRET: "s".repeat(40),
      RESIK_DATA_DIR: dataDir,
      ...overrides,
    }),
    {
      clock: systemClock,
      random: createRandom("ingest"),
      logger: createLogger("ingest", "silent"),
      processMetrics: false,
    },
  );
const get = (path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${ingest?.ports.ops}${path}`);

describe("ingest", () => {
  it("stores what the relay sends and tells it in its figures", async () => {
    ingest = await start();
    await ingest.subscribed;
    const now = { receivedAtMs: systemClock.nowMs() };
    stub.send(0, 2, [recordOf(binPayload(0), now), recordOf("bad", now)]);
    await expect.poll(() => stub.acked).toEqual([2]);
    const figures = await (await get("/metrics")).text();
    expect(figures).toContain("ingest_readings_stored_total 1\n");
    expect(figures).toContain('ingest_messages_quarantined_total{reason="not-json"} 1\n');
    expect(figures).toContain('ingest_messages_quarantined_total{reason="store-rejected"} 0\n');
    expect(figures).toContain("ingest_connected 1\n");
  });

  it("is alive at once, ready while it is subscribed, and not ready without the broker", async () => {
    ingest = await start();
    await ingest.subscribed;
    expect((await get("/healthz")).status).toBe(200);
    expect((await get("/readyz")).status).toBe(200);
    await stub.close();
    await expect.poll(async () => (await get("/readyz")).status).toBe(503);
    expect((await get("/healthz")).status).toBe(200);
    expect(await (await get("/metrics")).text()).toContain("ingest_connected 0\n");
  });

  it("is not ready while the store takes nothing, says why, and is ready again after it", async () => {
    ingest = await start({ RESIK_PIPELINE_REPORT_S: "0" });
    await ingest.subscribed;
    const db = openDurableSqlite(join(dataDir, "readings", "readings.sqlite"));
    db.exec("ALTER TABLE reading_bin RENAME TO hidden");
    const now = { receivedAtMs: systemClock.nowMs() };
    stub.send(0, 1, [recordOf(binPayload(0), now)]);
    await expect.poll(async () => (await get("/readyz")).status).toBe(503);
    expect(await (await get("/readyz")).text()).toContain("last write failed");
    db.exec("ALTER TABLE hidden RENAME TO reading_bin");
    db.close();
    await expect.poll(() => stub.acked, { timeout: 10_000 }).toEqual([1]);
    expect((await get("/readyz")).status).toBe(200);
  });

  it("reports on itself as a device of its own", async () => {
    ingest = await start({ RESIK_PIPELINE_REPORT_S: "1" });
    await ingest.subscribed;
    const source = await openReadingSource("sqlite:", { dataDir, clock: systemClock });
    const reports = () => source.latest({ channel: "pipeline" });
    await expect.poll(reports).toHaveLength(1);
    expect(await reports()).toMatchObject([{ site: "resik", device: "ingest" }]);
    // What is our own is not counted as a device's.
    expect(await (await get("/metrics")).text()).toContain("ingest_readings_stored_total 0\n");
    await source.close();
  });

  it("ends soon although the broker never answered", async () => {
    await stub.close();
    const waiting = await start();
    const startMs = systemClock.monotonicMs();
    await waiting.close();
    // A connection is waited for 5 s.
    expect(systemClock.monotonicMs() - startMs).toBeLessThan(4_500);
  });

  it.each([
    [
      "a retention that forgets what may come again",
      { RESIK_READINGS_RETENTION_DAYS: "30" },
      "LATE_DAYS",
    ],
    ["a store nobody knows", { RESIK_READINGS_URL: "mysql://x" }, "mysql:"],
  ])("does not start with %s", async (_name, overrides, sentence) => {
    await expect(start(overrides)).rejects.toThrow(sentence);
  });

  it("starts with a retention of a day more than it waits for late readings", async () => {
    ingest = await start({ RESIK_READINGS_RETENTION_DAYS: "31" });
    await ingest.subscribed;
  });
});
