import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { openReadingStore } from "@resik/readings/open";
import type { ReadingStore } from "@resik/readings/port";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeReading } from "../test/make-reading.ts";
import { createSampleWindows } from "./sample-window.ts";
import { toBinSample } from "./samples.ts";

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 10, 2, 3);
const WINDOW_MS = 6 * 60 * MINUTE_MS;
const RELOAD_MS = 60 * MINUTE_MS;

let dataDir: string;
let store: ReadingStore;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "resik-window-"));
  store = await openReadingStore("sqlite:", { dataDir, clock: systemClock });
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const windows = () =>
  createSampleWindows({
    source: store,
    channel: "bin",
    windowMs: WINDOW_MS,
    reloadEveryMs: RELOAD_MS,
    toSample: toBinSample,
  });

let runs = 0;

/** One message: when it was measured, when it arrives, whether the device booted before it. */
const message = fc.record({
  minute: fc.nat(600),
  lateMinutes: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(300)),
  isBoot: fc.boolean(),
  isTwice: fc.boolean(),
});

it("holds what the store holds, whatever came late, twice, in another order or after a boot", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 40 }), async (messages) => {
      const device = `bin-${runs++}`;
      const followed = windows();
      let boot = 0;
      let seq = 0;
      const arriving = messages
        .toSorted((one, other) => one.minute - other.minute)
        .flatMap(({ minute, lateMinutes, isBoot, isTwice }) => {
          if (isBoot && minute % 7 === 0) [boot, seq] = [boot + 1, 0];
          const atMs = START_MS + minute * MINUTE_MS;
          const fields = { fillRatio: minute / 1_000 };
          const name = `boot${String(boot).padStart(4, "0")}`;
          const reading = makeReading({ device, boot: name, seq: seq++, atMs, fields });
          const one = { reading, arrivesMs: atMs + lateMinutes * MINUTE_MS };
          return isTwice ? [one, { ...one, arrivesMs: one.arrivesMs + MINUTE_MS }] : [one];
        })
        .toSorted((one, other) => one.arrivesMs - other.arrivesMs);
      const newest = async () =>
        (await store.latest({ channel: "bin", device: deviceOf(device) }))[0];
      for (const { reading, arrivesMs } of arriving) {
        await store.write({ readings: [reading], quarantined: [] });
        const known = await newest();
        if (known) await followed.take(known, arrivesMs);
      }
      const last = await newest();
      if (!last) throw new Error("nothing was stored");
      const endMs = (arriving.at(-1)?.arrivesMs ?? 0) + RELOAD_MS;
      expect(await followed.take(last, endMs)).toEqual(await windows().take(last, endMs));
    }),
    { numRuns: 40 },
  );
}, 60_000);

const deviceOf = (id: string) => makeReading({ device: id, atMs: START_MS }).device;
