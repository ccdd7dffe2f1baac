import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { systemClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { createRandom } from "@resik/kit/random";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApiEvents } from "../events.ts";
import { openMqttLink, type MqttLink } from "../mqtt/link.ts";
import type { Follower } from "../outbox/follower.ts";
import { acknowledgeAlert, openAlert, resolveAlert } from "../registry/alerts.ts";
import { openRegistry, type Registry } from "../registry/open.ts";
import { keepOutboxCursor, readOutboxCursor } from "../registry/outbox-cursors.ts";
import { addSite } from "../registry/sites.ts";
import { siteIdSchema } from "@resik/contract/slug";
import { MQTT_SECRET, SITE, startTestBroker, type TestBroker } from "../test/harness.ts";
import { ALERT_CONSUMER, startAlertAnnouncer } from "./alert-announcer.ts";

const NOW_MS = Date.UTC(2026, 10, 2, 3);

let broker: TestBroker;
let registry: Registry;
let link: MqttLink | null;
let announcer: Follower | null;
let announced: { topic: string; payload: Record<string, unknown> }[];
const metrics = createMetrics({ processMetrics: false });
const events = createApiEvents(createLogger("api", "silent"), metrics);

beforeEach(async () => {
  registry = openRegistry(":memory:");
  await addSite(registry.db, { ...SITE, id: siteIdSchema.parse(SITE.id) });
  link = null;
  announcer = null;
  announced = [];
  await startBroker();
});
afterEach(async () => {
  await announcer?.stop();
  await link?.close();
  await broker.close();
  await registry.close();
});

async function startBroker(port = 0): Promise<void> {
  broker = await startTestBroker(port);
  broker.aedes.on("publish", ({ topic, payload }, client) => {
    if (client === null || !topic.endsWith("/alert")) return;
    // Written by the announcer under test; the schema is checked where it matters.
    const value = JSON.parse(payload.toString()) as Record<string, unknown>;
    announced.push({ topic, payload: value });
  });
}

function start(): void {
  const opened = openMqttLink({
    url: `mqtt://127.0.0.1:${broker.port}`,
    password: MQTT_SECRET,
    clock: systemClock,
    random: createRandom("alerts"),
    events,
  });
  link = opened;
  announcer = startAlertAnnouncer({ db: registry.db, link: opened, clock: systemClock, events });
}

const alertOf = (id: string) => ({
  id,
  rule: "bin-full",
  subject: `bin-${id}`,
  site: SITE.id,
  severity: "warning" as const,
  value: 0.9,
});
/** An alert through all its states; the clock stands still meanwhile. */
async function live(id: string): Promise<void> {
  const { db } = registry;
  await db.transaction().execute(async (trx) => void (await openAlert(trx, alertOf(id), NOW_MS)));
  await db.transaction().execute((trx) => acknowledgeAlert(trx, id, NOW_MS));
  await db.transaction().execute((trx) => resolveAlert(trx, id, { value: 0.1, nowMs: NOW_MS }));
}
const arrive = async (count: number) => {
  await expect.poll(() => announced.length, { timeout: 10_000, interval: 5 }).toBe(count);
};
const states = () =>
  announced.map(({ payload }) => `${String(payload.boot)} ${String(payload.state)}`);

describe("alert announcer", () => {
  it("says each transition in the name of the device, as a reading of the alert", async () => {
    await live("a001");
    start();
    await arrive(3);
    for (const { topic, payload } of announced) {
      expect(topic).toBe(`resik/v1/${SITE.id}/bin-a001/alert`);
      READING_PAYLOADS.alert.parse(payload);
    }
    const common = { v: 1, boot: "a001", rule: "bin-full", severity: "warning" };
    expect(announced.map(({ payload }) => payload)).toEqual([
      { ...common, seq: 0, sampledAt: NOW_MS, state: "open", open: 1, value: 0.9 },
      { ...common, seq: 1, sampledAt: NOW_MS + 1, state: "acknowledged", open: 1, value: 0.9 },
      { ...common, seq: 2, sampledAt: NOW_MS + 2, state: "resolved", open: 0, value: 0.1 },
    ]);
  });

  it("says what comes while it runs, once it is woken", async () => {
    start();
    await expect.poll(() => link?.isConnected()).toBe(true);
    await live("a002");
    announcer?.wake();
    await arrive(3);
  });

  it("keeps the order of each alert over a broker that refuses and one that was away", async () => {
    for (const id of ["b001", "b002", "b003"]) await live(id);
    const accepted: string[] = [];
    let refusals = 5;
    broker.aedes.authorizePublish = (_client, { payload }, done) => {
      const { boot, state } = JSON.parse(payload.toString()) as Record<string, string>;
      if (refusals-- > 0 && state !== "acknowledged") return done(new Error("the disk is full"));
      accepted.push(`${boot} ${state}`);
      done(null);
    };
    start();
    await expect
      .poll(() => readOutboxCursor(registry.db, ALERT_CONSUMER), { timeout: 15_000 })
      .toBe(9);
    for (const id of ["b001", "b002", "b003"]) {
      const first = (state: string) => accepted.indexOf(`${id} ${state}`);
      expect(first("open")).toBeGreaterThanOrEqual(0);
      expect(first("acknowledged")).toBeGreaterThan(first("open"));
      expect(first("resolved")).toBeGreaterThan(first("acknowledged"));
    }
  });

  it("waits for a broker that is away, and repeats the same readings after a death", async () => {
    const { port } = broker;
    await broker.close();
    await live("c001");
    start();
    expect(await readOutboxCursor(registry.db, ALERT_CONSUMER)).toBe(0);
    await startBroker(port);
    await arrive(3);
    const first = announced.map(({ payload }) => payload);
    await announcer?.stop();
    await link?.close();
    await keepOutboxCursor(registry.db, ALERT_CONSUMER, 1);
    start();
    await arrive(5);
    expect(announced.slice(3).map(({ payload }) => payload)).toEqual(first.slice(1));
    expect(states().slice(3)).toEqual(["c001 acknowledged", "c001 resolved"]);
  });
});
