import { rm } from "node:fs/promises";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { decodeSegment, type InboxRecord } from "@resik/contract/relay";
import { createManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry } from "@resik/kit/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestBroker } from "./broker.fixture.ts";
import { createBrokerEvents, type BrokerEvents, type BrokerFigures } from "./events.ts";
import { inboxFolder, openTestInbox, recordOf, type OpenedInbox } from "./inbox.fixture.ts";
import { PIPELINE_TOPIC, startPipelineReports } from "./pipeline-report.ts";
import { createPublishGate } from "./publish-gate.ts";

const INBOX_BYTES_MAX = 2_000;

let folder: string;
let opened: OpenedInbox;
let metrics: Registry;
let events: BrokerEvents;
let figures: BrokerFigures;
let isDiskFull: boolean;
beforeEach(async () => {
  folder = await inboxFolder();
  opened = openTestInbox(folder);
  const { inbox, clock } = opened;
  metrics = createMetrics({ processMetrics: false });
  isDiskFull = false;
  figures = {
    inboxRows: inbox.waitingRows,
    inboxBytes: inbox.waitingBytes,
    inboxAgeS: () => (clock.nowMs() - (inbox.oldestAtMs() ?? clock.nowMs())) / 1_000,
  };
  events = createBrokerEvents(createLogger("broker", "silent"), metrics, figures);
  inbox.onCommit(events.committed);
  startPipelineReports({
    clock,
    gate: createPublishGate({
      clock,
      inbox,
      events,
      // Nobody publishes here; our own message has no rate.
      rate: { take: () => false },
      inboxBytesMax: INBOX_BYTES_MAX,
      openCallbacksMax: 10,
      isDiskFull: () => isDiskFull,
      onAck: () => undefined,
      onRevoke: () => undefined,
    }),
    events,
    // Read each time, so that a test can break one.
    figures: { ...figures, inboxAgeS: () => figures.inboxAgeS() },
    boot: "boot",
    everyMs: 15_000,
  });
});
afterEach(async () => {
  opened.inbox.close();
  await rm(folder, { recursive: true });
});

