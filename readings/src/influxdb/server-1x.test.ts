import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoreUnavailableError } from "../port.ts";
import { AccessRefusedError, InfluxStatementError, UnfitStorageError } from "./influx-error.ts";
import { NO_CREDENTIALS, openServer } from "./influx-rig.fixture.ts";
import {
  createUser,
  INFLUXD_ADMIN,
  influxdMissing,
  startInfluxd,
  type Influxd,
} from "./influxd.fixture.ts";
import { msToNs } from "./influxql.ts";
import { writeLines } from "./write-lines.ts";

const missing = influxdMissing(process.env.CI === "true");
if (missing !== null) console.warn(`Skipped: ${missing}.`);

const AT_MS = Date.UTC(2026, 2, 2, 5);
const atNs = (index: number): bigint => msToNs(AT_MS) + BigInt(index);

/** Lines of one series, a nanosecond apart. */
const lines = (count: number, measurement = "m"): string[] =>
  Array.from({ length: count }, (_, index) => `${measurement},a=b v=${index} ${atNs(index)}`);

describe.skipIf(missing !== null)("InfluxDB 1.x, a real one", () => {
  let influxd: Influxd;
  let count = 0;
  beforeAll(async () => {
    influxd = await startInfluxd();
  });
  afterAll(() => influxd.stop());
  const freshAddress = (): string => influxd.address(`t${count++}`);
  const databaseOf = (address: string): string => /\/(t\d+)\?/.exec(address)?.[1] ?? "";

  it("gets its database and both retentions before the first write, once", async () => {
    const address = freshAddress();
    const server = openServer(address, { retentionDays: 90_000 });
    expect(await server.notReady()).toMatch(/database not found: t\d+/);
    expect(await server.write("raw", lines(1))).toEqual({ ok: true });
    const policies = await influxd.statement(`SHOW RETENTION POLICIES ON ${databaseOf(address)}`);
    expect(JSON.parse(policies).results[0].series[0].values).toEqual([
      ["keep", "0s", "672h0m0s", 1, true],
      ["raw", "2160000h0m0s", "24h0m0s", 1, false],
    ]);
    await server.ensureStorage();
    expect(await server.notReady()).toBeNull();
    server.close();
  });

  it("gives back what was written to one retention, and to no other", async () => {
    const server = openServer(freshAddress());
    await server.write("raw", ['m,a=x\\ y v=1.5,n=7i,t="\\"é\\"",f=true 1700000000000000001']);
    expect(await server.query("raw", "SELECT * FROM m GROUP BY a")).toEqual([
      {
        name: "m",
        tags: { a: "x y" },
        columns: ["time", "f", "n", "t", "v"],
        values: [[1_700_000_000_000_000_001n, true, 7, '"é"', 1.5]],
      },
    ]);
    expect(await server.query("keep", "SELECT * FROM m")).toEqual([]);
    expect(await server.query("raw", "SELECT * FROM other")).toEqual([]);
    server.close();
  });

  it("answers more rows than one chunk holds, of several series", async () => {
    const server = openServer(freshAddress());
    await server.write("raw", lines(25_000));
    await server.write("raw", [`m,a=c v=1 ${atNs(0)}`]);
    const series = await server.query("raw", "SELECT v FROM m GROUP BY a");
    expect(series.map(({ tags, values }) => [tags, values.length])).toEqual([
      [{ a: "b" }, 25_000],
      [{ a: "c" }, 1],
    ]);
    expect(series[0]?.values.at(-1)).toEqual([atNs(24_999), 24_999]);
    server.close();
  });

  it("refuses a line of another type alone, and one it cannot read, in its own words", async () => {
    const server = openServer(freshAddress());
    await server.write("raw", [`m,a=b v=1 ${atNs(0)}`]);
    const batch = lines(60);
    batch[17] = `m,a=b v="text" ${atNs(17)}`;
    batch[41] = "no fields here";
    const { refused } = await writeLines(server, "raw", batch);
    expect(refused.map(({ index }) => index)).toEqual([17, 41]);
    expect(refused[0]?.detail).toMatch(/field type conflict: input field "v".*already exists/);
    expect(refused[1]?.detail).toMatch(/unable to parse 'no fields here/);
    const [series] = await server.query("raw", "SELECT count(v) FROM m");
    expect(series?.values[0]?.[1]).toBe(58);
    server.close();
  });

  it("refuses a line beyond the retention and keeps the others", async () => {
    const server = openServer(freshAddress(), { retentionDays: 1_000 });
    const { refused } = await writeLines(server, "raw", [...lines(2), "m,a=b v=1 5"]);
    expect(refused).toEqual([
      { index: 2, detail: "partial write: points beyond retention policy dropped=1" },
    ]);
    server.close();
  });

  it("takes a batch apart that is too large for one request", async () => {
    const server = openServer(freshAddress());
    const text = "x".repeat(60_000);
    const batch = Array.from({ length: 450 }, (_, i) => `m,a=b t="${text}" ${atNs(i)}`);
    expect(await server.write("raw", batch)).toMatchObject({ ok: false, tooLarge: true });
    expect(await writeLines(server, "raw", batch)).toEqual({ refused: [] });
    const [series] = await server.query("raw", "SELECT count(t) FROM m");
    expect(series?.values[0]?.[1]).toBe(450);
    server.close();
  });

  it("deletes points of one measurement by time and tag", async () => {
    const server = openServer(freshAddress());
    await server.write("raw", [...lines(4), ...lines(1, "other")]);
    await server.deleteFrom("raw", "m", `a = 'b' AND time < ${atNs(2)}`);
    const [left] = await server.query("raw", "SELECT v FROM m");
    expect(left?.values.map(([time]) => time)).toEqual([atNs(2), atNs(3)]);
    expect((await server.query("raw", "SELECT v FROM other"))[0]?.values).toHaveLength(1);
    server.close();
  });

  it("calls a retention too short by its name, and makes nothing else of it", async () => {
    const address = freshAddress();
    const database = databaseOf(address);
    await influxd.statement(`CREATE DATABASE ${database} WITH DURATION 48h NAME "raw"`);
    const server = openServer(address, { retentionDays: 90 });
    await expect(server.ensureStorage()).rejects.toThrow(UnfitStorageError);
    await expect(server.ensureStorage()).rejects.toThrow(
      /"raw" in InfluxDB keeps points for 2 days/,
    );
    await expect(server.write("raw", lines(1))).rejects.toThrow(StoreUnavailableError);
    await influxd.statement(`ALTER RETENTION POLICY "raw" ON ${database} DURATION 91d`);
    await server.ensureStorage();
    await influxd.statement(`ALTER RETENTION POLICY "keep" ON ${database} DURATION 9000d`);
    await expect(server.ensureStorage()).rejects.toThrow(/"keep".*keep them for ever/);
    server.close();
  });

  it("makes its database again when it was dropped", async () => {
    const address = freshAddress();
    const server = openServer(address);
    await server.write("raw", lines(1));
    await influxd.statement(`DROP DATABASE ${databaseOf(address)}`);
    await expect(server.write("raw", lines(1))).rejects.toThrow(/404: database not found/);
    expect(await server.write("raw", lines(1))).toEqual({ ok: true });
    await influxd.statement(`DROP RETENTION POLICY "raw" ON ${databaseOf(address)}`);
    await expect(server.write("raw", lines(1))).rejects.toThrow(/500: retention policy not found/);
    expect(await server.write("raw", lines(1))).toEqual({ ok: true });
    await influxd.statement(`DROP DATABASE ${databaseOf(address)}`);
    await expect(server.query("raw", "SELECT v FROM m")).rejects.toThrow(/database not found/);
    expect(await server.query("raw", "SELECT v FROM m")).toEqual([]);
    server.close();
  });

  it("creates and writes nothing when it is opened to read", async () => {
    const address = freshAddress();
    const server = openServer(address, { readOnly: true });
    await expect(server.ensureStorage()).rejects.toThrow(/database not found/);
    await expect(server.query("raw", "SELECT * FROM m")).rejects.toThrow(StoreUnavailableError);
    await expect(server.write("raw", lines(1))).rejects.toThrow(/read only/);
    expect(await influxd.statement("SHOW DATABASES")).not.toContain(databaseOf(address));
    server.close();
  });

  it("calls a statement that no server understands a defect", async () => {
    const server = openServer(freshAddress());
    await server.ensureStorage();
    await expect(server.query("raw", "SELECT FROM")).rejects.toThrow(InfluxStatementError);
    server.close();
  });

  it("is away while it is down and keeps what it acknowledged before it was killed", async () => {
    const server = openServer(freshAddress());
    await server.write("raw", lines(3));
    await influxd.kill();
    await expect(server.write("raw", lines(1))).rejects.toThrow(StoreUnavailableError);
    await expect(server.query("raw", "SELECT v FROM m")).rejects.toThrow(/ECONNREFUSED/);
    expect(await server.notReady()).toMatch(/^InfluxDB at 127\.0\.0\.1:\d+ does not answer/);
    await influxd.start();
    expect(await server.notReady()).toBeNull();
    expect((await server.query("raw", "SELECT v FROM m"))[0]?.values).toHaveLength(3);
    server.close();
  });
});

describe.skipIf(missing !== null)("InfluxDB 1.x that asks for credentials", () => {
  let influxd: Influxd;
  const READER = { user: "pembaca", password: "hanya baca" };
  const as = (user: string, password: string) => ({
    credentials: { ...NO_CREDENTIALS, user, password },
  });
  beforeAll(async () => {
    influxd = await startInfluxd({ auth: true });
    await influxd.statement("CREATE DATABASE readable");
    await influxd.statement(createUser(READER.user, READER.password, false));
    await influxd.statement(`GRANT READ ON readable TO "${READER.user}"`);
  });
  afterAll(() => influxd.stop());

  it("is entered with a user and a password of any characters", async () => {
    const server = openServer(
      influxd.address("one"),
      as(INFLUXD_ADMIN.user, INFLUXD_ADMIN.password),
    );
    await server.ensureStorage();
    expect(await server.write("raw", lines(2))).toEqual({ ok: true });
    expect(await server.notReady()).toBeNull();
    server.close();
  });

  it.each([
    ["a wrong password", as(INFLUXD_ADMIN.user, "salah")],
    ["an unknown user", as("nobody", "salah")],
    ["nobody", {}],
  ])("refuses %s in one sentence that does not repeat it", async (_, options) => {
    const server = openServer(influxd.address("two"), options);
    await expect(server.ensureStorage()).rejects.toThrow(AccessRefusedError);
    await expect(server.write("raw", lines(1))).rejects.toThrow(AccessRefusedError);
    await expect(server.query("raw", "SELECT v FROM m")).rejects.toThrow(AccessRefusedError);
    const sentence = await server.notReady();
    expect(sentence).toMatch(/refuses the credentials of RESIK_INFLUXDB_\* \(401/);
    expect(sentence).not.toContain("salah");
    server.close();
  });

  it("lets a reader read and refuses what it may not do", async () => {
    const options = as(READER.user, READER.password);
    const reader = openServer(influxd.address("readable"), { ...options, readOnly: true });
    expect(await reader.query("autogen" as "raw", "SELECT v FROM m")).toEqual([]);
    reader.close();
    const writer = openServer(influxd.address("readable"), options);
    await expect(writer.write("raw", lines(1))).rejects.toThrow(AccessRefusedError);
    const stranger = openServer(influxd.address("other"), options);
    await expect(stranger.ensureStorage()).rejects.toThrow(/403/);
    writer.close();
    stranger.close();
  });
});
