import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { siteIdSchema } from "@resik/contract/slug";
import { createManualClock, systemClock, type ManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { createRandom } from "@resik/kit/random";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApiEvents } from "../events.ts";
import { openMqttLink, type MqttLink } from "../mqtt/link.ts";
import { addMember, retireMember } from "../registry/members.ts";
import { openRegistry, type Registry } from "../registry/open.ts";
import { addSite } from "../registry/sites.ts";
import {
  FOREIGN_SITE,
  MQTT_SECRET,
  SITE,
  startTestBroker,
  type TestBroker,
} from "../test/harness.ts";
import { BANK_ROUND_MS, startBankAnnouncer, type BankAnnouncer } from "./bank-announcer.ts";
import { createBookFixture, depositOf, PERSONAL } from "./book.fixture.ts";

const DAY_MS = 24 * 3_600_000;

let dataDir: string;
let clock: ManualClock;
let ledger: LedgerStore;
let registry: Registry;
let broker: TestBroker;
let link: MqttLink;
let announcer: BankAnnouncer;
let said: { topic: string; text: string }[];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "resik-banks-"));
  // The book takes what happened by its own clock.
  clock = createManualClock(systemClock.nowMs());
  ledger = openLedger("sqlite:", { dataDir, clock });
  registry = openRegistry(":memory:");
  for (const site of [SITE, FOREIGN_SITE]) {
    await addSite(registry.db, { ...site, id: siteIdSchema.parse(site.id) });
  }
  for (const id of ["mbr-sari", "mbr-budi", "mbr-lama"]) {
    const input = { kind: "person", phone: null, address: null, unit: null } as const;
    const member = { ...input, id, name: "Sari", joinedOn: "2026-01-01" };
    await addMember(registry.db, SITE.id, member);
  }
  await retireMember(registry.db, SITE.id, "mbr-lama", 1);
  said = [];
  broker = await startTestBroker();
  broker.aedes.on("publish", ({ topic, payload }, client) => {
    if (client !== null && topic.endsWith("/bank")) said.push({ topic, text: payload.toString() });
  });
});
afterEach(async () => {
  await announcer.stop();
  await link.close();
  await broker.close();
  await ledger.close();
  await registry.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(): void {
  const events = createApiEvents(
    createLogger("api", "silent"),
    createMetrics({ processMetrics: false }),
  );
  const random = createRandom("banks");
  const url = `mqtt://127.0.0.1:${broker.port}`;
  link = openMqttLink({ url, password: MQTT_SECRET, clock: systemClock, random, events });
  announcer = startBankAnnouncer({ db: registry.db, ledger, link, clock, random, events });
}

const figures = () =>
  said.map(({ topic, text }) => {
    const payload: Readonly<Record<string, unknown>> = READING_PAYLOADS.bank.parse(
      JSON.parse(text),
    );
    const { members, activeMembers } = payload;
    return [topic.split("/")[2], members, activeMembers];
  });
const arrive = async (count: number) => {
  await expect.poll(() => said.length, { timeout: 10_000, interval: 5 }).toBe(count);
};

describe("bank announcer", () => {
  it("says every quarter of an hour how many members each bank has, and how many brought something", async () => {
    const book = createBookFixture(ledger);
    await book.publishRules();
    start();
    await arrive(2);
    await book.post(depositOf([["pet", 1_250]]), { occurredAtMs: clock.nowMs() });
    await clock.advance(BANK_ROUND_MS);
    await arrive(4);
    expect(figures()).toEqual([
      [FOREIGN_SITE.id, 0, 0],
      [SITE.id, 2, 0],
      [FOREIGN_SITE.id, 0, 0],
      [SITE.id, 2, 1],
    ]);
    for (const { topic, text } of said) {
      for (const word of [...Object.values(PERSONAL), "Sari", "mbr-"]) {
        expect(`${topic} ${text}`).not.toContain(word);
      }
    }
  });

  it("speaks of a bank as soon as it is registered, and not of what is no bank", async () => {
    start();
    await arrive(2);
    const id = siteIdSchema.parse("bsu-baru");
    await addSite(registry.db, { ...SITE, id });
    for (let device = 0; device < 30; device++) announcer.changed(`bin-${device}`);
    announcer.changed(id);
    await arrive(3);
    expect(figures().at(-1)).toEqual([id, 0, 0]);
  });

  it("forgets a deposit after 30 days", async () => {
    const book = createBookFixture(ledger);
    await book.publishRules();
    await book.post(depositOf([["pet", 1_250]]), { occurredAtMs: clock.nowMs() });
    await clock.advance(30 * DAY_MS + 1);
    start();
    await arrive(2);
    expect(figures()).toContainEqual([SITE.id, 2, 0]);
  });
});
