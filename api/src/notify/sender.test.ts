import { notificationBodySchema } from "@resik/contract/http/notifications";
import { createRandom } from "@resik/kit/random";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sendToEach } from "./adapters/each-recipient.ts";
import { GIVE_UP_MS } from "../registry/desk/notification-outbox.ts";
import { takeLease } from "../registry/leases.ts";
import { backoffMs } from "./backoff.ts";
import { createDeliver, EXCHANGE_TIMEOUT_MS, type Deliver } from "./deliver.ts";
import { gatherAll, openNotifyDesk, type NotifyDesk } from "./notify-desk.fixture.ts";
import { OK, startReceiver, type Receiver } from "./receiver.fixture.ts";
import { SEND_LEASE_MS, startSender, type Sender } from "./sender.ts";

describe("the sender", () => {
  let desk: NotifyDesk;
  let receivers: Receiver[];
  let senders: Sender[];
  beforeEach(async () => {
    desk = await openNotifyDesk();
    receivers = [];
    senders = [];
  });
  afterEach(async () => {
    for (const sender of senders) await sender.stop();
    for (const receiver of receivers) await receiver.close();
    await desk.close();
  });

  async function addReceiver(id: string, ...behaviour: Parameters<typeof startReceiver>) {
    const receiver = await startReceiver(...behaviour);
    receivers.push(receiver);
    const settings = { kind: "webhook" as const, headers: [], signingKey: "rahasia-sekali" };
    await desk.addTarget(id, { settings: { ...settings, url: `${receiver.url}/${id}` } });
    return receiver;
  }
  function start(seed = "sender", own?: Deliver): Sender {
    const { clock, sealer, events, registry } = desk;
    const deliver = own ?? createDeliver({ db: registry.db, clock, sealer, publicUrl: null });
    const random = createRandom(seed);
    const sender = startSender({ db: registry.db, clock, random, events, deliver });
    senders.push(sender);
    return sender;
  }
  /** Moves the clock in small steps until it is so. */
  async function until(isSo: () => boolean | Promise<boolean>, stepMs = 500): Promise<void> {
    const look = async (): Promise<boolean> => {
      await desk.clock.advance(stepMs);
      return isSo();
    };
    await expect.poll(look, { timeout: 10_000, interval: 2 }).toBe(true);
  }
  const states = async () => (await desk.messages()).map(({ state }) => state);

  it("sends what waits, and each message under its own id", async () => {
    const receiver = await addReceiver("grup");
    await desk.open("a");
    await gatherAll(desk);
    await desk.resolve("a");
    await gatherAll(desk);
    start();
    await until(() => receiver.taken().length === 2);
    const ids = receiver.received.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(ids).size).toBe(2);
    await until(async () => (await states()).join() === "delivered,delivered");
  });

  it("tries again under the same id until it is taken, ever more seldom", async () => {
    const receiver = await addReceiver("grup", { kind: "answer", status: 500 });
    await desk.open("a");
    await gatherAll(desk);
    start();
    await until(() => receiver.received.length === 4);
    const target = await desk.registry.db
      .selectFrom("notification_targets")
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(target).toMatchObject({ last_failure: "answered 500" });
    receiver.behave(OK);
    await until(() => receiver.taken().length === 1, 5_000);
    const ids = receiver.received.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(ids).size).toBe(1);
    await until(async () => (await states())[0] === "delivered");
    const after = await desk.registry.db
      .selectFrom("notification_targets")
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(after).toMatchObject({ last_failure: null, failures: 0 });
  });

  it("waits as long as it is asked to", async () => {
    const headers = { "retry-after": "3600" };
    const receiver = await addReceiver("grup", { kind: "answer", status: 429, headers });
    await desk.open("a");
    await gatherAll(desk);
    start();
    await until(() => receiver.received.length === 1);
    receiver.behave(OK);
    await until(async () => {
      const row = await desk.registry.db
        .selectFrom("notification_targets")
        .select("paused_until_ms")
        .executeTakeFirstOrThrow();
      return row.paused_until_ms > desk.clock.nowMs() + 3_000_000;
    });
    for (let n = 0; n < 50; n++) await desk.clock.advance(60_000);
    expect(receiver.received).toHaveLength(1);
    await until(() => receiver.taken().length === 1, 60_000);
  });

  it("lets no target wait for another: one hangs, one drops, one fails, one takes it", async () => {
    const hanging = await addReceiver("gantung", { kind: "hang" });
    const dropping = await addReceiver("putus", { kind: "drop" });
    const failing = await addReceiver("gagal", { kind: "answer", status: 503 });
    const good = await addReceiver("baik");
    await desk.open("a");
    await gatherAll(desk);
    start();
    // The clock stands still but for a second: nobody's time is up.
    await until(() => good.taken().length === 1, 10);
    for (const bad of [hanging, dropping, failing]) {
      await until(() => bad.received.length > 0, 10);
      expect(bad.taken()).toEqual([]);
      bad.behave(OK);
    }
    await until(() => [hanging, dropping, failing].every((one) => one.taken().length === 1), 1_000);
    expect(good.taken()).toHaveLength(1);
  });

  it("goes on with the next message when one alone is refused", async () => {
    const receiver = await addReceiver("grup", { kind: "answer", status: 400 });
    await desk.open("a");
    await gatherAll(desk);
    start();
    await until(() => receiver.received.length === 1);
    receiver.behave(OK);
    await desk.open("b");
    await gatherAll(desk);
    await until(() => receiver.taken().length === 2);
  });

  it("gives up after its bound, counts it, and the log says why", async () => {
    const receiver = await addReceiver("grup", { kind: "answer", status: 500 });
    await desk.open("a");
    await gatherAll(desk);
    start();
    await until(() => receiver.received.length === 1);
    desk.clock.jump(desk.clock.nowMs() + GIVE_UP_MS);
    await until(async () => (await states())[0] === "failed");
    const row = await desk.registry.db
      .selectFrom("notifications")
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(row.last_failure).toBe("answered 500");
    expect(row.settled_at_ms).toBeGreaterThanOrEqual(row.created_at_ms + GIVE_UP_MS);
    expect(await desk.metrics.metrics()).toContain(
      'api_notifications_dropped_total{reason="overdue"} 1',
    );
  });

  it("leaves a target alone that another program sends to, and takes over when that one is silent", async () => {
    const receiver = await addReceiver("grup");
    await desk.open("a");
    await gatherAll(desk);
    const { db } = desk.registry;
    const nowMs = desk.clock.nowMs();
    const lease = { name: "notify/grup", holder: "other", nowMs, lengthMs: SEND_LEASE_MS };
    expect(await takeLease(db, lease)).toBe(true);
    start();
    for (let n = 0; n < 10; n++) await desk.clock.advance(SEND_LEASE_MS / 12);
    expect(receiver.received).toEqual([]);
    await until(() => receiver.taken().length === 1);
  });

  it("sends each message once when two programs are at it", async () => {
    const receiver = await addReceiver("grup");
    start("one");
    start("two");
    for (let n = 0; n < 8; n++) {
      await desk.open(`a${n}`);
      await gatherAll(desk);
    }
    await until(async () => (await states()).every((state) => state === "delivered"));
    const ids = receiver.received.map(({ headers }) => headers["idempotency-key"]);
    expect(ids).toHaveLength(8);
    expect(new Set(ids).size).toBe(8);
  });

  it("ends at once though a target hangs, and the message is not lost", async () => {
    const receiver = await addReceiver("grup", { kind: "hang" });
    await desk.open("a");
    await gatherAll(desk);
    const sender = start();
    await until(() => receiver.received.length === 1);
    await sender.stop();
    expect(await states()).toEqual(["waiting"]);
    receiver.behave(OK);
    start("next");
    await until(() => receiver.taken().length === 1, SEND_LEASE_MS / 10);
  });

  it("does not try with secrets that it cannot open", async () => {
    const receiver = await addReceiver("grup");
    await desk.registry.db
      .updateTable("notification_targets")
      .set({ secrets: Buffer.alloc(40) })
      .execute();
    await desk.open("a");
    await gatherAll(desk);
    start();
    await until(async () => {
      const { last_failure } = await desk.registry.db
        .selectFrom("notification_targets")
        .selectAll()
        .executeTakeFirstOrThrow();
      return last_failure !== null;
    });
    expect(receiver.received).toEqual([]);
  });

  it("never tells that an alert is over before it told that it began, and holds up nothing else", async () => {
    const receiver = await addReceiver("grup", { kind: "answer", status: 400 });
    await desk.open("a");
    await gatherAll(desk);
    start();
    // The first message is refused itself: it waits, and the target is there for others.
    await until(() => receiver.received.length === 1);
    receiver.behave(OK);
    await desk.resolve("a");
    await desk.open("b", { severity: "critical" });
    await gatherAll(desk);
    await until(() => receiver.taken().length === 3, 1_000);
    const told = receiver.taken().map((body) => {
      const { alerts } = notificationBodySchema.parse(body);
      return alerts.map(({ id, state }) => `${id} ${state}`);
    });
    expect(told.flat().indexOf("a open")).toBeLessThan(told.flat().indexOf("a resolved"));
    expect(told).toContainEqual(["b open"]);
  });

  it("tells that an alert is over though one of several recipients never takes anything", async () => {
    await desk.addTarget("grup");
    await desk.open("a");
    await gatherAll(desk);
    await desk.resolve("a");
    await gatherAll(desk);
    const taken: string[] = [];
    start("sender", (_target, sending, signal) => {
      const send = async () => {
        taken.push(...sending.body.alerts.map(({ state }) => state));
        return { kind: "delivered", detail: "ok" } as const;
      };
      const refuse = async () =>
        ({ kind: "refused", reason: "rejected", detail: "no such number" }) as const;
      const recipients = [
        { key: "wrong", send: refuse },
        { key: "right", send },
      ];
      return sendToEach(recipients, sending, { atOnce: 2, signal });
    });
    const startMs = desk.clock.nowMs();
    await until(() => taken.length === 2, 5_000);
    expect(taken).toEqual(["open", "resolved"]);
    expect(desk.clock.nowMs() - startMs).toBeLessThan(15 * 60_000);
  });

  it("begins with short pauses again when the target has answered since, be it with a no", async () => {
    const receiver = await addReceiver("grup", { kind: "answer", status: 400 });
    await desk.open("a");
    await gatherAll(desk);
    start();
    await until(() => receiver.received.length === 8, 5_000);
    receiver.behave({ kind: "answer", status: 503 });
    await desk.open("b", { severity: "critical" });
    await gatherAll(desk);
    const { db } = desk.registry;
    const pauseMs = async (): Promise<number> => {
      const row = await db
        .selectFrom("notification_targets")
        .select("paused_until_ms")
        .executeTakeFirstOrThrow();
      return row.paused_until_ms - desk.clock.nowMs();
    };
    await until(async () => (await pauseMs()) > 0);
    expect(await pauseMs()).toBeLessThanOrEqual(10_000);
  });

  it("sends although the clock was set back by months since a message was written and tried", async () => {
    const receiver = await addReceiver("grup", { kind: "answer", status: 503 });
    await desk.open("a");
    await gatherAll(desk);
    const sender = start();
    await until(() => receiver.received.length === 1);
    await expect.poll(async () => (await desk.messages())[0]?.state).toBe("waiting");
    receiver.behave(OK);
    desk.clock.jump(desk.clock.nowMs() - 90 * 24 * 3_600_000);
    sender.wake();
    await until(() => receiver.taken().length === 1);
  });
});

describe("the time to the next try", () => {
  it("doubles to a quarter of an hour, is never the same, and is at least what was asked for", () => {
    const random = createRandom("backoff");
    for (let failures = 0; failures < 40; failures++) {
      const wholeMs = Math.min(5_000 * 2 ** failures, 15 * 60_000);
      const ms = backoffMs(failures, random);
      expect(ms).toBeGreaterThanOrEqual(wholeMs / 2);
      expect(ms).toBeLessThanOrEqual(wholeMs);
    }
    expect(backoffMs(0, random, 3_600_000)).toBe(3_600_000);
    expect(EXCHANGE_TIMEOUT_MS).toBeLessThan(SEND_LEASE_MS);
  });
});
