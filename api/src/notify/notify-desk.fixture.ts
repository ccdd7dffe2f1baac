import type { AlertSeverity } from "@resik/contract/alert-rule";
import type { TargetInput, TargetSettings } from "@resik/contract/http/notifications";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { createManualClock, type ManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry as Metrics } from "@resik/kit/metrics";
import { createRandom } from "@resik/kit/random";
import { openAlert, resolveAlert } from "../registry/alerts.ts";
import { bodyOf } from "../registry/desk/notification-outbox.ts";
import { saveTarget } from "../registry/desk/notification-targets.ts";
import { registerDevice } from "../registry/devices.ts";
import { openRegistry, type Registry } from "../registry/open.ts";
import { addSite } from "../registry/sites.ts";
import { createGather, type Gather } from "./gather.ts";
import { createNotifyEvents, type NotifyEvents } from "./notify-events.ts";
import { createSealer, type Sealer } from "./seal.ts";

export const START_MS = Date.UTC(2026, 10, 2, 3);

export interface NotifyDesk {
  clock: ManualClock;
  registry: Registry;
  sealer: Sealer;
  metrics: Metrics;
  events: NotifyEvents;
  addSite(id: string): Promise<void>;
  addBin(id: string, site: string): Promise<void>;
  addTarget(id: string, own?: Partial<TargetInput>): Promise<void>;
  open(
    id: string,
    own?: { site?: string; subject?: string; severity?: AlertSeverity; rule?: string },
  ): Promise<void>;
  resolve(id: string): Promise<void>;
  gather(): Gather;
  /** Messages so far in order: who, title, and what was told of which alert. */
  messages(): Promise<{ target: string; state: string; title: string; told: string[] }[]>;
  close(): Promise<void>;
}

const WEBHOOK: TargetSettings = {
  kind: "webhook",
  url: "http://127.0.0.1:9/",
  headers: [],
  signingKey: "",
};

/** A real registry with one site and a clock that a test moves; nothing is sent. */
export async function openNotifyDesk(publicUrl: string | null = null): Promise<NotifyDesk> {
  const clock = createManualClock(START_MS);
  const registry = openRegistry(":memory:");
  const { db } = registry;
  const sealer = createSealer("session-secret-of-this-test-0123456789abc");
  const metrics = createMetrics({ processMetrics: false });
  const events = createNotifyEvents(createLogger("api", "silent"), metrics);
  const desk: NotifyDesk = {
    clock,
    registry,
    sealer,
    metrics,
    events,
    async addSite(id) {
      const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.75, lon: 111.04 };
      await addSite(db, {
        id: siteIdSchema.parse(id),
        name: `Tempat ${id}`,
        kind: "tps",
        ...place,
      });
    },
    async addBin(id, site) {
      const input = { id: deviceIdSchema.parse(id), site: siteIdSchema.parse(site) };
      await registerDevice(db, { ...input, kind: "bin", name: `Bak ${id}` }, clock.nowMs());
    },
    addTarget: (id, own = {}) =>
      saveTarget(
        db,
        id,
        {
          name: id,
          enabled: true,
          language: "id",
          severityMin: "warning",
          sites: [],
          tellsResolved: true,
          onlyEscalated: false,
          settings: WEBHOOK,
          ...own,
        },
        { sealer, nowMs: clock.nowMs() },
      ),
    async open(id, own = {}) {
      const { site = "pasar", subject = `bin-${id}`, severity = "warning", rule = "bin-hot" } = own;
      const alert = { id, rule, subject, site, severity, value: 72 };
      await db.transaction().execute((trx) => openAlert(trx, alert, clock.nowMs()));
    },
    async resolve(id) {
      const change = { value: 30, nowMs: clock.nowMs() };
      await db.transaction().execute((trx) => resolveAlert(trx, id, change));
    },
    gather: () =>
      createGather({ db, clock, random: createRandom(`gather ${starts++}`), events, publicUrl }),
    async messages() {
      const rows = await db.selectFrom("notifications").selectAll().orderBy("seq").execute();
      return rows.map((row) => ({
        target: row.target,
        state: row.state,
        title: row.title,
        told: bodyOf(row).alerts.map(({ id, state }) => `${id} ${state}`),
      }));
    },
    close: () => registry.close(),
  };
  let starts = 0;
  await desk.addSite("pasar");
  return desk;
}

/** Steps until nothing is left to gather, moving the clock on as far as it is asked to. */
export async function gatherAll(desk: NotifyDesk, gather = desk.gather()): Promise<void> {
  for (;;) {
    const step = await gather.step();
    if (step === "end") return;
    if (step !== "more") await desk.clock.advance(step.waitMs);
  }
}
