import { seriesAnswerSchema, latestAnswerSchema } from "@resik/contract/http/readings";
import { SERIES_DEVICES_MAX, SERIES_POINTS_MAX } from "@resik/contract/limits";
import { createManualClock } from "@resik/kit/clock";
import { renameSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN, startTestApi, type Credentials, type TestApi } from "../test/harness.ts";
import { loseTables, readingsPath } from "../test/lost-tables.ts";
import { makeReading } from "../test/make-reading.ts";

const FROM_MS = Date.UTC(2026, 10, 1);
/** The source compares the file it has open with the one at its path once in this time. */
const SOURCE_CHECK_MS = 1_000;
const RANGE = "from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z";

describe("readings", () => {
  const clock = createManualClock(FROM_MS);
  let test: TestApi;
  let operator: Credentials;
  beforeAll(async () => {
    test = await startTestApi({ clock });
    await test.seed();
    operator = await test.enter("operator");
    for (let index = 0; index < 3; index++) {
      const atMs = FROM_MS + index * 300_000;
      await test.write(
        makeReading({ device: "bin-01", seq: index, atMs, fields: { fillRatio: index / 10 } }),
        makeReading({ device: "bin-02", site: "bsu-kenanga", seq: index, atMs }),
      );
    }
  });
  afterAll(() => test.close());

  const get = (path: string, headers: Record<string, string> = ADMIN) =>
    test.call("GET", `/api/v1/readings/${path}`, { headers });

  it("latest gives the newest of each device one may see", async () => {
    const all = latestAnswerSchema.parse(await (await get("latest?channel=bin")).json());
    expect(all.readings.map((reading) => [reading.device, reading.seq])).toEqual([
      ["bin-01", 2],
      ["bin-02", 2],
    ]);
    const own = latestAnswerSchema.parse(await (await get("latest", operator)).json());
    expect(own.readings.map((reading) => reading.device)).toEqual(["bin-01"]);
  });

  it("series answers columns of the devices named, with a window that fits the range", async () => {
    const path = `series?channel=bin&fields=fillRatio&devices=bin-01&${RANGE}`;
    const answer = seriesAnswerSchema.parse(await (await get(path)).json());
    expect(answer).toMatchObject({ channel: "bin", everyS: 300, aggregate: "mean" });
    expect(answer.series[0]).toMatchObject({
      device: "bin-01",
      at: [FROM_MS, FROM_MS + 300_000, FROM_MS + 600_000],
      values: { fillRatio: [0, 0.1, 0.2] },
    });
  });

  it("series of deposits are those of waste banks, for staff and for who works there", async () => {
    for (const bank of ["bsu-melati", "bsu-kenanga"]) {
      const fields = { item: "pet", massG: 1_250, amountIdr: 5_000 };
      await test.write(
        makeReading({ device: bank, site: bank, channel: "deposit", atMs: FROM_MS, fields }),
      );
    }
    const path = `series?channel=deposit&fields=massG&aggregate=mean&${RANGE}`;
    const banks = async (query: string, headers?: Credentials) =>
      seriesAnswerSchema
        .parse(await (await get(`${path}${query}`, headers)).json())
        .series.map(({ device, values }) => [device, values["massG"]?.[0]]);
    const both = [
      ["bsu-kenanga", 1_250],
      ["bsu-melati", 1_250],
    ];
    expect(new Set(await banks(""))).toEqual(new Set(both));
    expect(await banks("&devices=bsu-melati")).toEqual([both[1]]);
    expect(await banks("&site=bsu-kenanga")).toEqual([both[0]]);
    expect(await banks("", operator)).toEqual([both[1]]);
    expect((await get(`${path}&devices=bsu-kenanga`, operator)).status).toBe(403);
    expect((await get(`${path}&devices=bsu-nowhere`, operator)).status).toBe(403);
    expect((await get(`${path}&devices=bsu-nowhere`)).status).toBe(404);
    expect((await get(`${path}&devices=bin-01`)).status).toBe(404);
  });

  it("series takes the devices of a site, or all of the kind", async () => {
    const devices = async (query: string) =>
      seriesAnswerSchema
        .parse(await (await get(`series?channel=bin&fields=fillRatio&${RANGE}${query}`)).json())
        .series.map((column) => column.device);
    expect(await devices("&site=bsu-melati")).toEqual(["bin-01"]);
    expect(await devices("")).toEqual(["bin-01", "bin-02"]);
  });

  it.each([
    ["an unknown device", `series?channel=bin&fields=fillRatio&devices=bin-77&${RANGE}`, 404],
    [
      "a device of another site",
      `series?channel=bin&fields=fillRatio&devices=bin-01&site=bsu-kenanga&${RANGE}`,
      404,
    ],
    ["an unknown field", `series?channel=bin&fields=nope&${RANGE}`, 400],
    ["a field that is no number", `series?channel=status&fields=firmware&${RANGE}`, 400],
    ["an inherited name as a field", `series?channel=bin&fields=constructor&${RANGE}`, 400],
    ["an unknown channel", `series?channel=weight&fields=massG&${RANGE}`, 400],
    ["an unknown aggregate", `series?channel=bin&fields=fillRatio&aggregate=median&${RANGE}`, 400],
    [
      "an empty range",
      "series?channel=bin&fields=fillRatio&from=2026-11-02T00:00:00Z&to=2026-11-02T00:00:00Z",
      400,
    ],
    [
      "too many windows",
      `series?channel=bin&fields=fillRatio&devices=bin-01&every=1&${RANGE}`,
      400,
    ],
    ["a missing range", "series?channel=bin&fields=fillRatio", 400],
  ])("series refuses %s", async (_what, path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  it("series bounds the points of all devices together", async () => {
    const to = new Date(FROM_MS + SERIES_POINTS_MAX * 1_000).toISOString();
    const query = `series?channel=bin&fields=fillRatio&every=1&from=2026-11-01T00:00:00Z&to=${to}`;
    expect((await get(`${query}&devices=bin-01`)).status).toBe(200);
    const both = await get(`${query}&devices=bin-01,bin-02`);
    expect(await both.json()).toMatchObject({ code: "range-too-large", status: 400 });
  });

  it("series bounds the devices", async () => {
    const ids = Array.from({ length: SERIES_DEVICES_MAX + 1 }, (_, index) => `bin-x${index}`);
    const path = `series?channel=bin&fields=fillRatio&devices=${ids.join(",")}&${RANGE}`;
    expect((await get(path)).status).toBe(400);
  });

  it("show nothing of what our programs announce for other screens", async () => {
    const views = async () =>
      Promise.all(
        [
          "/readings/latest",
          "/readings/latest?device=bin-01",
          "/devices",
          "/devices/bin-01",
          "/devices/bin-01/status",
          "/open/stations",
          "/open/stations/bin-01",
        ].map(async (path) => {
          const answer = await test.call("GET", `/api/v1${path}`, { headers: ADMIN });
          expect(answer.status).toBe(200);
          // When it was made differs; nothing else may.
          return (await answer.text()).replace(/"generatedAt":"[^"]*"/, "");
        }),
      );
    const before = await views();
    const laterMs = FROM_MS + 3_600_000;
    const common = { device: "bin-01", atMs: laterMs, receivedAtMs: laterMs };
    const place = { kind: "bin", name: "Tong", retired: false };
    const alert = { rule: "bin-full", severity: "warning", state: "open", open: 1 };
    await test.write(
      makeReading({ ...common, channel: "place", fields: place }),
      makeReading({ ...common, channel: "alert", fields: alert }),
      makeReading({ ...common, channel: "bank", device: "bsu-melati", fields: { members: 3 } }),
      makeReading({ ...common, channel: "pipeline", device: "ingest", site: "resik", fields: {} }),
    );
    expect(await views()).toEqual(before);
    for (const channel of ["place", "alert", "bank", "pipeline"]) {
      for (const path of [
        `readings/latest?channel=${channel}`,
        `readings/series?channel=${channel}&fields=members&${RANGE}`,
        `readings/export?channel=${channel}&${RANGE}`,
        // Staff watch alerts as they happen; nobody watches the others.
        ...(channel === "alert" ? [] : [`live?channels=${channel}`]),
        `open/live?channels=${channel}`,
        `open/series?channel=${channel}&fields=members&${RANGE}`,
      ]) {
        const answer = await test.call("GET", `/api/v1/${path}`, { headers: ADMIN });
        await answer.body?.cancel();
        expect(answer.status).toBe(400);
      }
    }
  });

  it("say so when the store does not answer, and serve again when it does", async () => {
    const mend = loseTables(test.dataDir);
    try {
      const latest = await get("latest");
      expect(latest.status).toBe(503);
      expect(await latest.text()).not.toContain("no such table");
    } finally {
      mend();
    }
    expect((await get("latest")).status).toBe(200);

    const path = readingsPath(test.dataDir);
    renameSync(path, `${path}.away`);
    try {
      await clock.advance(SOURCE_CHECK_MS);
      expect((await test.call("GET", "/readyz")).status).toBe(503);
    } finally {
      renameSync(`${path}.away`, path);
    }
    expect((await test.call("GET", "/readyz")).status).toBe(200);
    const latest = latestAnswerSchema.parse(await (await get("latest?channel=bin")).json());
    expect(latest.readings).toHaveLength(2);
  });
});
