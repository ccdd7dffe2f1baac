import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { createRandom, type Random } from "@resik/kit/random";
import { openLedger } from "@resik/ledger/open";
import { openReadingSource } from "@resik/readings/open";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { waitFor } from "../../bench/rig/wait.ts";
import { createBankHttp, type BankHttp } from "./bank-http.ts";
import { ADMIN, BANK, make, makeBank, signIn } from "./bank-stage.ts";
import {
  endPrograms,
  startProgram,
  systemEnvironment,
  type ChildProgram,
} from "./child-program.ts";
import { startLedgerClient, type LedgerClient } from "./ledger-client.ts";
import { startPublisher, type Publisher } from "./publisher.ts";
import { killAll, runResik, startResik, type ResikProcess } from "./resik-process.ts";

const SEED = process.env.RESIK_TEST_SEED ?? "backup";
const KILLS = 5;
const DEVICES = ["bin-1", "bin-2", "bin-3"];
const SHARED = "anggota-bersama";
const MEMBERS = ["anggota-1", "anggota-2", "anggota-3"];
const FOR_ALL_TIME = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

let dir: string;
let dataDir: string;
let environment: Record<string, string>;
let running: ResikProcess | null = null;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "resik-backup-"));
  dataDir = join(dir, "data");
  environment = {
    ...systemEnvironment(dataDir),
    RESIK_BROKER_DEVICE_BURST_MESSAGES: "1000000",
    RESIK_BROKER_DEVICE_MESSAGES_PER_S: "1000000",
  };
});
afterEach(async () => {
  killAll(running);
  running = null;
  await endPrograms();
  await rm(dir, { recursive: true, force: true });
});

/** All three programs; ports are found at the first start and kept in `environment`. */
async function startAll(settings: Record<string, string>): Promise<ChildProgram[]> {
  const api = await startProgram("api", settings);
  settings.RESIK_HTTP_PORT = `${api.ports.http}`;
  settings.RESIK_API_URL = `http://127.0.0.1:${api.ports.http}`;
  const broker = await startProgram("broker", settings);
  settings.RESIK_MQTT_URL = `mqtt://127.0.0.1:${broker.ports.mqtt}`;
  const ingest = await startProgram("ingest", settings);
  return [ingest, broker, api];
}

async function registerDevices(origin: string): Promise<Map<string, string>> {
  const site = { id: "site-1", name: "TPS", kind: "tps", lat: -6.7, lon: 111 };
  await make(origin, "sites", ADMIN, { ...site, areaCode: "33.18.10", areaName: "Pati" });
  const passwords = new Map<string, string>();
  for (const id of DEVICES) {
    const body = { id, site: "site-1", kind: "bin", name: id };
    const answer: unknown = await (await make(origin, "devices", ADMIN, body)).json();
    // The api's own answer, checked by the api's tests against the contract.
    const { mqtt } = answer as { mqtt: { password: string } };
    passwords.set(id, mqtt.password);
  }
  return passwords;
}

/** A district at work: phones at the bank's desk and bins that publish. */
interface Load {
  origin: string;
  http: BankHttp;
  clients: LedgerClient[];
  publishers: Publisher[];
  stop(): Promise<void>;
}

async function startLoad(random: Random): Promise<Load> {
  const origin = environment.RESIK_API_URL ?? "";
  const headers = await makeBank(origin, [SHARED, ...MEMBERS]);
  const passwords = await registerDevices(origin);
  const http = createBankHttp({ origin, bank: BANK, headers });
  const clients = MEMBERS.map((member) =>
    startLedgerClient({ http, random: random.fork(member), member, sharedMember: SHARED }),
  );
  const publishers = DEVICES.map((device) =>
    startPublisher({
      url: environment.RESIK_MQTT_URL ?? "",
      device,
      password: passwords.get(device) ?? "",
      payload: (seq) => JSON.stringify({ v: 1, boot: "boot", seq, fillRatio: 0.5 }),
    }),
  );
  return {
    origin,
    http,
    clients,
    publishers,
    async stop() {
      await Promise.all([...clients, ...publishers].map((one) => one.stop()));
    },
  };
}

