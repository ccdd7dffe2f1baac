import { describe, expect, it } from "vitest";
import { eventsOf, type TruthEvent } from "./events.ts";
import { countDuplicates, powerCutMessages } from "./messages.ts";
import type { PostedMessage } from "./postbox.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const cut = (site: string, from: number, to: number): TruthEvent[] =>
  eventsOf({
    subject: site,
    kinds: ["site-power"],
    withoutRule: [],
    spansOf: (name) =>
      name === "site-power" ? [{ beginMs: from * HOUR_MS, endMs: to * HOUR_MS }] : [],
  });
const outage = (device: string, from: number, to: number): TruthEvent[] =>
  eventsOf({
    subject: device,
    kinds: ["outage"],
    withoutRule: [],
    spansOf: (name) =>
      name === "outage" ? [{ beginMs: from * HOUR_MS, endMs: to * HOUR_MS }] : [],
  });
const message = (hour: number, ...opened: [rule: string, subject: string][]): PostedMessage => ({
  atMs: hour * HOUR_MS,
  opened: opened.map(([rule, subject]) => ({ rule, subject, site: "tps-1" })),
});

describe("messages of a power cut", () => {
  it("are one where the site's alert speaks for all", () => {
    const messages = [message(1.1, ["site-silent", "tps-1"]), message(3, ["bin-full", "bin-1"])];
    expect(powerCutMessages(messages, cut("tps-1", 1, 2))).toEqual({
      counts: {
        messages: 2,
        messagesOpening: 2,
        powerCuts: 1,
        powerCutMessagesMax: 1,
        powerCutsUntold: 0,
      },
      wronglyTold: [],
    });
  });

  it("count once however many devices one message names", () => {
    const all = message(1.2, ["device-silent", "bin-1"], ["device-silent", "bin-2"]);
    expect(powerCutMessages([all], cut("tps-1", 1, 2)).counts.powerCutMessagesMax).toBe(1);
  });

  it("are too many when a device is told of by itself, within the grace after the end too", () => {
    const site = message(1.1, ["site-silent", "tps-1"]);
    const late = message(2 + (4 * MINUTE_MS) / HOUR_MS, ["device-silent", "bin-1"]);
    expect(powerCutMessages([site, late], cut("tps-1", 1, 2)).counts.powerCutMessagesMax).toBe(2);
    const muchLater = message(2.5, ["device-silent", "bin-1"]);
    expect(powerCutMessages([site, muchLater], cut("tps-1", 1, 2)).counts.powerCutMessagesMax).toBe(
      1,
    );
  });

  it("leave out a device that was dark by itself, and what is not about silence", () => {
    const messages = [
      message(1.1, ["site-silent", "tps-1"]),
      message(1.2, ["device-silent", "bin-1"]),
      message(1.3, ["bin-hot", "bin-2"]),
    ];
    const events = [...cut("tps-1", 1, 2), ...outage("bin-1", 0.5, 1.5)];
    expect(powerCutMessages(messages, events).counts.powerCutMessagesMax).toBe(1);
  });

  it("say how many cuts nobody was told of", () => {
    const events = [...cut("tps-1", 1, 2), ...cut("tps-2", 1, 2)];
    const told = powerCutMessages([message(1.1, ["site-silent", "tps-1"])], events);
    expect(told.counts).toMatchObject({ powerCuts: 2, powerCutsUntold: 1 });
    expect(told.wronglyTold).toMatchObject([{ subject: "tps-2", messages: 0 }]);
  });
});

describe("duplicates", () => {
  const alert = (subject: string, from: number, to: number | null) => ({
    rule: "bin-full",
    subject,
    openedAtMs: from,
    resolvedAtMs: to,
  });

  it("are alerts that open while another of the same rule and subject is open", () => {
    const first = alert("bin-1", 1, 5);
    expect(countDuplicates([first, alert("bin-1", 5, 6)])).toBe(0);
    expect(countDuplicates([first, alert("bin-2", 2, 3)])).toBe(0);
    expect(countDuplicates([first, alert("bin-1", 4, 6)])).toBe(1);
    expect(countDuplicates([alert("bin-1", 1, null), alert("bin-1", 9, null)])).toBe(1);
  });
});
