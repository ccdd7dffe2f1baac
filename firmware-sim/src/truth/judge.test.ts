import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { deviceIdSchema } from "@resik/contract/slug";
import { describe, expect, it } from "vitest";
import { digestPayload } from "./digest.ts";
import { openTruthFile, readTruthFiles } from "./file.ts";
import { isClean, judge, type StoredReading } from "./judge.ts";
import type { TruthLog } from "./log.ts";
import { createMemoryTruth } from "./memory.ts";

const device = deviceIdSchema.parse("bin-1");
const payload = (seq: number) =>
  Buffer.from(
    `{"v":1,"boot":"boot-a","seq":${seq},"sampledAt":1000,"fillRatio":0.5,"depthMm":1200}`,
  );
const send = (truth: TruthLog, seq: number, acked: boolean, will = false): void => {
  const key = { device, boot: "boot-a", seq };
  truth.sent({
    ...key,
    channel: "bin",
    digest: digestPayload("bin", payload(seq)),
    sentAtMs: 5,
    will,
  });
  if (acked) truth.acked(key, 6);
};
const stored = (seq: number, fields = { depthMm: 1_200, fillRatio: 0.5 }): StoredReading => ({
  device,
  channel: "bin",
  boot: "boot-a",
  seq,
  sampledAtMs: 1_000,
  quality: "ok",
  fields,
});

describe("judge", () => {
  it("finds nothing wrong when everything acknowledged is stored once as it was sent", () => {
    const truth = createMemoryTruth();
    send(truth, 0, true);
    send(truth, 1, false);
    send(truth, 2, false, true);
    const verdict = judge(truth, [stored(0), stored(1), stored(2)]);
    expect(verdict).toMatchObject({ sent: 2, acked: 1, stored: 3, lost: 0, unsent: 0 });
    expect(isClean(verdict)).toBe(true);
    expect(isClean(judge(truth, [stored(0)]))).toBe(true);
  });

  it("names what was lost, doubled, changed or never sent", () => {
    const truth = createMemoryTruth();
    for (let seq = 0; seq < 4; seq++) send(truth, seq, true);
    const verdict = judge(truth, [
      stored(0),
      stored(0),
      stored(1, { depthMm: 1_200, fillRatio: 0.6 }),
      { ...stored(2), sampledAtMs: null },
      stored(9),
    ]);
    expect(verdict).toMatchObject({ lost: 1, duplicated: 1, mismatched: 2, unsent: 1, stored: 4 });
    expect(verdict.examples.lost).toEqual([{ device, boot: "boot-a", seq: 3 }]);
    expect(isClean(verdict)).toBe(false);
  });

  it("does not call lost what lies in quarantine", () => {
    const truth = createMemoryTruth();
    send(truth, 0, true);
    const key = { device, boot: "boot-a", seq: 0 };
    expect(judge(truth, [], [key])).toMatchObject({ lost: 0, quarantined: 1 });
    expect(judge(truth, [])).toMatchObject({ lost: 1 });
  });

  it("judges a truth file as it judges memory", async () => {
    const folder = mkdtempSync(join(tmpdir(), "resik-truth-"));
    const path = join(folder, "truth.ndjson");
    const log = openTruthFile(path, systemClock);
    for (let seq = 0; seq < 3; seq++) send(log, seq, seq < 2);
    log.event(device, "emptied", 7, { fillRatio: 0 });
    log.real({ device, boot: "boot-a", seq: 0 }, { fillRatio: 0.49 });
    log.dropped({ device, boot: "boot-a", seq: 2 }, "outbox-full");
    await log.close();
    const truth = await readTruthFiles([path]);
    expect(truth.events).toHaveLength(1);
    expect(truth.realOf({ device, boot: "boot-a", seq: 0 })).toEqual({ fillRatio: 0.49 });
    expect(truth.find({ device, boot: "boot-a", seq: 2 })?.dropped).toBe(true);
    expect(judge(truth, [stored(0)])).toMatchObject({ sent: 3, acked: 2, lost: 1 });
    rmSync(folder, { recursive: true });
  });
});
