import { binListSchema, collectionSchema, type BinView } from "@resik/contract/http/bins";
import type { Reading } from "@resik/contract/reading";
import { createManualClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  FOREIGN_SITE,
  SITE,
  startTestApi,
  type Credentials,
  type TestApi,
} from "../test/harness.ts";
import { makeReading } from "../test/make-reading.ts";

const HOUR_MS = 3_600_000;
const STEP_MS = HOUR_MS / 3;
const NOW_MS = Date.parse("2026-11-02T10:00:00+07:00");

/** Levels every twenty minutes up to now; a quality where there is none. */
const told = (
  device: string,
  site: string,
  levels: readonly (number | "no-echo" | "blind-zone")[],
  seq = 0,
): Reading[] =>
  levels.map((level, index) => {
    const atMs = NOW_MS - (levels.length - 1 - index) * STEP_MS;
    const common = { device, site, atMs, seq: seq + index };
    return typeof level === "number"
      ? makeReading({ ...common, fields: { fillRatio: level } })
      : makeReading({ ...common, quality: level, fields: { batteryV: 3.6 } });
  });
const rising = (from: number, step: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + index * step);

describe("bins", () => {
  const clock = createManualClock(NOW_MS);
  let test: TestApi;
  let staff: Credentials;
  let operator: Credentials;
  let resident: Credentials;
  let member: Credentials;
  beforeAll(async () => {
    test = await startTestApi({ clock });
    await test.seed();
    staff = await test.enter("staff");
    operator = await test.enter("operator");
    resident = await test.enter("resident");
    member = (await test.enterMember(operator)).credentials;
    // Three days and a bit to full; and one that is full.
    await test.write(...told("bin-01", SITE.id, rising(0.1, 0.0035, 200)));
    await test.write(...told("bin-02", FOREIGN_SITE.id, [...rising(0.5, 0.004, 120), 0.97, 0.98]));
  });
  afterAll(() => test.close());

  const bins = async (query = "", headers = staff): Promise<BinView[]> => {
    const answer = await test.call("GET", `/api/v1/bins${query}`, { headers });
    expect(answer.status).toBe(200);
    return binListSchema.parse(await answer.json()).bins;
  };
  const collection = async (query = "?day=2026-11-02", headers = staff) => {
    const answer = await test.call("GET", `/api/v1/collection${query}`, { headers });
    expect(answer.status).toBe(200);
    return collectionSchema.parse(await answer.json());
  };

  it("stand in order of when they are full, each with an interval", async () => {
    const [first, second] = await bins();
    expect(first).toMatchObject({ device: "bin-02", isFull: true, full: null, trust: "ok" });
    expect(second).toMatchObject({ device: "bin-01", isFull: false, siteName: SITE.name });
    expect(second?.fillRatio).toBeCloseTo(0.796, 1);
    const { at = "", early = "", late = "" } = second?.full ?? {};
    expect([early, at, late].toSorted()).toEqual([early, at, late]);
    const hours = (Date.parse(at) - NOW_MS) / HOUR_MS;
    expect(hours).toBeGreaterThan(8);
    expect(hours).toBeLessThan(30);
  });

  it("of other sites are not shown to an operator, and refused by name", async () => {
    expect((await bins("", operator)).map(({ device }) => device)).toEqual(["bin-01"]);
    const refused = await test.call("GET", `/api/v1/bins?site=${FOREIGN_SITE.id}`, {
      headers: operator,
    });
    expect(refused.status).toBe(403);
    expect(await bins(`?site=${FOREIGN_SITE.id}`)).toHaveLength(1);
  });

  it("are collected in a drive that a day names", async () => {
    const today = await collection();
    const full = today.stops.find(({ bin }) => bin.device === "bin-02");
    expect(full).toMatchObject({ reason: "full", urgency: 1, legKm: 0 });
    expect(today.start.name).toBe(FOREIGN_SITE.name);
    const tomorrow = await collection("?day=2026-11-03");
    expect(tomorrow.stops.map(({ reason }) => reason).toSorted()).toEqual([
      "full",
      "full-that-day",
    ]);
    const own = await collection("?day=2026-11-03", operator);
    expect(own.stops.map(({ bin }) => bin.device)).toEqual(["bin-01"]);
  });

  it.each([
    ["?day=2026-11-01", 400],
    ["?day=2026-12-01", 400],
    ["?day=besok", 400],
    ["", 400],
    ["?day=2026-11-02&stops=0", 400],
    ["?day=2026-11-02&start=tidak-ada", 404],
  ])("are not collected for %s", async (query, status) => {
    const answer = await test.call("GET", `/api/v1/collection${query}`, { headers: staff });
    expect(answer.status).toBe(status);
  });

  it.each(["/bins", "/collection?day=2026-11-02"])("are refused at %s", async (path) => {
    expect((await test.call("GET", `/api/v1${path}`)).status).toBe(401);
    for (const headers of [resident, member]) {
      expect((await test.call("GET", `/api/v1${path}`, { headers })).status).toBe(403);
    }
  });

  it("that a resident reports as full are on the list", async () => {
    const body = {
      kind: "full-bin",
      note: "",
      seenAt: new Date(NOW_MS).toISOString(),
      lat: null,
      lon: null,
      place: "depan pasar",
      device: "bin-01",
      photo: null,
    };
    const headers = { ...member, "idempotency-key": "laporan-0123456789abcdef" };
    const filed = await test.call("POST", "/api/v1/me/reports", { headers, body });
    expect(filed.status).toBe(201);
    const { stops } = await collection();
    const reported = stops.find(({ bin }) => bin.device === "bin-01");
    expect(reported).toMatchObject({ reason: "reported", urgency: 0.9 });
  });

  it("are not collected from another's site by an operator", async () => {
    const query = `?day=2026-11-02&start=${FOREIGN_SITE.id}`;
    const answer = await test.call("GET", `/api/v1/collection${query}`, { headers: operator });
    expect(answer.status).toBe(403);
  });
});
