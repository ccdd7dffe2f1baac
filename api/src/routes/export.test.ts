import { readingViewSchema } from "@resik/contract/http/readings";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ReadingSource } from "@resik/readings/port";
import { createManualClock } from "@resik/kit/clock";
import { ADMIN, startTestApi, type TestApi } from "../test/harness.ts";
import { loseTables } from "../test/lost-tables.ts";
import { makeReading } from "../test/make-reading.ts";
import { UNREAD_MS_MAX } from "./export.ts";

const FROM_MS = Date.UTC(2026, 10, 1);
const QUERY = "channel=bin&from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";

describe("readings/export", () => {
  let test: TestApi;
  let scanned: number;
  const watchSource = (source: ReadingSource): ReadingSource => ({
    ...source,
    async *scan(query) {
      for await (const reading of source.scan(query)) {
        scanned++;
        yield reading;
      }
    },
  });
  let clock: ReturnType<typeof createManualClock>;
  beforeEach(async () => {
    scanned = 0;
    clock = createManualClock(FROM_MS);
    test = await startTestApi({ watchSource, clock });
    await test.seed();
  });
  afterEach(() => test.close());

  const fill = (count: number): Promise<void> =>
    test.write(
      ...Array.from({ length: count }, (_, seq) =>
        makeReading({ device: "bin-01", seq, atMs: FROM_MS + seq * 1_000 }),
      ),
    );
  const get = (query: string, headers: Record<string, string> = ADMIN) =>
    test.call("GET", `/api/v1/readings/export?${QUERY}${query}`, { headers });

  it("writes CSV with a header row", async () => {
    await fill(2);
    const answer = await get("");
    expect(answer.headers.get("content-type")).toContain("text/csv");
    expect(answer.headers.get("content-disposition")).toContain("resik-bin-2026-11-01");
    const lines = (await answer.text()).split("\r\n");
    expect(lines).toEqual([
      "site,device,channel,boot,seq,at,sampledAt,receivedAt,quality,distanceMm,depthMm,fillRatio,temperatureC,tiltDeg,batteryV,rssiDbm",
      "bsu-melati,bin-01,bin,boot0001,0,2026-11-01T00:00:00.000Z,2026-11-01T00:00:00.000Z,2026-11-01T00:00:00.000Z,ok,,,0.5,,,3.6,",
      "bsu-melati,bin-01,bin,boot0001,1,2026-11-01T00:00:01.000Z,2026-11-01T00:00:01.000Z,2026-11-01T00:00:01.000Z,ok,,,0.5,,,3.6,",
      "",
    ]);
  });

  it("writes the header row alone when there is nothing", async () => {
    expect((await (await get("")).text()).split("\r\n")).toHaveLength(2);
  });

  it("writes NDJSON, one reading a line", async () => {
    await fill(3);
    const lines = (await (await get("&format=ndjson")).text()).trimEnd().split("\n");
    const rows = lines.map((line) => readingViewSchema.parse(JSON.parse(line)));
    expect(rows.map((row) => row.seq)).toEqual([0, 1, 2]);
  });

  it("gives an operator only what is at his site", async () => {
    await fill(1);
    await test.write(makeReading({ device: "bin-02", site: "bsu-kenanga", atMs: FROM_MS }));
    const text = await (await get("", await test.enter("operator"))).text();
    expect(text).toContain("bin-01");
    expect(text).not.toContain("bin-02");
  });

  it("reads no further ahead than its reader, and stops when the reader leaves", async () => {
    await fill(20_000);
    const answer = await get("");
    const reader = answer.body?.getReader();
    await reader?.read();
    expect(scanned).toBeLessThan(1_000);
    await reader?.cancel();
    const before = scanned;
    expect((await get("")).status).toBe(200);
    expect(scanned).toBe(before);
  });

  it("refuses one more than may run, until one ends", async () => {
    await fill(10);
    const running = await Promise.all([get(""), get(""), get(""), get("")]);
    expect((await get("")).status).toBe(503);
    await running[0]?.text();
    const next = await get("");
    expect(next.status).toBe(200);
    for (const answer of [...running.slice(1), next]) await answer.body?.cancel();
  });

  it("gives back the place of a reader who stalls, and breaks its transfer off", async () => {
    await fill(2_000);
    const stalled = await Promise.all([get(""), get(""), get("")]);
    const reader = (await get("")).body?.getReader();
    await clock.advance(UNREAD_MS_MAX - 1);
    expect((await reader?.read())?.done).toBe(false);
    expect((await get("")).status).toBe(503);
    await clock.advance(1);
    for (const answer of stalled) await expect(answer.text()).rejects.toThrow("nobody read");
    // Who reads on, slowly, is left alone.
    await clock.advance(UNREAD_MS_MAX - 2);
    expect((await reader?.read())?.done).toBe(false);
    const next = await get("");
    expect((await next.text()).split("\r\n")).toHaveLength(2_002);
    await clock.advance(UNREAD_MS_MAX);
    await expect(reader?.read()).rejects.toThrow("nobody read");
  });

  it("breaks off instead of ending well when the store fails in the middle", async () => {
    await fill(2_000);
    const reader = (await get("")).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain("bin-01");
    const mend = loseTables(test.dataDir);
    const readOn = async (): Promise<void> => {
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read());
    };
    await expect(readOn()).rejects.toThrow("no such table");
    mend();
    expect((await (await get("")).text()).split("\r\n")).toHaveLength(2_002);
  });
});
