import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openRegistry, registryPath, type Registry } from "@resik/api/registry";
import { notificationBodySchema } from "@resik/contract/http/notifications";
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { openReadingStore } from "@resik/readings/open";
import type { ReadingStore } from "@resik/readings/port";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  OK,
  startReceiver,
  type Behaviour,
  type Receiver,
} from "../../api/src/notify/receiver.fixture.ts";
import { makeReading } from "../../api/src/test/make-reading.ts";
import { waitFor } from "../../bench/rig/wait.ts";
import { SECRET, startProgram, systemEnvironment, type ChildProgram } from "./child-program.ts";

const SEED = "alert storm";
const SITES = ["pasar-puri", "pasar-pragolo", "tps-winong"] as const;
const BINS = Array.from({ length: 60 }, (_, n) => ({
  id: `bin-${String(n).padStart(2, "0")}`,
  site: SITES[n % SITES.length] ?? SITES[0],
}));
/** Longer than the lease of the evaluator and of a target: the next start need not wait for it. */
const LEASES_MS = 25_000;
/** The evaluator looks first so long after a start. */
const FIRST_LOOK_MS = 5_000;

const FAILING: Readonly<Record<string, Behaviour>> = {
  gagal: { kind: "answer", status: 500 },
  gantung: { kind: "hang" },
  putus: { kind: "drop" },
};

/** Told only of what nobody acknowledged in time. */
const SUPERVISOR = "kepala";

const dataDir = mkdtempSync(join(tmpdir(), "resik-storm-"));
const offsetFile = join(dataDir, "clock-offset");
const random = createRandom(SEED);
const receivers = new Map<string, Receiver>();
let offsetMs = 0;
let store: ReadingStore;
let registry: Registry;
let api: ChildProgram | null = null;

/** Starts the api with its wall clock ahead by the leases of the ones before. */
async function start(): Promise<void> {
  writeFileSync(offsetFile, String(offsetMs));
  const shift = pathToFileURL(join(import.meta.dirname, "../../bench/rig/clock-shift.mjs"));
  api = await startProgram("api", {
    ...systemEnvironment(dataDir),
    BENCH_CLOCK_OFFSET_FILE: offsetFile,
    NODE_OPTIONS: `--import=${shift.href}`,
  });
}

async function kill(): Promise<void> {
  await api?.kill();
  api = null;
  offsetMs += LEASES_MS;
}

