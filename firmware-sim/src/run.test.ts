import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { parseDeviceTopic } from "@resik/contract/topic";
import { isStoredChannel } from "@resik/contract/channel";
import { systemClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  eventually,
  startTestBroker,
  type SeenMessage,
  type TestBroker,
} from "./broker.fixture.ts";
import { makeFleet, type FleetShape } from "./fleet.fixture.ts";
import type { Fleet } from "./fleet.ts";
import { startFleet, type FleetRun, type RunOptions } from "./run.ts";
import { createMemoryTruth, type MemoryTruth } from "./truth/memory.ts";
import { judge, type StoredReading } from "./truth/judge.ts";

const FAST = { backoff: { firstMs: 20, maxMs: 100 }, keepaliveS: 30 };

interface Message {
  channel: string;
  boot: string;
  seq: number;
  sampledAt?: number;
  state?: string;
  [field: string]: unknown;
}

const read = (message: SeenMessage): Message => ({
  // What a device of ours sent; the first test checks it against the schemas.
  ...(JSON.parse(message.payload) as Message),
  channel: parseDeviceTopic(message.topic)?.channel ?? "",
});
const ENVELOPE = ["channel", "v", "boot", "seq", "sampledAt", "quality"];

const storedOf = (broker: TestBroker): StoredReading[] => {
  const found = new Map<string, StoredReading>();
  for (const seen of broker.seen) {
    const topic = parseDeviceTopic(seen.topic);
    if (!topic || !isStoredChannel(topic.channel)) continue;
    const message = read(seen);
    const { boot, seq, sampledAt, quality } = message;
    const fields = Object.fromEntries(
      Object.entries(message).filter(([name]) => !ENVELOPE.includes(name)),
    );
    found.set(`${topic.device}/${boot}/${seq}`, {
      device: topic.device,
      channel: topic.channel,
      boot,
      seq,
      sampledAtMs: sampledAt ?? null,
      quality: (quality ?? "ok") as StoredReading["quality"],
      fields: fields as StoredReading["fields"],
    });
  }
  return [...found.values()];
};