const ackedTransfers = ({ clients }: Load): Map<string, { seq: number; sha256: string }> =>
  new Map(clients.flatMap(({ acked }) => [...acked]));
const ackedReadings = ({ publishers }: Load): Map<string, Set<number>> =>
  new Map(publishers.map(({ device, acked }) => [device, new Set(acked)]));
const countOf = (byDevice: ReadonlyMap<string, ReadonlySet<number>>): number =>
  [...byDevice.values()].reduce((sum, seqs) => sum + seqs.size, 0);

/** Waits until so many more of each kind were acknowledged. */
async function atWork(load: Load, transfers: number, readings: number): Promise<void> {
  const goal = ackedTransfers(load).size + transfers;
  const readingsGoal = countOf(ackedReadings(load)) + readings;
  const reached = () =>
    ackedTransfers(load).size >= goal && countOf(ackedReadings(load)) >= readingsGoal;
  await expect.poll(reached, { timeout: 20_000, interval: 5 }).toBe(true);
}

const resik = async (...args: string[]) => {
  const run = await runResik(args, environment);
  if (run.exitCode !== 0) throw new Error(`${args.join(" ")}: ${run.stderr}`);
  return run.stdout;
};

/** What a backup says of itself, as far as this test looks at it. */
interface Said {
  path: string;
  counts: {
    ledger: { isIntact: boolean; transfers: number };
    registry: { members: number; devices: number };
    inbox: { messages: number };
    readings: { total: number; channels: { bin: number } };
  };
}

async function takeBackup(): Promise<Said> {
  const stdout = await resik("backup", "--json");
  // The command's own answer; every figure of it is compared below.
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Said;
}

async function storedSeqs(folder: string): Promise<Map<string, Set<number>>> {
  const source = await openReadingSource("sqlite:", { dataDir: folder, clock: systemClock });
  const found = new Map<string, Set<number>>(DEVICES.map((device) => [device, new Set()]));
  for await (const reading of source.scan({ channel: "bin", ...FOR_ALL_TIME })) {
    found.get(reading.device)?.add(reading.seq);
  }
  await source.close();
  return found;
}

const missing = (
  expected: ReadonlyMap<string, ReadonlySet<number>>,
  found: ReadonlyMap<string, ReadonlySet<number>>,
): string[] =>
  [...expected].flatMap(([device, seqs]) =>
    [...seqs].filter((seq) => !found.get(device)?.has(seq)).map((seq) => `${device} ${seq}`),
  );

/** Each transfer that was acknowledged before is in the book as it was answered. */
async function expectBook(
  folder: string,
  before: ReadonlyMap<string, { seq: number; sha256: string }>,
  transfers: number,
): Promise<void> {
  const ledger = openLedger("sqlite:", { dataDir: folder, clock: systemClock });
  const proof = await ledger.verify();
  expect(proof).toMatchObject({ isIntact: true, broken: [], transfers });
  const chain = new Map<number, string>();
  for (let afterId = 0; ;) {
    const page = await ledger.journal({ afterId, limit: 500 });
    for (const { id, seq, sha256 } of page) {
      chain.set(seq, sha256);
      afterId = id;
    }
    if (page.length === 0) break;
  }
  expect([...before.values()].filter(({ seq, sha256 }) => chain.get(seq) !== sha256)).toEqual([]);
  await ledger.close();
}

