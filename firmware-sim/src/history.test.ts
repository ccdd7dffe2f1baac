import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { isStoredChannel } from "@resik/contract/channel";
import { describe, expect, it } from "vitest";
import { makeFleet, type FleetShape } from "./fleet.fixture.ts";
import { deviceHistory } from "./history.ts";
import { DAY_MS } from "./physics/calendar.ts";
import type { OutboxMessage } from "./outbox/outbox.ts";
import { createWorld } from "./world.ts";

/** The scenarios whose sensors differ; the others differ in links, power and clocks. */
const PHYSICS = ["calm", "demo", "burning", "haze", "weighing-day"];
const END_MS = Date.parse("2026-03-01T00:00:00Z");

function historyOf(shape: FleetShape, days: number, device = 0): OutboxMessage[] {
  const fleet = makeFleet(shape);
  const fromMs = END_MS - days * DAY_MS;
  const spec = fleet.devices[device];
  if (!spec) throw new Error("no such device");
  return [...deviceHistory(createWorld(fleet, fromMs), spec, fromMs, END_MS)];
}

const json = (message: OutboxMessage): Record<string, unknown> =>
  JSON.parse(Buffer.from(message.payload).toString("utf8")) as Record<string, unknown>;

describe("history of a device", () => {
  it.each(PHYSICS)("says only what the contract allows, over two months of %s", (scenario) => {
    const fleet = makeFleet({ bins: 2, airs: 2, scales: 2, scenario });
    const fromMs = END_MS - 60 * DAY_MS;
    const world = createWorld(fleet, fromMs);
    let count = 0;
    for (const spec of fleet.devices) {
      for (const message of deviceHistory(world, spec, fromMs, END_MS)) {
        count++;
        // Every second is enough to see each kind of message thousands of times.
        if (count % 2 !== 0) continue;
        if (!isStoredChannel(message.channel)) throw new Error(`stored: ${message.channel}`);
        const parsed = READING_PAYLOADS[message.channel].safeParse(json(message));
        if (!parsed.success) throw new Error(`${JSON.stringify(json(message))} ${parsed.error}`);
      }
    }
    expect(count).toBeGreaterThan(50_000);
  });

  it("is the same for the same seed, and another for another seed", () => {
    const shape = { bins: 1, scenario: "demo" };
    expect(historyOf(shape, 20)).toEqual(historyOf(shape, 20));
    const payloads = (seed: string) =>
      historyOf({ ...shape, seed }, 5).map((message) => json(message)["fillRatio"]);
    expect(payloads("one")).not.toEqual(payloads("two"));
  });

  it("numbers its messages from 0 without a gap, in order of time, in the asked range", () => {
    const messages = historyOf({ airs: 1, scenario: "demo" }, 10);
    messages.forEach((message, index) => expect(message.seq).toBe(index));
    const times = messages.map((message) => Number(json(message)["sampledAt"]));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(times[0]).toBeGreaterThanOrEqual(END_MS - 10 * DAY_MS);
    expect(times.at(-1)).toBeLessThan(END_MS);
  });

  it("joins: two halves with one origin say what the whole says", () => {
    const origin = new Date(END_MS - 6 * DAY_MS).toISOString();
    const fleet = makeFleet({ bins: 1, scenario: "demo", origin });
    const [spec] = fleet.devices;
    if (!spec) throw new Error("no device");
    const world = createWorld(fleet, END_MS);
    const middleMs = END_MS - 3 * DAY_MS;
    const levels = (fromMs: number, toMs: number) =>
      [...deviceHistory(world, spec, fromMs, toMs)]
        .filter((message) => message.channel === "bin")
        .map((message) => [json(message)["sampledAt"], json(message)["fillRatio"]]);
    const whole = levels(END_MS - 6 * DAY_MS, END_MS);
    const second = levels(middleMs, END_MS);
    expect(second.length).toBeGreaterThan(200);
    expect(whole.slice(-second.length)).toEqual(second);
  });

  it("never has the same boot id for two ranges", () => {
    const boot = (days: number) => historyOf({ bins: 1 }, days)[0]?.boot;
    expect(boot(3)).not.toBe(boot(4));
  });
});
