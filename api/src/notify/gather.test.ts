import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { escalateAlert } from "../registry/alerts.ts";
import { bodyOf, giveUpWaiting, settleTry } from "../registry/desk/notification-outbox.ts";
import { MESSAGE_ALERTS_MAX, NOTIFY_CONSUMER, WAITING_MAX } from "./gather.ts";
import { gatherAll, openNotifyDesk, START_MS, type NotifyDesk } from "./notify-desk.fixture.ts";
import { CRITICAL_MS, QUIET_MS } from "./window.ts";

describe("what happens to alerts", () => {
  let desk: NotifyDesk;
  beforeEach(async () => {
    desk = await openNotifyDesk("https://resik.example");
  });
  afterEach(() => desk.close());

  it("of one site within a window is one message", async () => {
    await desk.addTarget("grup");
    for (let n = 0; n < 40; n++) {
      await desk.open(`a${n}`);
      await desk.clock.advance(100);
    }
    await gatherAll(desk);
    const messages = await desk.messages();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ target: "grup", title: "Tempat pasar: 40 peringatan" });
    expect(messages[0]?.told).toHaveLength(40);
  });

  it("waits for company, a critical alert only for a moment", async () => {
    await desk.addTarget("grup");
    const gather = desk.gather();
    expect(await gather.step()).toBe("end");
    await desk.open("a");
    expect(await gather.step()).toEqual({ waitMs: QUIET_MS });
    await desk.clock.advance(10_000);
    await desk.open("b", { severity: "critical" });
    expect(await gather.step()).toEqual({ waitMs: CRITICAL_MS });
    await desk.clock.advance(CRITICAL_MS);
    expect(await gather.step()).toBe("more");
    const [message] = await desk.messages();
    expect(message?.told).toEqual(["b open", "a open"]);
  });

  it("is told although the clock was set back", async () => {
    await desk.addTarget("grup");
    const gather = desk.gather();
    await desk.open("a");
    desk.clock.jump(START_MS - 24 * 3_600_000);
    expect(await gather.step()).toEqual({ waitMs: QUIET_MS });
    await desk.clock.advance(QUIET_MS);
    expect(await gather.step()).toBe("more");
    expect(await desk.messages()).toHaveLength(1);
  });

  it("reads well: place, value with its unit, time in WIB, a link", async () => {
    await desk.addBin("bin-a", "pasar");
    await desk.addTarget("grup");
    await desk.addTarget("english", { language: "en" });
    await desk.open("a", { severity: "critical" });
    await gatherAll(desk);
    const rows = await desk.registry.db.selectFrom("notifications").selectAll().execute();
    const [id, en] = rows.map((row) => bodyOf(row));
    expect(id?.title).toBe("Kritis: Bak panas, Bak bin-a, Tempat pasar");
    expect(id?.text).toBe(
      "Bak bin-a, Tempat pasar (Pati)\n72 °C, sejak 2 Nov 2026 10.00 WIB\n" +
        "https://resik.example/dlh/peringatan/a",
    );
    expect(en?.title).toBe("Critical: Bin hot, Bak bin-a, Tempat pasar");
    expect(en?.text).toContain("72 °C, since 2 Nov 2026 10:00 WIB");
  });

  it("of a site says its name, also where a device elsewhere has the same id", async () => {
    await desk.addTarget("grup");
    await desk.addSite("lain");
    await desk.addBin("pasar", "lain");
    await desk.open("a", { subject: "pasar", rule: "site-silent" });
    await desk.open("b", { site: "lain", subject: "pasar" });
    await gatherAll(desk);
    const rows = await desk.registry.db.selectFrom("notifications").selectAll().execute();
    const names = rows.flatMap((row) => bodyOf(row).alerts.map((one) => one.subjectName));
    expect(names.toSorted()).toEqual(["Bak pasar", "Tempat pasar"]);
  });

  it("at many places at once becomes a digest with counts, and no alert is left out", async () => {
    await desk.addTarget("grup");
    for (let n = 0; n < 6; n++) await desk.addSite(`tempat-${n}`);
    for (let n = 0; n < 300; n++) {
      const severity = n % 100 === 0 ? "critical" : "warning";
      await desk.open(`a${n}`, { site: `tempat-${n % 6}`, severity });
    }
    await gatherAll(desk);
    const [message, ...others] = await desk.messages();
    expect(others).toEqual([]);
    expect(message?.title).toBe("300 peringatan, 3 kritis di 6 tempat");
    expect(message?.told).toHaveLength(300);
    const rows = await desk.registry.db.selectFrom("notifications").selectAll().execute();
    const text = rows.map((row) => bodyOf(row).text).join("");
    expect(text).toContain("dan 288 lagi");
    expect(text.length).toBeLessThan(2_000);
  });

  it("is told to whom it concerns: by severity, site, and escalation", async () => {
    await desk.addSite("lain");
    await desk.addTarget("semua");
    await desk.addTarget("parah", { severityMin: "critical" });
    await desk.addTarget("kepala", { onlyEscalated: true });
    await desk.addTarget("mati", { enabled: false });
    await desk.open("a");
    await desk.open("b", { site: "lain", severity: "critical" });
    await gatherAll(desk);
    const told = async (target: string) =>
      (await desk.messages()).filter((one) => one.target === target).flatMap((one) => one.told);
    expect((await told("semua")).toSorted()).toEqual(["a open", "b open"]);
    expect(await told("parah")).toEqual(["b open"]);
    expect(await told("kepala")).toEqual([]);
    expect(await told("mati")).toEqual([]);
    const step = { nowMs: desk.clock.nowMs(), isMuted: false };
    await desk.registry.db.transaction().execute((trx) => escalateAlert(trx, "b", step));
    await gatherAll(desk);
    expect(await told("kepala")).toEqual(["b escalated"]);
    expect(await told("parah")).toEqual(["b open"]);
  });

  it("is over for those alone who know that it began", async () => {
    await desk.addTarget("lama");
    await desk.addTarget("diam", { tellsResolved: false });
    await desk.open("a");
    await gatherAll(desk);
    await desk.addTarget("baru");
    await desk.resolve("a");
    await gatherAll(desk);
    const messages = await desk.messages();
    expect(messages.map(({ target, told }) => [target, told])).toEqual([
      ["lama", ["a open"]],
      ["diam", ["a open"]],
      ["lama", ["a resolved"]],
    ]);
  });

  it("that nobody could be told of is not told as over either", async () => {
    await desk.addTarget("grup");
    await desk.open("a");
    await gatherAll(desk);
    const given = { target: "grup", detail: "x", nowMs: desk.clock.nowMs() };
    expect(await giveUpWaiting(desk.registry.db, given)).toBe(1);
    await desk.resolve("a");
    await gatherAll(desk);
    expect(await desk.messages()).toHaveLength(1);
  });

  it("and came and went within one window is told once, as over", async () => {
    await desk.addTarget("grup", { tellsResolved: false });
    await desk.open("a");
    await desk.clock.advance(5_000);
    await desk.resolve("a");
    await gatherAll(desk);
    expect(await desk.messages()).toMatchObject([{ told: ["a resolved"] }]);
  });

  it("that is muted is told to nobody, nor its end", async () => {
    await desk.addTarget("grup");
    await desk.open("a");
    await desk.registry.db.updateTable("alert_transitions").set({ muted: 1 }).execute();
    await gatherAll(desk);
    await desk.resolve("a");
    await gatherAll(desk);
    expect(await desk.messages()).toEqual([]);
  });

  it("while a target does not answer is added to the message that waits behind the tried one", async () => {
    await desk.addTarget("grup");
    await desk.open("a");
    await gatherAll(desk);
    const [first] = await desk.registry.db.selectFrom("notifications").selectAll().execute();
    const failed = { target: "grup", detail: "answered 500", pauseUntilMs: null };
    const { db } = desk.registry;
    await db.updateTable("notifications").set({ tries: 1 }).execute();
    await settleTry(db, { seq: first?.seq ?? 0, ...failed, againAtMs: desk.clock.nowMs() });
    await desk.open("b");
    await gatherAll(desk);
    await desk.open("c", { severity: "critical" });
    await gatherAll(desk);
    await desk.resolve("b");
    await gatherAll(desk);
    const told = (await desk.messages()).map((message) => message.told);
    expect(told).toEqual([["a open"], ["c open", "b resolved"]]);
    const rows = await db.selectFrom("notifications").selectAll().orderBy("seq").execute();
    expect(rows[1]).toMatchObject({ severity: "critical", alerts: 2 });
  });

  it("fills several messages when it is more than one holds", async () => {
    await desk.addTarget("grup");
    for (let n = 0; n < MESSAGE_ALERTS_MAX + 1; n++) await desk.open(`a${n}`);
    await gatherAll(desk);
    const sizes = (await desk.messages()).map(({ told }) => told.length);
    expect(sizes).toEqual([MESSAGE_ALERTS_MAX, 1]);
  });

  it("stands in the log as given up when too much waits already", async () => {
    await desk.addTarget("grup");
    const { db } = desk.registry;
    await desk.open("a");
    await gatherAll(desk);
    const row = await db.selectFrom("notifications").selectAll().executeTakeFirstOrThrow();
    const copies = Array.from({ length: WAITING_MAX - 1 }, (_, n) => ({
      ...row,
      seq: row.seq + n + 1,
      id: `id${n}`,
    }));
    for (let start = 0; start < copies.length; start += 100) {
      await db
        .insertInto("notifications")
        .values(copies.slice(start, start + 100))
        .execute();
    }
    await desk.open("b");
    await gatherAll(desk);
    const last = (await desk.messages()).at(-1);
    expect(last).toMatchObject({ state: "failed", told: ["b open"] });
    expect(await desk.metrics.metrics()).toContain(
      'api_notifications_dropped_total{reason="queue-full"} 1',
    );
    await desk.open("c", { severity: "critical" });
    await gatherAll(desk);
    const all = await desk.messages();
    // A critical one takes the place of the oldest warning.
    expect(all.at(-1)).toMatchObject({ state: "waiting", told: ["c open"] });
    expect(all[0]).toMatchObject({ state: "failed" });
    expect(all.filter(({ state }) => state === "waiting")).toHaveLength(WAITING_MAX);
  });

  it("is counted as given up when it is, and not where that could not be written", async () => {
    await desk.addTarget("grup");
    const { db } = desk.registry;
    await desk.open("a");
    await gatherAll(desk);
    const row = await db.selectFrom("notifications").selectAll().executeTakeFirstOrThrow();
    for (let n = 1; n < WAITING_MAX; n++) {
      await db
        .insertInto("notifications")
        .values({ ...row, seq: row.seq + n, id: `id${n}` })
        .execute();
    }
    await desk.open("b");
    await desk.clock.advance(QUIET_MS);
    // The disk is full when the cursor is to move.
    await sql`CREATE TRIGGER full BEFORE UPDATE ON outbox_cursors WHEN NEW.after_id > OLD.after_id
      BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`.execute(db);
    const gather = desk.gather();
    await expect(gather.step()).rejects.toThrow("the disk is full");
    await sql`DROP TRIGGER full`.execute(db);
    expect(await gather.step()).toBe("more");
    expect(await desk.metrics.metrics()).toContain(
      'api_notifications_dropped_total{reason="queue-full"} 1',
    );
  });

  it("is put into messages once when two programs follow at the same time", async () => {
    await desk.addTarget("grup");
    for (let n = 0; n < 5; n++) await desk.open(`a${n}`);
    await desk.clock.advance(QUIET_MS);
    const [left, right] = [desk.gather(), desk.gather()];
    await Promise.all([left.step(), right.step(), left.step(), right.step()]);
    expect(await desk.messages()).toHaveLength(1);
  });

  it("before there was any target is not told later", async () => {
    await desk.open("a");
    await gatherAll(desk);
    await desk.addTarget("grup");
    await gatherAll(desk);
    expect(await desk.messages()).toEqual([]);
    const cursor = await desk.registry.db
      .selectFrom("outbox_cursors")
      .selectAll()
      .where("consumer", "=", NOTIFY_CONSUMER)
      .executeTakeFirst();
    expect(cursor?.after_id).toBe(1);
  });
});
