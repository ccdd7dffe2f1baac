import { createManualClock } from "@resik/kit/clock";
import { openReadingStore } from "@resik/readings/open";
import type { ReadingStore } from "@resik/readings/port";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCatalogue } from "./model.ts";
import { parseOptions } from "./query.ts";
import { askService } from "./service.ts";
import { openStation } from "../station.fixture.ts";

const STATIONS = 1_000;

describe("a district of many stations", () => {
  let folder: string;
  let store: ReadingStore;
  const catalogue = createCatalogue(
    Array.from({ length: STATIONS }, (_, index) => openStation(`air-${index}`, "air")),
  );
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "resik-service-"));
    store = await openReadingStore("sqlite:", { dataDir: folder, clock: createManualClock(0) });
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (path: string, given: Record<string, string>) => {
    const options = parseOptions(given);
    if (!options.ok) throw new Error(options.detail);
    const question = { source: store, catalogue, budget: { left: 0 }, nowMs: 0 };
    return askService({ ...question, rootUrl: "http://x" }, path, options.value);
  };

  it("is looked through in turns, so that others are answered meanwhile", async () => {
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const answer = await ask("Datastreams", {
      $filter: "Thing/name ge 'Station' and not (Sensor/name eq 'x')",
      $orderby: "ObservedProperty/name desc,Thing/name,Sensor/name,name",
      $top: "2",
      $count: "true",
    });
    isOver = true;
    expect(answer).toMatchObject({ ok: true, value: { "@iot.count": STATIONS * 10 } });
    expect(turns).toBeGreaterThan(20);
  });

  it("is ordered by the first property, and by the next where that one is alike", async () => {
    const answer = await ask("Datastreams", {
      $filter: "startswith(ObservedProperty/name, 'PM')",
      $orderby: "ObservedProperty/name desc,Thing/name",
      $top: "3",
      $select: "name",
    });
    expect(answer).toMatchObject({
      value: {
        value: [
          { name: "PM2.5, Station air-0" },
          { name: "PM2.5, Station air-1" },
          { name: "PM2.5, Station air-10" },
        ],
      },
    });
  });
});