function recordsOf(topic: string): InboxRecord[] {
  return opened.inbox
    .after(0, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    .flatMap(({ bytes }) => decodeSegment(bytes))
    .filter((record) => record.topic === topic);
}
const reports = (): Record<string, unknown>[] =>
  recordsOf(PIPELINE_TOPIC).map(({ payload }) => JSON.parse(Buffer.from(payload).toString()));

/** One period, and the group commit at its end. */
const period = () => opened.clock.advance(15_010);
const dropped = async (): Promise<Record<string, number>> => {
  const metric = await metrics.getSingleMetric("broker_reports_dropped_total")?.get();
  return Object.fromEntries(
    (metric?.values ?? []).map(({ labels, value }) => [String(labels.reason), value]),
  );
};

async function addDevices(count: number): Promise<void> {
  const added = Array.from(
    { length: count },
    (_, index) =>
      new Promise<void>((resolve) => opened.inbox.add(recordOf(`${index}`), () => resolve())),
  );
  await opened.clock.advance(10);
  await Promise.all(added);
}

describe("reports of the broker on itself", () => {
  it("wait in its inbox like a device's readings, and are right for their channel", async () => {
    await period();
    await period();
    expect(PIPELINE_TOPIC).toBe("resik/v1/resik/broker/pipeline");
    expect(reports().map(({ boot, seq }) => [boot, seq])).toEqual([
      ["boot", 0],
      ["boot", 1],
    ]);
    for (const report of reports()) {
      expect(READING_PAYLOADS.pipeline.safeParse(report).error).toBeUndefined();
    }
    const [record] = recordsOf(PIPELINE_TOPIC);
    expect(record).toMatchObject({ retain: false, receivedAtMs: 16_000 });
    expect(reports()[0]).toMatchObject({ sampledAt: 16_000 });
  });

  it("tell what waits now, and what happened since the one before", async () => {
    await addDevices(3);
    events.publishRefused("rate", "bin-1");
    events.sessionCount(1, "device");
    events.sessionCount(1, "device");
    events.sessionCount(1, "ingest");
    events.sessionCount(-1, "device");
    await period();
    expect(reports()[0]).toMatchObject({
      inboxRows: 3,
      connectedDevices: 1,
      messagesAccepted: 3,
      publishesRefused: 1,
    });
    expect(reports()[0]?.inboxAgeS).toBeGreaterThan(10);
    expect(reports()[0]?.inboxBytes).toBeGreaterThan(0);
    await addDevices(2);
    await period();
    // Its own first report is one of those that were accepted.
    expect(reports()[1]).toMatchObject({ messagesAccepted: 3, publishesRefused: 0, inboxRows: 6 });
  });

  it("agree with the metrics", async () => {
    await addDevices(4);
    events.publishRefused("rate", "bin-1");
    for (let index = 0; index < 4; index++) await period();
    const value = async (name: string) =>
      (await metrics.getSingleMetric(name)?.get())?.values[0]?.value;
    const sum = (field: string) =>
      reports().reduce((total, report) => total + Number(report[field]), 0);
    // The newest report is accepted only after it was written.
    expect(sum("messagesAccepted") + 1).toBe(await value("broker_inbox_messages_total"));
    expect(sum("publishesRefused")).toBe(await value("broker_publishes_refused_total"));
  });

  it("are dropped and counted while the disk is full, and the next one tells everything", async () => {
    isDiskFull = true;
    await addDevices(1);
    events.publishRefused("disk-full", "bin-1");
    await period();
    await period();
    expect(reports()).toEqual([]);
    expect(await dropped()).toEqual({ "disk-full": 2 });
    isDiskFull = false;
    await period();
    expect(reports()).toEqual([
      expect.objectContaining({ seq: 2, messagesAccepted: 1, publishesRefused: 1 }),
    ]);
  });

  it("are dropped and counted while the inbox is full: not one byte more is written", async () => {
    await addDevices(60);
    const bytes = opened.inbox.waitingBytes();
    expect(bytes).toBeGreaterThan(INBOX_BYTES_MAX);
    await period();
    expect(opened.inbox.waitingBytes()).toBe(bytes);
    expect(await dropped()).toEqual({ "inbox-full": 1 });
    // They are nobody's publishes.
    expect(events.totals().publishesRefused).toBe(0);
  });

  it("are written without the age of the oldest message when the disk cannot be read", async () => {
    figures.inboxAgeS = () => {
      throw new Error("disk I/O error");
    };
    await period();
    expect(reports()[0]).not.toHaveProperty("inboxAgeS");
    expect(reports()[0]).toHaveProperty("inboxRows", 0);
  });
});

describe("a broker", () => {
  it("reports on itself with a boot of its own", async () => {
    const broker = await startTestBroker({ RESIK_PIPELINE_REPORT_S: "1" });
    try {
      await broker.session("bin-1");
      const inbox = await broker.takeInbox();
      const told = () => inbox.texts().map((text) => JSON.parse(text) as Record<string, unknown>);
      // A report a second from the start, which may be before the device is there.
      const ofDevice = () => told().filter(({ connectedDevices }) => connectedDevices === 1);
      await expect.poll(() => ofDevice().length).toBeGreaterThan(1);
      expect(told().slice(0, 2)).toMatchObject([
        { v: 1, seq: 0 },
        { v: 1, seq: 1, messagesAccepted: 1 },
      ]);
      expect(inbox.records.every(({ topic }) => topic === PIPELINE_TOPIC)).toBe(true);
      expect(await broker.metric("broker_connected_devices")).toBe(1);
      expect(await broker.metric("broker_sessions")).toBe(2);
    } finally {
      await broker.close();
    }
  });

  it("ends with its reports: nothing is written after it has closed", async () => {
    const clock = createManualClock(1_000);
    const broker = await startTestBroker({ RESIK_PIPELINE_REPORT_S: "15" }, clock);
    await broker.close();
    // Would throw: the inbox is closed.
    await clock.advance(60_000);
  });
});
