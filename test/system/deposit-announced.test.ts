import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Reading } from "@resik/contract/reading";
import { createManualClock, systemClock, type Clock } from "@resik/kit/clock";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import { postRequestSchema } from "@resik/ledger/post-request";
import { openReadingSource } from "@resik/readings/open";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endPrograms, startProgram, systemEnvironment } from "./child-program.ts";

const DAY_MS = 86_400_000;
const BANK = "bsu-melati";

let dataDir: string;
let environment: Record<string, string>;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "resik-announced-"));
  environment = systemEnvironment(dataDir);
});
afterEach(async () => {
  await endPrograms();
  await rm(dataDir, { recursive: true, force: true });
});

/** Writes in the book while no program has it. */
async function inBook<T>(clock: Clock, work: (ledger: LedgerStore) => Promise<T>): Promise<T> {
  const ledger = openLedger("sqlite:", { dataDir, clock });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

const post = async (ledger: LedgerStore, clock: Clock, key: string, command: unknown) => {
  const occurredAtMs = clock.nowMs();
  const request = { bank: BANK, key, actor: "test", occurredAtMs, command };
  const answer = await ledger.post(postRequestSchema.parse(request));
  if (!answer.ok) throw new Error(`${key}: ${answer.code}: ${answer.detail}`);
};

const RULES = [
  {
    type: "item",
    item: "pet",
    name: "PET",
    unit: "kg",
    grades: ["bersih"],
    reportGroup: "plastic",
    gramsPerUnit: null,
    isActive: true,
  },
  {
    type: "price",
    item: "pet",
    grade: "bersih",
    hop: "member",
    payout: null,
    delivery: null,
    rupiahPerUnit: 4_000,
  },
];

const deposit = (...grams: number[]) => ({
  kind: "deposit",
  payee: { akad: "donation", member: null, fund: "kas" },
  valued: "now",
  hop: "member",
  delivery: "dropped-off",
  lines: grams.map((quantity) => ({
    item: "pet",
    grade: "bersih",
    quantity,
    evidence: null,
    priceVersion: null,
  })),
});

async function storedDeposits(): Promise<Reading[]> {
  const source = await openReadingSource("sqlite:", { dataDir, clock: systemClock });
  const found: Reading[] = [];
  const all = { channel: "deposit", fromMs: 0, toMs: Number.MAX_SAFE_INTEGER } as const;
  for await (const reading of source.scan(all)) found.push(reading);
  await source.close();
  return found;
}
const gramsStored = async () => (await storedDeposits()).map(({ fields }) => fields.massG);

describe("a posted deposit", () => {
  it("is one reading of its bank, though it is a year old and announced twice", async () => {
    const yearAgoMs = systemClock.nowMs() - 365 * DAY_MS;
    const past = createManualClock(yearAgoMs);
    await inBook(past, async (ledger) => {
      for (const [index, rule] of RULES.entries()) {
        const publication = { kind: "publish-rule", validFromMs: null, isOutlierConfirmed: false };
        await post(ledger, past, `rule-000${index}`, { ...publication, rule });
      }
      await post(ledger, past, "deposit-1", deposit(1_250, 300));
    });
    const broker = await startProgram("broker", environment);
    environment.RESIK_MQTT_URL = `mqtt://127.0.0.1:${broker.ports.mqtt}`;
    const ingest = await startProgram("ingest", environment);
    let api = await startProgram("api", environment);
    await expect.poll(gramsStored, { timeout: 15_000 }).toEqual([1_250, 300]);
    expect(await storedDeposits()).toMatchObject([
      {
        site: BANK,
        device: BANK,
        sampledAtMs: yearAgoMs,
        fields: { item: "pet", amountIdr: 5_000 },
      },
      {
        site: BANK,
        device: BANK,
        sampledAtMs: yearAgoMs,
        fields: { item: "pet", amountIdr: 1_200 },
      },
    ]);

    // The api dies after the PUBACK and before its cursor is on disk.
    await api.kill();
    const registry = openDurableSqlite(join(dataDir, "registry", "registry.sqlite"));
    registry.exec("DELETE FROM outbox_cursors");
    registry.close();
    await inBook(systemClock, (ledger) => post(ledger, systemClock, "deposit-2", deposit(70)));
    api = await startProgram("api", environment);
    // In order: when the last one is there, the repeated ones have come before it.
    await expect.poll(gramsStored, { timeout: 15_000 }).toContain(70);
    expect(await gramsStored()).toEqual([1_250, 300, 70]);

    const codes = [await api.stop(), await ingest.stop(), await broker.stop()];
    expect(codes).toEqual([0, 0, 0]);
  }, 60_000);
});
