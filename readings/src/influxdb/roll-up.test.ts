import { createManualClock, systemClock } from "@resik/kit/clock";
import { describe, expect, it } from "vitest";
import { airReading, batchOf, DAY_MS, HOUR_MS, seriesQuery } from "../reading.fixture.ts";
import { influxdMissing } from "./influxd.fixture.ts";
import { storeOn, useInfluxd } from "./opened.fixture.ts";

const missing = influxdMissing(process.env.CI === "true");

describe.skipIf(missing !== null)("roll-ups on a server that expires readings by itself", () => {
  const file = useInfluxd();
  const retentionDays = 90;

  it("are computed again once a clock that was a year ahead is right", async () => {
    const database = file.database();
    const clock = createManualClock(systemClock.nowMs());
    const hourMs = Math.floor(clock.nowMs() / HOUR_MS) * HOUR_MS;
    const server = database.server({ retentionDays });
    const ahead = createManualClock(clock.nowMs() + 365 * DAY_MS);
    const wrong = storeOn(server, { clock: ahead, retentionDays });
    await wrong.write(batchOf([airReading({ atMs: ahead.nowMs() })]));
    await wrong.rollUp(100);

    const store = storeOn(server, { clock, retentionDays });
    await store.write(batchOf([airReading({ seq: 1, atMs: hourMs, fields: { pm25UgM3: 7 } })]));
    const query = seriesQuery({ fromMs: hourMs, toMs: hourMs + HOUR_MS });
    const waiting = await store.series(query);
    expect(await store.rollUp(100)).toMatchObject({ hours: 1, more: false });
    const done = await store.series(query);
    expect(done).toMatchObject([{ values: { pm25UgM3: [7] } }]);
    expect(await store.sealedBeforeMs()).toBeLessThan(hourMs);
    // Before its roll-up, too, once anything was rolled up with the right clock.
    expect(waiting).toEqual([]);
    await store.write(batchOf([airReading({ seq: 2, atMs: hourMs, fields: { pm25UgM3: 9 } })]));
    expect(await store.series(query)).toMatchObject([{ values: { pm25UgM3: [8] } }]);
    await store.close();
    await database.drop();
  });
});
