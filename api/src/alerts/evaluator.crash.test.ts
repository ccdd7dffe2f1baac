import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { openReadingStore } from "@resik/readings/open";
import { expect, it } from "vitest";
import { registerDevice } from "../registry/devices.ts";
import { openRegistry, registryPath } from "../registry/open.ts";
import { addSite } from "../registry/sites.ts";
import { SITE } from "../test/harness.ts";
import { makeReading } from "../test/make-reading.ts";
import { LEASE_MS } from "./evaluator.ts";

const EVALUATOR = fileURLToPath(new URL("crash-evaluator.fixture.ts", import.meta.url));
const BINS = Array.from({ length: 60 }, (_, n) => deviceIdSchema.parse(`bin-${n}`));
const ROUNDS = 5;

it("opens nothing twice and forgets nothing when it is killed with -9 in a storm", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "resik-storm-"));
  const random = createRandom("storm");
  const store = await openReadingStore("sqlite:", { dataDir, clock: systemClock });
  const registry = openRegistry(registryPath(dataDir));
  const site = siteIdSchema.parse(SITE.id);
  await addSite(registry.db, { ...SITE, id: site });
  for (const id of BINS) {
    await registerDevice(registry.db, { id, site, kind: "bin", name: id }, 0);
  }
  let seq = 0;
  const burning = new Map<string, boolean>();
  const flicker = async (): Promise<void> => {
    const readings = BINS.map((device) => {
      burning.set(device, random.chance(0.5));
      const fields = { temperatureC: burning.get(device) ? 90 : 25 };
      return makeReading({ device, atMs: systemClock.nowMs(), seq: seq++, fields });
    });
    await store.write({ readings, quarantined: [] });
  };

  /** Lets it work through some changes, then kills it in the middle of one. */
  async function storm(round: number, evaluations: number): Promise<void> {
    const aheadMs = round * (LEASE_MS + 1_000);
    const child = fork(EVALUATOR, [dataDir, `round ${round}`, String(aheadMs)], { execArgv: [] });
    let heard = 0;
    child.on("message", (outcome) => {
      if (outcome !== "evaluated") return;
      heard++;
      if (heard === evaluations) child.kill("SIGKILL");
      else void flicker();
    });
    const [, signal] = await once(child, "close");
    expect(signal).toBe("SIGKILL");
  }

  await flicker();
  for (let round = 0; round < ROUNDS; round++) await storm(round, 3 + random.int(12));
  // One more that is left in peace for two evaluations.
  const wanted = new Map(burning);
  await storm(ROUNDS, 1);

  const alerts = await registry.db.selectFrom("alerts").selectAll().execute();
  const rows = await registry.db
    .selectFrom("alert_transitions")
    .selectAll()
    .orderBy("id")
    .execute();
  expect(alerts.length).toBeGreaterThan(BINS.length);
  for (const { id, state } of alerts) {
    const own = rows.filter(({ alert }) => alert === id).map((row) => [row.seq, row.state]);
    const whole = [
      [0, "open"],
      [1, "resolved"],
    ];
    expect(own).toEqual(state === "open" ? whole.slice(0, 1) : whole);
  }
  expect(rows).toHaveLength(alerts.reduce((sum, { transitions }) => sum + transitions, 0));
  const open = alerts.filter(({ state }) => state === "open").map(({ subject }) => subject);
  const hot = BINS.filter((device) => wanted.get(device) === true);
  expect(open.toSorted()).toEqual(hot.toSorted());
  await registry.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);