describe("a running device", () => {
  let broker: TestBroker;
  let truth: MemoryTruth;
  let runs: FleetRun[];

  beforeEach(async () => {
    broker = await startTestBroker();
    truth = createMemoryTruth();
    runs = [];
  });
  afterEach(async () => {
    for (const run of runs) await run.close();
    await broker.close();
  });

  /** Air stations that speak every second. */
  const fleetOf = (shape: FleetShape = { airs: 1 }, clock?: "unset" | "ahead"): Fleet => {
    const fleet = makeFleet({ ...shape, brokerUrl: broker.url });
    const devices = fleet.devices.map((spec) => ({
      ...spec,
      ...(spec.kind === "air" ? { intervalS: 1 } : {}),
      ...(clock ? { clock } : {}),
    }));
    return { ...fleet, devices };
  };
  const start = (fleet: Fleet, options: Partial<RunOptions> = {}): FleetRun => {
    const run = startFleet({
      fleet,
      clock: systemClock,
      truth,
      speed: 20,
      failed: (error) => {
        throw error;
      },
      device: FAST,
      ...options,
    });
    runs.push(run);
    return run;
  };
  const messages = (channel: string): Message[] =>
    broker.seen.map(read).filter((message) => message.channel === channel);
  const device = (run: FleetRun) => {
    const [first] = run.devices;
    if (!first) throw new Error("no device");
    return first;
  };

  it("says online, retained, then its readings, all on one sequence and as the contract has it", async () => {
    const run = start(fleetOf());
    await broker.until(() => messages("air").length >= 5);
    const all = broker.seen.map(read);
    const boots = new Set(all.map(({ boot }) => boot));
    expect(boots).toEqual(new Set([device(run).stats().boot]));
    // 0 is the will's: drawn before the connection was opened.
    expect(all.find(({ state }) => state === "online")?.seq).toBeGreaterThan(0);
    const numbers = all.map(({ seq }) => seq);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(broker.seen.find(({ topic }) => topic.endsWith("/status"))?.retain).toBe(true);
    for (const seen of broker.seen) {
      const channel = parseDeviceTopic(seen.topic)?.channel;
      if (channel === undefined || !isStoredChannel(channel)) throw new Error(seen.topic);
      expect(READING_PAYLOADS[channel].safeParse(JSON.parse(seen.payload)).success).toBe(true);
    }
  });

  it("says offline itself when it is stopped, within three seconds", async () => {
    const run = start(fleetOf());
    await broker.until(() => messages("air").length >= 1);
    const startMs = systemClock.monotonicMs();
    await run.close();
    runs = [];
    expect(systemClock.monotonicMs() - startMs).toBeLessThan(3_000);
    const last = messages("status").at(-1);
    expect(last).toMatchObject({ state: "offline" });
    expect(last?.sampledAt).toBeTypeOf("number");
  });

  it("leaves a will that takes a sequence number of its own and no time", async () => {
    const run = start(fleetOf());
    await broker.until(() => messages("air").length >= 1);
    device(run).cutLink();
    await broker.until(() => messages("status").some(({ state }) => state === "offline"));
    const will = messages("status").find(({ state }) => state === "offline");
    expect(will).toMatchObject({ seq: 0, boot: device(run).stats().boot });
    expect(will?.sampledAt).toBeUndefined();
    device(run).restoreLink();
    await broker.until(
      () => messages("status").filter(({ state }) => state === "online").length > 1,
    );
    device(run).cutLink();
    await broker.until(
      () => messages("status").filter(({ state }) => state === "offline").length > 1,
    );
    const wills = messages("status").filter(({ state }) => state === "offline");
    expect(wills[1]?.seq).toBeGreaterThan(0);
  });

  it("replays in order after an outage what it kept, and loses nothing", async () => {
    const run = start(fleetOf());
    await broker.until(() => messages("air").length >= 2);
    device(run).cutLink();
    const before = messages("air").length;
    await eventually(() => device(run).stats().waiting >= 8);
    device(run).restoreLink();
    await broker.until(() => messages("air").length >= before + 9);
    const replayed = messages("air")
      .slice(before)
      .map(({ seq }) => seq);
    expect([...replayed].sort((a, b) => a - b)).toEqual(replayed);
    await run.close();
    runs = [];
    expect(judge(truth, storedOf(broker))).toMatchObject({ lost: 0, unsent: 0, mismatched: 0 });
    expect(truth.ackedCount).toBe(truth.sentCount);
  });

  it("keeps at most its window on the wire and sends again what was not acknowledged", async () => {
    const run = start(fleetOf(), { speed: 200, device: { ...FAST, inFlightMax: 5 } });
    await broker.until(() => messages("air").length >= 3);
    broker.hold(true);
    await eventually(() => device(run).stats().waiting >= 20);
    broker.dropAll();
    broker.hold(false);
    await broker.until(() => messages("air").length >= 30);
    const numbers = new Set(messages("air").map(({ seq }) => seq));
    const statuses = messages("status").map(({ seq }) => seq);
    for (let seq = 1; seq <= Math.max(...numbers); seq++) {
      expect(
        numbers.has(seq) ||
          statuses.includes(seq) ||
          truth.find({
            device: "air-0",
            boot: [...truth.messages()][0]?.[0].boot ?? "",
            seq,
          })?.will,
      ).toBe(true);
    }
  });

  it("takes a new interval from its retained configuration, and keeps its own when that is wrong", async () => {
    const fleet = fleetOf({ bins: 1 });
    await broker.publish("resik/v1/bs-pati/bin-0/config", '{"intervalS":5,"extra":1}', true);
    const run = start(fleet);
    await eventually(() => device(run).stats().downlinkRefused === 1);
    expect(messages("bin").length).toBeLessThan(2);
    await broker.publish("resik/v1/bs-pati/bin-0/config", '{"intervalS":5}', true);
    await broker.until(() => messages("bin").length >= 4);
  });

  it("answers commands with their id: identify, a tare it cannot do, and each one once", async () => {
    const run = start(fleetOf({ bins: 1 }));
    await broker.until(() => broker.subscribed.has("resik/v1/bs-pati/bin-0/command"));
    const send = (id: string, name: string) =>
      broker.publish("resik/v1/bs-pati/bin-0/command", JSON.stringify({ id, name }));
    await send("command-1", "identify");
    await send("command-2", "tare");
    await send("command-1", "identify");
    await send("command-3", "explode");
    await broker.until(() => messages("reply").length >= 3);
    expect(messages("reply").map(({ id, ok }) => [id, ok])).toEqual([
      ["command-1", true],
      ["command-2", false],
      ["command-1", true],
    ]);
    expect(truth.events.filter(({ name }) => name === "identified")).toHaveLength(1);
    await eventually(() => device(run).stats().downlinkRefused === 1);
  });

  it("boots anew on command: a reply, a will, then a new boot id from 0", async () => {
    const run = start(fleetOf());
    await broker.until(() => messages("air").length >= 1);
    const oldBoot = device(run).stats().boot;
    await broker.until(() => broker.subscribed.has("resik/v1/bs-pati/air-0/command"));
    await broker.publish("resik/v1/bs-pati/air-0/command", '{"id":"reboot-01","name":"reboot"}');
    await broker.until(() => messages("air").some(({ boot }) => boot !== oldBoot));
    expect(messages("reply")).toMatchObject([{ id: "reboot-01", ok: true }]);
    expect(messages("status").some((one) => one.state === "offline" && one.boot === oldBoot)).toBe(
      true,
    );
    const newBoot = device(run).stats().boot;
    const fresh = broker.seen.map(read).filter(({ boot }) => boot === newBoot);
    expect(Math.min(...fresh.map(({ seq }) => seq))).toBe(1);
    expect(messages("air").find(({ boot }) => boot === newBoot)?.["quality"]).toBe("warming-up");
  });

  it("boots anew after a power cut at its place, but a bin only loses its link", async () => {
    const run = start(fleetOf({ airs: 1, bins: 1 }), { speed: 600 });
    const boots = () => run.devices.map((one) => one.stats().boot);
    const online = () => run.devices.map((one) => one.stats().connected);
    await eventually(() => online().every(Boolean));
    const before = new Map(run.devices.map((one) => [one.id, one.stats().boot]));
    for (const one of run.devices) one.supplyOff();
    await broker.until(
      () => messages("status").filter(({ state }) => state === "offline").length === 2,
    );
    const bin = run.device("bin-0");
    // It goes on measuring and keeps what it cannot send.
    await eventually(() => (bin?.stats().waiting ?? 0) >= 2);
    expect(online()).toEqual([false, false]);
    for (const one of run.devices) one.supplyOn();
    await eventually(() => online().every(Boolean));
    expect(run.device("air-0")?.stats().boot).not.toBe(before.get("air-0"));
    expect(bin?.stats().boot).toBe(before.get("bin-0"));
    expect(new Set(boots()).size).toBe(2);
    const named = (name: string) => truth.events.filter((one) => one.name === name);
    expect(named("power-off").map((one) => one.device)).toEqual(["air-0"]);
  });

  it("switches no bin off by the power cuts of its scenario", async () => {
    // A day in two seconds.
    start(makeFleet({ airs: 1, bins: 2, scenario: "power-cut" }), { speed: 43_200 });
    const off = () => truth.events.filter(({ name }) => name === "power-off");
    await eventually(() => off().length >= 3);
    expect(new Set(off().map((one) => one.device))).toEqual(new Set(["air-0"]));
  });

  it("leaves the time out while its clock is unset, and stamps what a wrong clock says", async () => {
    start(fleetOf({ airs: 1 }, "unset"));
    await broker.until(() => messages("air").length >= 2);
    expect(broker.seen.map(read).every(({ sampledAt }) => sampledAt === undefined)).toBe(true);
    for (const run of runs.splice(0)) await run.close();
    start(fleetOf({ airs: 1, seed: "other" }, "ahead"));
    const from = broker.seen.length;
    await broker.until(() => broker.seen.length > from + 2);
    const ahead = broker.seen
      .slice(from)
      .map(read)
      .find(({ channel }) => channel === "air");
    expect((ahead?.sampledAt ?? 0) - systemClock.nowMs()).toBeGreaterThan(23 * 3_600_000);
  });

  it("shows live weights at QoS 0 and one reading for each weighing", async () => {
    start(fleetOf({ scales: 1, scenario: "weighing-day" }), { speed: 600 });
    await broker.until(() => messages("scale").length >= 2);
    const weights = broker.seen.filter(({ topic }) => topic.endsWith("/weight"));
    expect(weights.length).toBeGreaterThan(5);
    expect(weights.every(({ qos, retain }) => qos === 0 && !retain)).toBe(true);
    expect(Object.keys(JSON.parse(weights[0]?.payload ?? "{}") as object).sort()).toEqual([
      "massG",
      "stable",
    ]);
  });

  it("notices a half-open link and comes back with everything", async () => {
    const run = start(fleetOf(), { device: { ...FAST, keepaliveS: 1 } });
    await broker.until(() => messages("air").length >= 2);
    device(run).stallLink();
    const before = device(run).stats().acked;
    await eventually(() => device(run).stats().acked >= before + 10);
    expect(device(run).stats()).toMatchObject({ connected: true, connectionsLost: 1 });
    await run.close();
    runs = [];
    expect(judge(truth, storedOf(broker))).toMatchObject({ lost: 0, unsent: 0, mismatched: 0 });
  });

  it("finds what an earlier process left in the outbox file and sends it first", async () => {
    const folder = mkdtempSync(join(tmpdir(), "resik-run-"));
    const outboxPath = join(folder, "outbox.db");
    const fleet = fleetOf();
    const unreachable = { ...fleet, brokerUrl: "mqtt://127.0.0.1:1" };
    const first = start(unreachable, { outboxPath });
    const { boot } = device(first).stats();
    await eventually(() => device(first).stats().waiting >= 5);
    await first.close();
    runs = [];
    const second = start(fleet, { outboxPath });
    await broker.until(() => messages("air").length >= 7);
    expect(device(second).stats().boot).not.toBe(boot);
    const [one, two] = messages("air");
    expect([one?.boot, two?.boot]).toEqual([boot, boot]);
    await second.close();
    runs = [];
    expect(judge(truth, storedOf(broker))).toMatchObject({ lost: 0, unsent: 0, mismatched: 0 });
    rmSync(folder, { recursive: true });
  });

  it("sends some messages twice and some out of turn over bad links, yet loses nothing", async () => {
    const run = start(fleetOf({ airs: 4, scenario: "lossy-links" }), { speed: 100 });
    // Only where several wait can one overtake another, whatever the machine's pace.
    for (const one of run.devices) one.cutLink();
    await eventually(() => run.devices.every((one) => one.stats().waiting >= 100));
    for (const one of run.devices) one.restoreLink();
    await broker.until(() => messages("air").length >= 600);
    await run.close();
    runs = [];
    const identities = broker.seen.map(
      (seen) => `${seen.topic} ${read(seen).boot} ${read(seen).seq}`,
    );
    expect(new Set(identities).size).toBeLessThan(identities.length);
    const lastByBoot = new Map<string, number>();
    const overtaken = messages("air").filter(({ boot, seq }) => {
      const last = lastByBoot.get(boot) ?? -1;
      lastByBoot.set(boot, Math.max(last, seq));
      return seq < last;
    });
    expect(overtaken.length).toBeGreaterThan(0);
    expect(judge(truth, storedOf(broker))).toMatchObject({ lost: 0, unsent: 0, mismatched: 0 });
  });
});
