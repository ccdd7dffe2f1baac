import { systemClock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseInfluxAddress } from "../address.ts";
import { NO_CREDENTIALS } from "../influx-rig.fixture.ts";
import { startInfluxStub } from "../influx-stub.fixture.ts";
import { influxdMissing, startInfluxd, type Influxd } from "../influxd.fixture.ts";
import { connectInflux } from "../server.ts";
import { createThrowAway } from "./throw-away.ts";

const missing = influxdMissing(process.env.CI === "true");
if (missing !== null) console.warn(`Skipped: ${missing}.`);

const open = (address: string) => {
  const place = parseInfluxAddress(address);
  const credentials = { ...NO_CREDENTIALS, token: "t", org: "dinas" };
  return createThrowAway(place, credentials, connectInflux(place, credentials, systemClock));
};

describe.skipIf(missing !== null)("what a check leaves on InfluxDB 1.x", () => {
  let influxd: Influxd;
  beforeAll(async () => {
    influxd = await startInfluxd();
  });
  afterAll(() => influxd.stop());

  it("is nothing, and what was there before is not touched", async () => {
    const storage = open(influxd.address("check"));
    await storage.assertAbsent();
    await storage.remove();
    await influxd.statement("CREATE DATABASE other");
    await influxd.statement('CREATE DATABASE "check"');
    await expect(storage.assertAbsent()).rejects.toThrow(StartError);
    await expect(storage.assertAbsent()).rejects.toThrow(/has check already/);
    await storage.remove();
    expect(await influxd.statement("SHOW DATABASES")).not.toContain('"check"');
    expect(await influxd.statement("SHOW DATABASES")).toContain('"other"');
  });
});

// tenant/http_server_bucket.go: DELETE /api/v2/buckets/{id} answers 204.
it("is no bucket on 2.x, found by name and removed by id", async () => {
  const buckets = new Map([
    ["check/raw", "0a"],
    ["resik/raw", "0b"],
  ]);
  const stub = await startInfluxStub(({ method, path, query }) => {
    if (method === "DELETE") {
      for (const [name, id] of buckets) if (path.endsWith(`/${id}`)) buckets.delete(name);
      return { status: 204 };
    }
    const name = query.get("name") ?? "";
    const id = buckets.get(name);
    if (id === undefined) return { status: 404, body: '{"code":"not found","message":""}' };
    return { status: 200, body: JSON.stringify({ buckets: [{ id, name }] }) };
  });
  const storage = open(`influxdb://127.0.0.1:${stub.port}/check?api=2`);
  await expect(storage.assertAbsent()).rejects.toThrow(/has check\/raw already/);
  await storage.remove();
  await storage.assertAbsent();
  expect([...buckets.keys()]).toEqual(["resik/raw"]);
  await stub.close();
});

// influxdb3_server/src/http.rs: DELETE /api/v3/configure/database?db=&hard_delete_at=.
it("is no database on 3 Core, where each is one of five", async () => {
  const databases = new Set(["check/raw", "check/keep", "resik/raw"]);
  const stub = await startInfluxStub(({ method, query }) => {
    if (method === "DELETE") {
      databases.delete(query.get("db") ?? "");
      return query.get("hard_delete_at") === "now" ? { status: 200 } : { status: 400 };
    }
    const rows = [...databases].map((name) => ({ "iox::database": name }));
    return { status: 200, body: JSON.stringify(rows) };
  });
  const storage = open(`influxdb://127.0.0.1:${stub.port}/check?api=3`);
  await expect(storage.assertAbsent()).rejects.toThrow(StartError);
  await storage.remove();
  expect([...databases]).toEqual(["resik/raw"]);
  await stub.close();
});
