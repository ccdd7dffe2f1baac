import { ALERT_STEPS_MAX } from "@resik/contract/http/alerts";
import { siteIdSchema } from "@resik/contract/slug";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  acknowledgeAlert,
  assignAlert,
  escalateAlert,
  noteAlert,
  openAlert,
  resolveAlert,
  resolveAlertByHand,
} from "./alerts.ts";
import { storyOf } from "./desk/alert-list.ts";
import { takeAlertInHand } from "./desk/task-alert.ts";
import { openRegistry, type Registry } from "./open.ts";
import { addSite } from "./sites.ts";
import type { RegistryDb } from "./tables.ts";

const NOW_MS = Date.UTC(2026, 10, 22);
const SITE = siteIdSchema.parse("tps-01");
const ID = "alert1";

let registry: Registry;
beforeEach(async () => {
  registry = openRegistry(":memory:");
  const { db } = registry;
  const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.75, lon: 111.04 };
  await addSite(db, { id: SITE, name: "TPS 1", kind: "tps", ...place });
  const now = new Date(NOW_MS).toISOString();
  for (const id of ["wati", "joko"]) {
    await sql`INSERT INTO "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
      VALUES (${id}, ${id}, ${`${id}@example.org`}, 0, ${now}, ${now})`.execute(db);
  }
  const about = { rule: "bin-full", subject: SITE, site: SITE, severity: "warning" } as const;
  await write((trx) => openAlert(trx, { ...about, id: ID, value: 1 }, NOW_MS));
});
afterEach(() => registry.close());

const write = <T>(run: (db: RegistryDb) => Promise<T>): Promise<T> =>
  registry.db.transaction().execute(run);
const hand = (note: string | null = null) => ({ by: "Wati", note });
const at = { nowMs: NOW_MS };
const note = (words: string) => write((db) => noteAlert(db, ID, { ...at, hand: hand(words) }));
const assign = (assignee: string | null) =>
  write((db) => assignAlert(db, ID, { ...at, assignee, hand: hand(assignee) }));
const acknowledge = (words: string | null) =>
  write((db) => acknowledgeAlert(db, ID, NOW_MS, hand(words)));
const story = async () =>
  (await storyOf(registry.db, ID)).map(({ step, note: words }) => [step, words]);

describe("an alert's story", () => {
  it("has no line for the one whose alert it is already, and one for each change", async () => {
    for (const assignee of [null, "wati", "wati", "joko", null, null]) {
      expect(await assign(assignee)).toMatchObject({ ok: true, value: { assignee } });
    }
    expect(await story()).toEqual([
      ["opened", null],
      ["assigned", "wati"],
      ["assigned", "joko"],
      ["assigned", null],
    ]);
    await write((db) => resolveAlert(db, ID, at));
    expect(await assign(null)).toMatchObject({ ok: false, code: "already-settled" });
    const nowhere = { ...at, assignee: null, hand: hand() };
    expect(await write((db) => assignAlert(db, "none", nowhere))).toMatchObject({
      code: "not-found",
    });
  });

  it("keeps the words of who acknowledges it after somebody else", async () => {
    await acknowledge("saya lihat");
    await acknowledge(null);
    expect(await acknowledge("asapnya dari pasar")).toMatchObject({
      ok: true,
      value: { state: "acknowledged" },
    });
    expect(await story()).toEqual([
      ["opened", null],
      ["acknowledged", "saya lihat"],
      ["noted", "asapnya dari pasar"],
    ]);
    await write((db) => resolveAlert(db, ID, at));
    expect(await acknowledge("terlambat")).toMatchObject({ code: "already-settled" });
    expect(await story()).toHaveLength(4);
  });

  it("takes so many steps of people, and then still what has to be told", async () => {
    for (let step = 1; step < ALERT_STEPS_MAX; step++) {
      expect(await note(`${step}`)).toMatchObject({ ok: true });
    }
    expect(await note("one more")).toMatchObject({ ok: false, code: "too-many-requests" });
    expect(await assign("wati")).toMatchObject({ ok: false, code: "too-many-requests" });
    expect(await write((db) => escalateAlert(db, ID, { ...at, isMuted: false }))).toBe(true);
    const task = { owner: "wati", by: { id: "wati", name: "Wati" }, ...at };
    await write((db) => takeAlertInHand(db, ID, task));
    expect(await acknowledge("one more")).toMatchObject({ ok: false, code: "too-many-requests" });
    expect(await acknowledge(null)).toMatchObject({ ok: true, value: { assignee: "wati" } });
    const end = { ...at, hand: hand("diangkut") };
    expect(await write((db) => resolveAlertByHand(db, ID, end))).toMatchObject({ ok: true });
    expect(await note("one more")).toMatchObject({ ok: false, code: "too-many-requests" });
    expect((await story()).slice(-5)).toEqual([
      ["noted", `${ALERT_STEPS_MAX - 1}`],
      ["escalated", null],
      ["acknowledged", null],
      ["assigned", null],
      ["resolved", "diangkut"],
    ]);
  });

  it("shows its end where an earlier version made it longer than what is shown", async () => {
    const { db } = registry;
    const row = { alert: ID, step: "noted", state: "open", value: 1, muted: 0 } as const;
    for (let seq = 1; seq <= 600; seq++) {
      const at_ms = NOW_MS + seq;
      await db
        .insertInto("alert_transitions")
        .values({ ...row, seq, at_ms, by_name: "Wati", note: `${seq}` })
        .execute();
    }
    const shown = await story();
    expect(shown).toHaveLength(500);
    expect([shown[0], shown.at(-1)]).toEqual([
      ["noted", "101"],
      ["noted", "600"],
    ]);
  });
});
