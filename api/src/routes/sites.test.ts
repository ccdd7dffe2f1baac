import { deviceSchema, siteSchema, type Site } from "@resik/contract/http/registry";
import { openStationsSchema } from "@resik/contract/http/open";
import { systemClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../registry/open.ts";
import { SITE, startTestApi, type Credentials, type TestApi } from "../test/harness.ts";
import { makeReading } from "../test/make-reading.ts";

const TPS: Site = siteSchema.parse({
  id: "tps-pasar-puri",
  name: "TPS Pasar Puri",
  kind: "tps",
  areaCode: "33.18.10",
  areaName: "Pati",
  lat: -6.75,
  lon: 111.04,
});
const { name, areaCode, areaName, lat, lon } = TPS;
const CHANGE = { name, areaCode, areaName, lat, lon };

describe("a site", () => {
  let test: TestApi;
  let staff: Credentials;
  beforeAll(async () => {
    test = await startTestApi();
    await test.seed();
    staff = await test.enter("staff");
    await test.call("POST", "/api/v1/sites", { headers: staff, body: TPS });
  });
  afterAll(() => test.close());

  const put = (id: string, body: unknown, headers: Credentials = staff) =>
    test.call("PUT", `/api/v1/sites/${id}`, { headers, body });
  const register = async (id: string, place: object = {}) => {
    const body = { id, site: TPS.id, kind: "bin", name: `Bak ${id}`, ...place };
    expect((await test.call("POST", "/api/v1/devices", { headers: staff, body })).status).toBe(201);
  };
  const device = async (id: string) => {
    const answer = await test.call("GET", `/api/v1/devices/${id}`, { headers: staff });
    return deviceSchema.parse(await answer.json());
  };

  it("gets another name, area and position, and the change stands in the log", async () => {
    const change = {
      ...CHANGE,
      name: " TPS Pasar Baru ",
      areaCode: "33.18.11",
      areaName: "Juwana",
    };
    const answer = await put(TPS.id, change);
    expect(answer.status).toBe(200);
    const changed = { ...TPS, ...change, name: "TPS Pasar Baru" };
    expect(siteSchema.parse(await answer.json())).toEqual(changed);
    const read = await test.call("GET", `/api/v1/sites/${TPS.id}`, { headers: staff });
    expect(await read.json()).toEqual(changed);
    const registry = openRegistry(registryPath(test.dataDir));
    const lines = await registry.db
      .selectFrom("audit_log")
      .select("action")
      .where("target", "=", TPS.id)
      .orderBy("seq")
      .execute();
    await registry.close();
    expect(lines).toEqual([{ action: "site.add" }, { action: "site.change" }]);
  });

  it("takes devices at its own point along; one with a point of its own stays", async () => {
    await put(TPS.id, CHANGE);
    await register("bak-01");
    await register("bak-02", { lat: -6.7, lon: 111.1 });
    await put(TPS.id, { ...CHANGE, lat: -6.8, lon: 111.2 });
    expect(await device("bak-01")).toMatchObject({ lat: -6.8, lon: 111.2 });
    expect(await device("bak-02")).toMatchObject({ lat: -6.7, lon: 111.1 });
    expect(await device("bin-01")).toMatchObject({ lat: SITE.lat, lon: SITE.lon });
  });

  it("is called by its new name wherever its devices are shown", async () => {
    await register("bak-03");
    await test.write(
      makeReading({
        site: TPS.id,
        device: "bak-03",
        atMs: systemClock.nowMs(),
        fields: { fillRatio: 0.4 },
      }),
    );
    await put(TPS.id, { ...CHANGE, name: "TPS Alun-alun", areaName: "Tayu" });
    const answer = await test.call("GET", "/api/v1/open/stations");
    const { stations } = openStationsSchema.parse(await answer.json());
    const station = stations.find((one) => one.device === "bak-03");
    expect(station).toMatchObject({ siteName: "TPS Alun-alun", areaName: "Tayu" });
  });

  it.each([
    ["another id", { ...CHANGE, id: "tps-lain" }],
    ["another kind", { ...CHANGE, kind: "office" }],
    ["no position", { ...CHANGE, lat: undefined }],
    ["a position off the earth", { ...CHANGE, lon: 181 }],
    ["no name", { ...CHANGE, name: " " }],
    ["a code that is none", { ...CHANGE, areaCode: "Pati" }],
  ])("takes no change with %s", async (_what, body) => {
    expect((await put(TPS.id, body)).status).toBe(400);
  });

  it("that nobody added is not found, and is not made by a change", async () => {
    expect((await put("tps-tidak-ada", CHANGE)).status).toBe(404);
    const read = await test.call("GET", "/api/v1/sites/tps-tidak-ada", { headers: staff });
    expect(read.status).toBe(404);
  });

  it("is changed by staff alone", async () => {
    const operator = await test.enter("operator");
    expect((await put(TPS.id, CHANGE, operator)).status).toBe(403);
    const read = await test.call("GET", `/api/v1/sites/${TPS.id}`, { headers: operator });
    expect(read.status).toBe(403);
  });
});