describe("a backup under load", () => {
  it("brings back everything that was acknowledged before it, and works", async () => {
    const programs = await startAll(environment);
    const load = await startLoad(createRandom(SEED));
    await atWork(load, 100, 500);
    const transfersBefore = ackedTransfers(load);
    const readingsBefore = ackedReadings(load);
    const said = await takeBackup();
    const transfersAfter = ackedTransfers(load).size;
    const readingsSent = new Map(
      load.publishers.map(({ device, sent }) => [device, new Set(sent)]),
    );
    await atWork(load, 10, 50);
    await load.stop();
    expect(load.clients.flatMap(({ wrong }) => wrong)).toEqual([]);
    const codes = await Promise.all(programs.map((program) => program.stop()));
    expect(codes).toEqual([0, 0, 0]);

    // The moment lies between what was acknowledged before and what was sent until its end.
    const { ledger, registry, inbox, readings } = said.counts;
    const setUp = 4;
    const unheard = load.clients.reduce((sum, { abandoned }) => sum + abandoned.size, 0);
    expect(ledger.isIntact).toBe(true);
    expect(ledger.transfers).toBeGreaterThanOrEqual(transfersBefore.size + setUp);
    expect(ledger.transfers).toBeLessThanOrEqual(
      transfersAfter + setUp + unheard + MEMBERS.length * 3,
    );
    expect(registry).toMatchObject({ members: 1 + MEMBERS.length, devices: DEVICES.length });
    expect(readings.channels.bin + inbox.messages).toBeGreaterThanOrEqual(countOf(readingsBefore));
    expect(readings.channels.bin).toBeLessThanOrEqual(countOf(readingsSent));

    const restored = join(dir, "restored");
    const told = await resik("restore", said.path, "--data-dir", restored);
    expect(told).toContain(`${ledger.transfers} transfers`);
    expect(told).toContain(`Readings: ${readings.total},`);
    await expectBook(restored, transfersBefore, ledger.transfers);

    // The restored system takes what the inbox held, knows its people and its phones' keys.
    const again = { ...environment, ...systemEnvironment(restored) };
    const restarted = await startAll(again);
    await expect
      .poll(async () => missing(readingsBefore, await storedSeqs(restored)), { timeout: 20_000 })
      .toEqual([]);
    expect(missing(await storedSeqs(restored), readingsSent)).toEqual([]);
    const origin = again.RESIK_API_URL ?? "";
    const headers = await signIn(origin);
    const http = createBankHttp({ origin, bank: BANK, headers });
    const open = { occurredAt: new Date(systemClock.nowMs()).toISOString(), countedRupiah: 1 };
    // The key is known: with other input it is a conflict, and nothing is written twice.
    expect(await http.write("cash-days/open", "setup-open", open)).toEqual({
      refused: "idempotency-conflict",
    });
    const proof = await fetch(`${origin}/api/v1/banks/${BANK}/ledger/verify`, { headers });
    expect(await proof.json()).toMatchObject({ isIntact: true });
    const asked = await fetch(`${origin}/api/v1/readings/latest?channel=bin`, { headers: ADMIN });
    expect(JSON.stringify(await asked.json())).toContain(DEVICES[0]);
    expect(await Promise.all(restarted.map((program) => program.stop()))).toEqual([0, 0, 0]);
  }, 120_000);

  it("leaves the last good one when it is killed at any moment", async () => {
    const random = createRandom(`${SEED}/kill`);
    await startAll(environment);
    const load = await startLoad(random);
    await atWork(load, 50, 2_000);
    const startMs = systemClock.monotonicMs();
    const first = await takeBackup();
    const tookMs = systemClock.monotonicMs() - startMs;
    const folder = join(dataDir, "backups");
    const isBeingWritten = async (): Promise<boolean> =>
      (await readdir(folder)).some((name) => name.startsWith(".incomplete-"));
    let interrupted = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      running = startResik(["backup", "--json"], environment);
      // One kill falls on the work for certain. The others fall anywhere after the process began.
      if (kill === 0) await waitFor("a backup begins", 30_000, isBeingWritten, 2);
      else await systemClock.sleep(random.between(0.25, 1) * tookMs);
      running.child.kill("SIGKILL");
      await running.exit;
      if (await isBeingWritten()) interrupted += 1;
      const names = await readdir(folder);
      const good = names.filter((name) => name.startsWith("resik-")).sort();
      expect(good.length).toBeGreaterThan(0);
      const newest = join(folder, good.at(-1) ?? "");
      expect(await resik("backup", "verify", newest)).toMatch(/^Whole: /);
    }
    // At least some of the kills hit a backup that was being written.
    expect(interrupted).toBeGreaterThan(0);
    expect(await readdir(folder)).toContain(first.path.slice(folder.length + 1));
    const last = await takeBackup();
    expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
    await load.stop();
    const restored = join(dir, "restored");
    await resik("restore", last.path, "--data-dir", restored);
    await expectBook(restored, new Map(), last.counts.ledger.transfers);
  }, 120_000);
});
