import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { createManualClock, systemClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { createRandom } from "@resik/kit/random";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApiEvents } from "../events.ts";
import { openMqttLink, type MqttLink } from "../mqtt/link.ts";
import { registerDevice, retireDevice } from "../registry/devices.ts";
import { openRegistry, type Registry } from "../registry/open.ts";
import { addSite } from "../registry/sites.ts";
import { MQTT_SECRET, SITE, startTestBroker, type TestBroker } from "../test/harness.ts";
import { PLACE_ROUND_MS, startPlaceAnnouncer, type PlaceAnnouncer } from "./place-announcer.ts";

const clock = createManualClock(Date.UTC(2026, 10, 2, 3));
const events = createApiEvents(
  createLogger("api", "silent"),
  createMetrics({ processMetrics: false }),
);

interface Said {
  topic: string;
  payload: { boot: string; seq: number; sampledAt: number } & Record<string, unknown>;
}

let broker: TestBroker;
let registry: Registry;
let link: MqttLink | null;
let announcer: PlaceAnnouncer | null;
let said: Said[];
let starts = 0;

beforeEach(async () => {
  registry = openRegistry(":memory:");
  await addSite(registry.db, { ...SITE, id: siteIdSchema.parse(SITE.id) });
  const tps = { ...SITE, id: siteIdSchema.parse("tps-01"), name: "TPS Alun-Alun" };
  await addSite(registry.db, { ...tps, kind: "tps" });
  await register("bin-01", { lat: -6.7, lon: 111.1 });
  await register("air-01", {});
  link = null;
  announcer = null;
  said = [];
  await startBroker();
});
afterEach(async () => {
  await announcer?.stop();
  await link?.close();
  await broker.close();
  await registry.close();
});

const register = (id: string, place: { lat?: number; lon?: number }) =>
  registerDevice(
    registry.db,
    {
      id: deviceIdSchema.parse(id),
      site: siteIdSchema.parse("tps-01"),
      kind: "bin",
      name: `Alat ${id}`,
      ...place,
    },
    0,
  );

async function startBroker(port = 0): Promise<void> {
  broker = await startTestBroker(port);
  broker.aedes.on("publish", ({ topic, payload }, client) => {
    if (client === null || !topic.endsWith("/place")) return;
    // Written by the announcer under test; the schema is checked where it matters.
    said.push({ topic, payload: JSON.parse(payload.toString()) as Said["payload"] });
  });
}

function start(): void {
  const random = createRandom(`places ${starts++}`);
  const url = `mqtt://127.0.0.1:${broker.port}`;
  link = openMqttLink({ url, password: MQTT_SECRET, clock: systemClock, random, events });
  announcer = startPlaceAnnouncer({ db: registry.db, link, clock, random, events });
}

const arrive = async (count: number) => {
  await expect.poll(() => said.length, { timeout: 10_000, interval: 5 }).toBe(count);
};

describe("place announcer", () => {
  it("says at the start where every device and waste bank stands", async () => {
    start();
    await arrive(3);
    for (const { payload } of said) READING_PAYLOADS.place.parse(payload);
    const [air, bin, bank] = said;
    expect(bin).toMatchObject({
      topic: "resik/v1/tps-01/bin-01/place",
      payload: {
        kind: "bin",
        name: "Alat bin-01",
        siteName: "TPS Alun-Alun",
        areaName: "Pati",
        latDeg: -6.7,
        lonDeg: 111.1,
        retired: false,
        sampledAt: clock.nowMs(),
      },
    });
    // Without a place of its own it stands at its site.
    expect(air?.payload).toMatchObject({ latDeg: SITE.lat, lonDeg: SITE.lon });
    expect(bank).toMatchObject({
      topic: `resik/v1/${SITE.id}/${SITE.id}/place`,
      payload: { kind: "waste-bank", name: SITE.name },
    });
    expect(said.map(({ payload }) => payload.seq)).toEqual([0, 1, 2]);
    expect(new Set(said.map(({ payload }) => payload.boot)).size).toBe(1);
  });

  it("says a change at once, and everything again after a day", async () => {
    start();
    await arrive(3);
    await register("bin-02", {});
    announcer?.changed("bin-02");
    await arrive(4);
    await retireDevice(registry.db, "bin-01", 1);
    announcer?.changed("bin-01");
    await arrive(5);
    expect(said.slice(3).map(({ payload }) => [payload.name, payload.retired])).toEqual([
      ["Alat bin-02", false],
      ["Alat bin-01", true],
    ]);
    announcer?.changed("nobody");
    await clock.advance(PLACE_ROUND_MS - 60_000);
    expect(said).toHaveLength(5);
    await clock.advance(60_000);
    await arrive(9);
    const seqs = said.map(({ payload }) => payload.seq);
    expect(seqs).toEqual(seqs.map((_, index) => index));
  });

  it("waits for a broker that is away, and sends the same readings after a refusal", async () => {
    const { port } = broker;
    await broker.close();
    start();
    announcer?.changed("bin-01");
    await startBroker(port);
    const tried: string[] = [];
    let refusals = 1;
    broker.aedes.authorizePublish = (_client, { payload }, done) => {
      tried.push(payload.toString());
      done(refusals-- > 0 ? new Error("the disk is full") : null);
    };
    // The retry after a refusal waits on the announcer's own clock.
    await expect.poll(() => tried.length, { timeout: 10_000 }).toBeGreaterThan(0);
    await expect
      .poll(async () => {
        await clock.advance(1_000);
        return said.length;
      })
      .toBeGreaterThanOrEqual(4);
    expect(tried.filter((text) => text === tried[0])).toHaveLength(2);
  });

  it("draws another boot at each start, so that nothing it says is taken for an old reading", async () => {
    start();
    await arrive(3);
    await announcer?.stop();
    await link?.close();
    start();
    await arrive(6);
    expect(new Set(said.map(({ payload }) => payload.boot)).size).toBe(2);
  });
});
