import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { isStoredChannel } from "@resik/contract/channel";
import { describe, expect, it } from "vitest";
import { makeFleet, type FleetShape } from "../fleet.fixture.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../physics/calendar.ts";
import { playFleet, type PlayedMessage } from "./play.ts";

const FROM_MS = Date.parse("2026-03-02T00:00:00Z");

function playAll(shape: FleetShape, days: number, stepMs = HOUR_MS) {
  const toMs = FROM_MS + days * DAY_MS;
  const fleet = makeFleet(shape);
  const dead: string[] = [];
  const play = playFleet({
    fleet,
    fromMs: FROM_MS,
    toMs,
    power: (spec, _atMs, hasPower) => void (hasPower || dead.push(spec.id)),
  });
  const messages: PlayedMessage[] = [];
  for (let atMs = FROM_MS; atMs < toMs; atMs += stepMs)
    messages.push(...play.advance(atMs + stepMs));
  return { fleet, play, messages, dead };
}

const json = ({ payload }: PlayedMessage): Record<string, unknown> =>
  JSON.parse(Buffer.from(payload).toString("utf8")) as Record<string, unknown>;
const stateOf = (message: PlayedMessage): unknown => json(message)["state"];

describe("a played fleet", () => {
  it("gives the same messages for the same seed, however far it is moved at once", () => {
    const shape = { bins: 2, airs: 2, scales: 1, scenario: "desk" };
    const hourly = playAll(shape, 2).messages;
    expect(hourly.length).toBeGreaterThan(2_000);
    expect(playAll(shape, 2, 7 * MINUTE_MS).messages).toEqual(hourly);
    expect(playAll({ ...shape, seed: "other" }, 2).messages).not.toEqual(hourly);
  });

  it("says only what the contract allows, in the order in which the broker has it", () => {
    const { messages } = playAll({ bins: 3, airs: 3, scales: 1, scenario: "desk" }, 6);
    let atMs = FROM_MS;
    for (const message of messages) {
      expect(message.atMs).toBeGreaterThanOrEqual(atMs);
      atMs = message.atMs;
      if (!isStoredChannel(message.channel)) throw new Error(message.channel);
      const parsed = READING_PAYLOADS[message.channel].safeParse(json(message));
      if (!parsed.success) throw new Error(`${JSON.stringify(json(message))} ${parsed.error}`);
    }
  });

  it("repeats no identity but those that were sent twice with the same bytes", () => {
    const { messages } = playAll({ bins: 3, airs: 2, scenario: "desk" }, 10);
    const seen = new Map<string, string>();
    let twice = 0;
    for (const message of messages) {
      const { boot, seq } = json(message);
      const key = `${message.device}/${String(boot)}/${String(seq)}`;
      const bytes = Buffer.from(message.payload).toString("utf8");
      const before = seen.get(key);
      if (before !== undefined) twice++;
      expect(before ?? bytes).toBe(bytes);
      seen.set(key, bytes);
    }
    expect(twice).toBeGreaterThan(10);
    expect(twice).toBeLessThan(messages.length / 50);
  });

  it("leaves its last will within the broker's patience when it is cut off", () => {
    const { play, messages } = playAll({ bins: 4, scenario: "desk" }, 10);
    let checked = 0;
    for (const [device, spells] of play.dark) {
      const own = messages.filter((message) => message.device === device);
      for (const { beginMs, endMs } of spells) {
        const alone = spells.filter(
          (other) => other.beginMs < endMs + 5 * MINUTE_MS && beginMs - 5 * MINUTE_MS < other.endMs,
        );
        if (alone.length > 1 || endMs > FROM_MS + 10 * DAY_MS - HOUR_MS) continue;
        if (beginMs < FROM_MS + 5 * MINUTE_MS) continue;
        const during = own.filter(({ atMs }) => atMs > beginMs + 2_000 && atMs < endMs);
        expect(during.map(stateOf)).toEqual(["offline"]);
        expect((during[0]?.atMs ?? 0) - beginMs).toBeLessThanOrEqual(45_000);
        const after = own.filter(({ atMs }) => atMs >= endMs && atMs < endMs + 2 * MINUTE_MS);
        expect(after.some((message) => stateOf(message) === "online")).toBe(true);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(5);
  });

  it("keeps what a bin measured while its link was down, and loses what a dark station was", () => {
    const { play, messages, fleet } = playAll({ bins: 3, airs: 3, scenario: "desk" }, 20);
    const cuts = [...play.sitePowerCuts.values()].flat().filter(
      // Long enough that a bin speaks in it.
      ({ beginMs, endMs }) => endMs - beginMs > 30 * MINUTE_MS && endMs < FROM_MS + 19 * DAY_MS,
    );
    expect(cuts.length).toBeGreaterThan(0);
    const sampledIn = (kind: string, { beginMs, endMs }: { beginMs: number; endMs: number }) => {
      const ids = fleet.devices.filter((one) => one.kind === kind).map(({ id }) => String(id));
      return messages.filter((message) => {
        const at = Number(json(message)["sampledAt"]);
        return (
          message.channel === kind && ids.includes(message.device) && at > beginMs && at < endMs
        );
      });
    };
    let kept = 0;
    for (const cut of cuts) {
      expect(sampledIn("air", cut)).toEqual([]);
      for (const { atMs } of sampledIn("bin", cut)) {
        expect(atMs).toBeGreaterThanOrEqual(cut.endMs);
        kept++;
      }
    }
    expect(kept).toBeGreaterThan(0);
  });

  it("falls silent when its cell is dead and boots anew with the next one", () => {
    const { messages, dead } = playAll({ bins: 6, scenario: "desk" }, 30);
    expect(dead.length).toBeGreaterThan(0);
    const boots = new Set(
      messages.filter(({ device }) => device === dead[0]).map((one) => json(one)["boot"]),
    );
    expect(boots.size).toBeGreaterThan(1);
  });

  it("shows the world to who observes it, told or not", () => {
    const fleet = makeFleet({ bins: 1, scenario: "calm" });
    const fills: number[] = [];
    const play = playFleet({
      fleet,
      fromMs: FROM_MS,
      toMs: FROM_MS + DAY_MS,
      observe: (_spec, _atMs, real) => void fills.push(Number(real["fillRatio"])),
    });
    const messages = play.advance(FROM_MS + DAY_MS);
    expect(fills).toHaveLength(288);
    expect(fills.every((fill) => fill >= 0 && fill <= 1.15)).toBe(true);
    const told = messages.filter(({ channel }) => channel === "bin");
    expect(told.length).toBeLessThan(fills.length);
    expect(fills).toContain(told[0]?.real?.["fillRatio"]);
  });
});
