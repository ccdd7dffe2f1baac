import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createManualClock } from "@resik/kit/clock";
import { openReadingStore } from "@resik/readings/open";
import type { ReadingStore } from "@resik/readings/port";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeReading } from "../../test/make-reading.ts";
import { createCatalogue } from "./model.ts";
import { listObservations } from "./observations.ts";
import { parseOptions } from "./query.ts";
import { openStation } from "../station.fixture.ts";

const NOW_MS = Date.UTC(2026, 10, 21, 5);
const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** One a second for hours, then a month of nothing, then a hundred of the last minutes. */
const DENSE = 20_000;
const RECENT = 100;
const DENSE_END_MS = NOW_MS - 30 * DAY_MS;

describe("observations from the newest back", () => {
  let folder: string;
  let store: ReadingStore;
  const catalogue = createCatalogue([openStation("air-01", "air")]);
  const stream = catalogue.datastreams.get("air-01.pm25UgM3");
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "resik-observations-"));
    store = await openReadingStore("sqlite:", { dataDir: folder, clock: createManualClock(0) });
    const one = (seq: number, atMs: number) =>
      makeReading({ device: "air-01", channel: "air", seq, atMs, fields: { pm25UgM3: seq } });
    const readings = [
      ...Array.from({ length: DENSE }, (_, seq) =>
        one(seq, DENSE_END_MS - (DENSE - seq) * SECOND_MS),
      ),
      ...Array.from({ length: RECENT }, (_, index) =>
        one(DENSE + index, NOW_MS - (RECENT - index) * SECOND_MS),
      ),
    ];
    await store.write({ readings, quarantined: [] });
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function list(budget: number, given: Record<string, string>) {
    const options = parseOptions({ $orderby: "phenomenonTime desc", ...given });
    if (!options.ok || !stream) throw new Error("not a question");
    const question = { source: store, catalogue, budget: { left: budget }, nowMs: NOW_MS };
    return listObservations(question, stream, options.value);
  }
  async function results(budget: number, given: Record<string, string>): Promise<unknown[]> {
    const page = await list(budget, given);
    if (!page.ok) throw new Error(page.detail);
    return page.value.entities.map(({ properties }) => properties.result);
  }
  const newestFirst = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => from - index);

  it("are the newest ones whatever is left of the budget, or refused", async () => {
    const newest = DENSE + RECENT - 1;
    expect(await results(RECENT, { $top: "3" })).toEqual(newestFirst(newest, 3));
    expect(await list(20, { $top: "3" })).toMatchObject({ ok: false, code: "range-too-large" });
    expect(await list(0, { $top: "3" })).toMatchObject({ ok: false, code: "range-too-large" });
  });

  it("go on beyond a gap without reading all that lies there", async () => {
    const top = RECENT + 200;
    const found = await results(15_000, { $top: `${top}` });
    expect(found).toEqual(newestFirst(DENSE + RECENT - 1, top));
  });

  it("are counted as long as the budget allows", async () => {
    const all = await list(50_000, { $top: "1", $count: "true" });
    expect(all).toMatchObject({ ok: true, value: { count: DENSE + RECENT } });
    const some = await list(DENSE, { $top: "1", $count: "true" });
    expect(some).toMatchObject({ ok: false, code: "range-too-large" });
  });

  it("of one instant are refused where there are more than may be read", async () => {
    const atMs = NOW_MS + SECOND_MS;
    const burst = Array.from({ length: 3_000 }, (_, seq) =>
      makeReading({
        device: "air-02",
        channel: "air",
        seq,
        atMs,
        boot: "boot0002",
        fields: { pm25UgM3: 1 },
      }),
    );
    await store.write({ readings: burst, quarantined: [] });
    const own = createCatalogue([openStation("air-02", "air")]);
    const burstStream = own.datastreams.get("air-02.pm25UgM3");
    const options = parseOptions({ $orderby: "phenomenonTime desc", $count: "true" });
    if (!options.ok || !burstStream) throw new Error("not a question");
    const ask = (left: number) => {
      const question = { source: store, catalogue: own, budget: { left }, nowMs: NOW_MS };
      return listObservations(question, burstStream, options.value);
    };
    expect(await ask(50_000)).toMatchObject({ ok: true, value: { count: 3_000 } });
    expect(await ask(2_999)).toMatchObject({ ok: false, code: "range-too-large" });
  });
});
