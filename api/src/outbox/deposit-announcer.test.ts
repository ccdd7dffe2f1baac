import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { systemClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry as Metrics } from "@resik/kit/metrics";
import { createRandom } from "@resik/kit/random";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRuleBooks } from "../bank/rule-books.ts";
import { createApiEvents } from "../events.ts";
import { openMqttLink, type MqttLink } from "../mqtt/link.ts";
import { openRegistry, registryPath, type Registry } from "../registry/open.ts";
import { keepOutboxCursor, readOutboxCursor } from "../registry/outbox-cursors.ts";
import { MQTT_SECRET, startTestBroker, type TestBroker } from "../test/harness.ts";
import { BANK, createBookFixture, depositOf, PERSONAL, type BookFixture } from "./book.fixture.ts";
import { DEPOSIT_CONSUMER, startDepositAnnouncer } from "./deposit-announcer.ts";
import type { Follower } from "./follower.ts";
import { wakeOnPost } from "./wake-on-post.ts";

interface Announced {
  topic: string;
  text: string;
  payload: { boot: string; seq: number; sampledAt: number } & Record<string, unknown>;
}

let dataDir: string;
let ledger: LedgerStore;
let book: BookFixture;
let registry: Registry;
let metrics: Metrics;
let broker: TestBroker;
let link: MqttLink | null;
let announcer: Follower | null;
let announced: Announced[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "resik-announcer-"));
  const plain = openLedger("sqlite:", { dataDir, clock: systemClock });
  ledger = wakeOnPost(plain, () => announcer?.wake());
  book = createBookFixture(ledger);
  registry = openRegistry(registryPath(dataDir));
  announcer = null;
  link = null;
  announced = [];
  await startBroker();
});
afterEach(async () => {
  await announcer?.stop();
  await link?.close();
  await broker.close();
  await ledger.close();
  await registry.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function startBroker(port = 0): Promise<void> {
  broker = await startTestBroker(port);
  broker.aedes.on("publish", (packet, client) => {
    if (client === null || !packet.topic.endsWith("/deposit")) return;
    const text = packet.payload.toString();
    // Written by the announcer under test; the schema is checked where it matters.
    announced.push({
      topic: packet.topic,
      text,
      payload: JSON.parse(text) as Announced["payload"],
    });
  });
}

/** A start of the api as far as this goes: a connection, and a follower that knows nothing yet. */
function start(): void {
  metrics = createMetrics({ processMetrics: false });
  const events = createApiEvents(createLogger("api", "silent"), metrics);
  const opened = openMqttLink({
    url: `mqtt://127.0.0.1:${broker.port}`,
    password: MQTT_SECRET,
    clock: systemClock,
    random: createRandom("announcer"),
    events,
  });
  link = opened;
  announcer = startDepositAnnouncer({
    ledger,
    ruleBooks: createRuleBooks(ledger),
    db: registry.db,
    link: opened,
    clock: systemClock,
    events,
  });
}
async function restart(): Promise<void> {
  await announcer?.stop();
  await link?.close();
  start();
}

const arrive = async (count: number) => {
  await expect.poll(() => announced.length, { timeout: 10_000, interval: 5 }).toBe(count);
};
const cursor = () => readOutboxCursor(registry.db, DEPOSIT_CONSUMER);
const atCursor = async (id: number) => {
  await expect.poll(cursor, { timeout: 10_000, interval: 5 }).toBe(id);
};
const metric = async (name: string): Promise<number | undefined> => {
  const found = await metrics.getSingleMetric(name)?.get();
  return found?.values[0]?.value;
};

describe("deposit announcer", () => {
  it("announces each line once and in order, what was there before and what comes", async () => {
    await book.publishRules();
    const before = await book.post(
      depositOf([
        ["pet", 1_250],
        ["galon", 3],
      ]),
    );
    start();
    await arrive(2);
    const posted = await Promise.all(
      Array.from({ length: 120 }, (_, n) =>
        book.post(
          depositOf([
            ["pet", n + 1],
            ["pet", 7],
          ]),
        ),
      ),
    );
    const last = posted.reduce((newest, { id }) => Math.max(newest, id), before.id);
    await atCursor(last);
    expect(announced).toHaveLength(242);
    expect(announced.map(({ payload }) => payload.seq)).toEqual(
      [before.seq, ...posted.map(({ seq }) => seq)]
        .toSorted((left, right) => left - right)
        .flatMap((seq) => [seq * 100, seq * 100 + 1]),
    );
    expect(new Set(announced.map(({ payload }) => payload.boot)).size).toBe(1);
    expect(new Set(announced.map(({ topic }) => topic))).toEqual(
      new Set([`resik/v1/${BANK}/${BANK}/deposit`]),
    );
    for (const { payload } of announced) READING_PAYLOADS.deposit.parse(payload);
    expect(await metric("api_deposits_announced_total")).toBe(242);
    await expect.poll(() => metric("api_deposit_lag_seconds")).toBe(0);
  });

  it("says what each line is: its grams where they are known, its rupiah, its time", async () => {
    await book.publishRules();
    const threeItems = depositOf(
      [
        ["pet", 1_250],
        ["galon", 3],
        ["jelantah", 500],
      ],
      { valued: "at-harvest" },
    );
    const occurredAtMs = systemClock.nowMs() + 1_000;
    const weighed = await book.post(threeItems, { occurredAtMs });
    const valued = await book.post({ kind: "value", target: weighed.seq });
    await book.post({ kind: "reverse", target: valued.seq, reason: "salah" });
    await book.post({ kind: "reverse", target: weighed.seq, reason: "salah" });
    start();
    await arrive(12);
    const said = announced.map(({ payload: { item, massG, amountIdr } }) => [
      item,
      massG,
      amountIdr,
    ]);
    expect(said).toEqual([
      ["pet", 1_250, 0],
      ["galon", 2_100, 0],
      ["jelantah", undefined, 0],
      ["pet", 0, 5_000],
      ["galon", 0, 7_500],
      ["jelantah", 0, 3_000],
      ["pet", 0, -5_000],
      ["galon", 0, -7_500],
      ["jelantah", 0, -3_000],
      ["pet", -1_250, 0],
      ["galon", -2_100, 0],
      ["jelantah", undefined, 0],
    ]);
    expect(announced[0]?.payload.sampledAt).toBe(occurredAtMs);
    expect(announced[3]?.payload.sampledAt).toBe(valued.occurredAtMs);
  });

  it("announces nothing but deposits, and nothing of whom", async () => {
    await book.publishRules();
    await book.post(depositOf([["pet", 2_000]]));
    await book.post(depositOf([["pet", 1_000]], { isDonation: true }));
    const { member } = PERSONAL;
    const savings = { member, product: "reguler", amountRupiah: 1_000 };
    const request = await book.post({ kind: "request-withdrawal", ...savings });
    await book.post({ kind: "donate", ...savings, fund: PERSONAL.fund });
    const end = await book.post({ kind: "reverse", target: request.seq, reason: "batal" });
    start();
    await atCursor(end.id);
    expect(announced).toHaveLength(2);
    for (const { topic, text, payload } of announced) {
      expect(Object.keys(payload).toSorted()).toEqual(
        ["amountIdr", "boot", "item", "itemGroup", "massG", "sampledAt", "seq", "v"].toSorted(),
      );
      for (const word of Object.values(PERSONAL)) expect(`${topic} ${text}`).not.toContain(word);
      expect(text).not.toContain("key-");
    }
  });

  it("keeps books of two banks apart", async () => {
    await book.publishRules();
    await book.publishRules("bsu-kenanga");
    await book.post(depositOf([["pet", 10]]));
    await book.post(depositOf([["pet", 20]]), { bank: "bsu-kenanga" });
    start();
    await arrive(2);
    const [one, other] = announced;
    expect(other?.topic).toBe("resik/v1/bsu-kenanga/bsu-kenanga/deposit");
    expect(other?.payload.seq).toBe(one?.payload.seq);
    expect(other?.payload.boot).not.toBe(one?.payload.boot);
  });

  it("waits for a broker that is away, and tells it everything when it is back", async () => {
    const { port } = broker;
    await broker.close();
    await book.publishRules();
    start();
    const posted = await book.post(depositOf([["pet", 1_250]]));
    await book.post(
      depositOf([
        ["pet", 30],
        ["pet", 40],
      ]),
    );
    expect(await cursor()).toBeLessThan(posted.id);
    await startBroker(port);
    await arrive(3);
    expect(announced.map(({ payload }) => payload.massG)).toEqual([1_250, 30, 40]);
  });

  it("moves the cursor only after the broker acknowledged, and ends while one is missing", async () => {
    await book.publishRules();
    const held: (() => void)[] = [];
    if (broker)
      broker.aedes.authorizePublish = (_client, _packet, done) => void held.push(() => done(null));
    const posted = await book.post(
      depositOf([
        ["pet", 100],
        ["pet", 200],
      ]),
    );
    start();
    await expect.poll(() => held.length).toBe(2);
    expect(await cursor()).toBeLessThan(posted.id);
    await announcer?.stop();
    expect(await cursor()).toBeLessThan(posted.id);
  });

  it("tries again after a broker that refuses", async () => {
    await book.publishRules();
    let refusals = 2;
    broker.aedes.authorizePublish = (_client, _packet, done) =>
      done(refusals-- > 0 ? new Error("the disk is full") : null);
    const posted = await book.post(depositOf([["pet", 100]]));
    start();
    await atCursor(posted.id);
    expect(announced.map(({ payload }) => payload.massG)).toEqual([100]);
  });

  it("repeats the same readings when it died before the cursor was kept", async () => {
    await book.publishRules();
    const posted = await book.post(
      depositOf([
        ["pet", 100],
        ["galon", 2],
      ]),
    );
    start();
    await atCursor(posted.id);
    await announcer?.stop();
    await keepOutboxCursor(registry.db, DEPOSIT_CONSUMER, posted.id - 1);
    await restart();
    await arrive(4);
    expect(announced.slice(2).map(({ text }) => text)).toEqual(
      announced.slice(0, 2).map(({ text }) => text),
    );
    await atCursor(posted.id);
    await restart();
    await book.post(depositOf([["pet", 5]]));
    await arrive(5);
  });

  it("begins again when the book is not the one that the cursor is of", async () => {
    await book.publishRules();
    const posted = await book.post(depositOf([["pet", 100]]));
    await keepOutboxCursor(registry.db, DEPOSIT_CONSUMER, posted.id + 1_000);
    start();
    await arrive(1);
    await atCursor(posted.id);
  });
});