async function send(method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${api?.ports.http}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${SECRET}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

async function prepare(): Promise<void> {
  const place = { kind: "tps", areaCode: "33.18.10", areaName: "Pati", lat: -6.75, lon: 111.04 };
  for (const id of SITES) await send("POST", "sites", { id, name: id, ...place });
  await Promise.all(
    BINS.map(({ id, site }) => send("POST", "devices", { id, site, kind: "bin", name: id })),
  );
  for (const id of ["baik", SUPERVISOR, ...Object.keys(FAILING)]) {
    const receiver = await startReceiver(FAILING[id] ?? OK);
    receivers.set(id, receiver);
    await send("PUT", `notification-targets/${id}`, {
      name: id,
      enabled: true,
      language: "id",
      severityMin: "critical",
      sites: [],
      tellsResolved: true,
      onlyEscalated: id === SUPERVISOR,
      settings: { kind: "webhook", url: receiver.url, headers: [], signingKey: "" },
    });
  }
}

let seq = 0;
/** Each bin burns or not; what the last reading said is what is true in the end. */
const burning = new Set<string>();
async function flicker(chance: number): Promise<void> {
  burning.clear();
  const readings = BINS.map(({ id, site }) => {
    if (random.chance(chance)) burning.add(id);
    const fields = { temperatureC: burning.has(id) ? 90 : 25, fillRatio: 0.4, batteryV: 3.7 };
    const atMs = systemClock.nowMs() + offsetMs;
    return makeReading({ device: id, site, atMs, seq: seq++, fields });
  });
  const { rejected } = await store.write({ readings, quarantined: [] });
  expect(rejected).toEqual([]);
}

/** What a target was told, as `alert/number of its transition`, of what it took. */
const toldTo = (receiver: Receiver): Set<string> =>
  new Set(
    receiver
      .taken()
      .map((body) => notificationBodySchema.parse(body))
      .flatMap(({ alerts }) =>
        alerts.flatMap(({ id, transitions }) => transitions.map((one) => `${id}/${one.seq}`)),
      ),
  );

const written = () =>
  registry.db
    .selectFrom("alert_transitions as t")
    .innerJoin("alerts", "alerts.id", "t.alert")
    .select(["t.alert", "t.seq", "t.step", "alerts.rule", "alerts.subject", "alerts.state"])
    .where("alerts.severity", "=", "critical")
    .orderBy("t.id")
    .execute();

beforeAll(async () => {
  await start();
  store = await openReadingStore("sqlite:", { dataDir, clock: systemClock });
  registry = openRegistry(registryPath(dataDir));
  await prepare();
});
afterAll(async () => {
  await api?.kill();
  for (const receiver of receivers.values()) await receiver.close();
  await registry.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it("tells every target of every transition though the api is killed with -9 again and again", async () => {
  // Moments around the first evaluation of a life, and in the sending right after a start.
  const lives = [
    random.between(0, 1_500),
    random.between(200, 1_500),
    FIRST_LOOK_MS + random.int(1_500),
    random.between(200, 1_500),
  ];
  for (const [round, lifeMs] of lives.entries()) {
    if (!api) await start();
    await flicker(round === 0 ? 1 : 0.5);
    // The first life sees the whole storm begin, however slow the machine is.
    if (round === 0) {
      await waitFor("the storm", 30_000, async () => (await written()).length >= BINS.length);
    }
    await systemClock.sleep(lifeMs);
    await kill();
  }
  for (const id of Object.keys(FAILING)) receivers.get(id)?.behave(OK);
  // Past every pause between two tries.
  offsetMs += 3_600_000;
  // What was measured an hour ago says nothing any more.
  await flicker(0.5);
  await start();
  await expect
    .poll(
      async () => {
        const rows = await written();
        const due = (steps: readonly string[]): string[] =>
          rows
            .filter(({ step }) => steps.includes(step))
            .map(({ alert, seq }) => `${alert}/${seq}`);
        const open = new Set(
          rows.filter(({ state }) => state !== "resolved").map(({ subject }) => subject),
        );
        const isSettled = open.size === burning.size && [...burning].every((id) => open.has(id));
        const missing = [...receivers].map(([id, receiver]) => {
          const told = toldTo(receiver);
          const wanted = due(id === SUPERVISOR ? ["escalated"] : ["opened", "resolved"]);
          return [id, wanted.filter((one) => !told.has(one)).length];
        });
        return { isSettled, missing: Object.fromEntries(missing) as unknown };
      },
      { timeout: 30_000, interval: 250 },
    )
    .toEqual({ isSettled: true, missing: { baik: 0, kepala: 0, gagal: 0, gantung: 0, putus: 0 } });

  const rows = (await written()).filter(({ step }) => step !== "escalated");
  const steps = new Map<string, string[]>();
  for (const { alert, step } of rows) steps.set(alert, [...(steps.get(alert) ?? []), step]);
  // Each alert opened once and ended at most once; of one rule and subject one is open at a time.
  for (const own of steps.values())
    expect([["opened"], ["opened", "resolved"]]).toContainEqual(own);
  const open = rows.filter(({ state }) => state !== "resolved");
  const keys = open.map(({ rule, subject }) => `${rule} ${subject}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(steps.size).toBeGreaterThanOrEqual(BINS.length);
  // Each transition stands in one message to a target, however often that was sent.
  for (const receiver of receivers.values()) {
    const byTransition = new Map<string, Set<string>>();
    for (const body of receiver.taken().map((one) => notificationBodySchema.parse(one))) {
      for (const { id, transitions } of body.alerts) {
        for (const { seq } of transitions) {
          const ids = byTransition.get(`${id}/${seq}`) ?? new Set();
          byTransition.set(`${id}/${seq}`, ids.add(body.id));
        }
      }
    }
    expect([...byTransition.values()].every((ids) => ids.size === 1)).toBe(true);
    expect(receiver.taken().length).toBeLessThan(BINS.length);
  }
});
