import { createManualClock } from "@resik/kit/clock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestApi, startTestBroker, type TestApi, type TestBroker } from "../test/harness.ts";
import { makeReading } from "../test/make-reading.ts";

const NOW_MS = Date.UTC(2026, 10, 21, 5);
const MINUTE_MS = 60_000;
const COUNT = 250;
const collectionSchema = z.object({
  "@iot.count": z.int().optional(),
  "@iot.nextLink": z.string().optional(),
  value: z.array(z.record(z.string(), z.unknown())),
});
const observationsSchema = z.object({
  "@iot.count": z.int().optional(),
  "@iot.nextLink": z.string().optional(),
  value: z.array(
    z.object({
      "@iot.id": z.string(),
      phenomenonTime: z.string(),
      resultTime: z.string(),
      result: z.number(),
    }),
  ),
});

/** Requests that clients of the standard make: QGIS, FROST's own, sta-dashboards, scripts. */
describe("OGC SensorThings", () => {
  const clock = createManualClock(NOW_MS);
  let broker: TestBroker;
  let test: TestApi;
  beforeAll(async () => {
    broker = await startTestBroker();
    test = await startTestApi({ clock, mqttPort: broker.port });
    await test.seed();
    await test.write(
      ...Array.from({ length: COUNT }, (_, index) =>
        makeReading({
          device: "air-01",
          channel: "air",
          atMs: NOW_MS - (COUNT - index) * MINUTE_MS,
          receivedAtMs: NOW_MS - (COUNT - index) * MINUTE_MS + 5_000,
          seq: index,
          fields: { pm25UgM3: index },
        }),
      ),
      makeReading({ device: "bin-01", atMs: NOW_MS - 2_000, quality: "no-echo", fields: {} }),
      makeReading({ device: "bin-01", atMs: NOW_MS - 1_000, seq: 1, fields: { fillRatio: 0.4 } }),
    );
  });
  // As many questions as this have to be spread over time.
  afterEach(() => clock.advance(10_000));
  afterAll(async () => {
    await test.close();
    await broker.close();
  });

  const root = "/api/v1/open/sensorthings/v1.1";
  const ask = (path: string): Promise<Response> => test.call("GET", `${root}${path}`);
  const json = async (path: string): Promise<unknown> => {
    const answer = await ask(path);
    const body: unknown = await answer.json();
    expect({ status: answer.status, body }).toMatchObject({ status: 200 });
    return body;
  };
  const list = async (path: string) => collectionSchema.parse(await json(path));
  const observations = async (path: string) => observationsSchema.parse(await json(path));
  const STREAM = "/Datastreams('air-01.pm25UgM3')";

  it("names its sets and what it conforms to", async () => {
    const answer = z
      .object({
        value: z.array(z.object({ name: z.string(), url: z.string() })),
        serverSettings: z.object({ conformance: z.array(z.string()).min(1) }),
      })
      .parse(await json(""));
    expect(answer.value.map(({ name }) => name)).toContain("Things");
    expect(await json("/")).toEqual(await json(""));
    expect(answer.value[0]?.url).toMatch(/^http:\/\/[^/]+\/api\/v1\/open\/sensorthings\/v1\.1\//);
  });

  it("lists things with links, in pages, counted when asked", async () => {
    const first = await list("/Things?$count=true&$top=2&$orderby=name desc");
    expect(first["@iot.count"]).toBe(3);
    expect(first.value).toHaveLength(2);
    expect(first.value[0]).toHaveProperty("Datastreams@iot.navigationLink");
    const next = new URL(first["@iot.nextLink"] ?? "");
    const second = await list(next.pathname.replace(root, "") + next.search);
    expect(second.value).toHaveLength(1);
    expect(second["@iot.nextLink"]).toBeUndefined();
    const ids = [...first.value, ...second.value].map((thing) => thing["@iot.id"]);
    expect(new Set(ids).size).toBe(3);
  });

  it("gives one thing, what is below it, and a property of it", async () => {
    expect(await json("/Things('bin-01')")).toMatchObject({ "@iot.id": "bin-01" });
    expect((await list("/Things('bin-01')/Locations")).value[0]).toMatchObject({
      encodingType: "application/geo+json",
      location: { type: "Point" },
    });
    expect(await json("/Things('bin-01')/name")).toHaveProperty("name");
    expect(await json(`${STREAM}/Thing`)).toMatchObject({ "@iot.id": "air-01" });
    expect(await json(`${STREAM}/ObservedProperty`)).toMatchObject({ name: "PM2.5" });
    expect(await json(STREAM)).toMatchObject({
      unitOfMeasurement: { symbol: "µg/m³", definition: "ucum:ug/m3" },
    });
  });

  it("expands one level, with options inside", async () => {
    const path =
      "/Datastreams?$filter=Thing/id eq 'air-01' and ObservedProperty/name eq 'PM2.5'" +
      "&$expand=Thing,ObservedProperty,Observations($orderby=phenomenonTime desc;$top=1)";
    const { value } = await list(path);
    expect(value).toHaveLength(1);
    expect(value[0]).toMatchObject({
      Thing: { "@iot.id": "air-01" },
      Observations: [{ result: COUNT - 1 }],
      "Observations@iot.nextLink": expect.stringContaining("/Observations?"),
    });
    const things = await list("/Things?$expand=Locations,Datastreams&$top=1");
    expect(things.value[0]).toHaveProperty("Locations.0.location");
    expect(things.value[0]).not.toHaveProperty("Datastreams@iot.navigationLink");
    const nobody = await list("/Datastreams?$top=1&$expand=Thing($filter=id eq 'nobody')");
    expect(nobody.value[0]).toHaveProperty("Thing", null);
  });

  it("gives the newest observation first when asked so, and pages back to the oldest", async () => {
    const seen: number[] = [];
    let path: string | null = `${STREAM}/Observations?$orderby=phenomenonTime desc&$top=90`;
    while (path !== null) {
      const page: z.infer<typeof observationsSchema> = await observations(path);
      seen.push(...page.value.map(({ result }) => result));
      const next: string | undefined = page["@iot.nextLink"];
      path = next === undefined ? null : next.slice(next.indexOf(root) + root.length);
    }
    expect(seen).toEqual(Array.from({ length: COUNT }, (_, index) => COUNT - 1 - index));
  });

  it("keeps the two times apart", async () => {
    const { value } = await observations(`${STREAM}/Observations?$top=1`);
    const [first] = value;
    expect(Date.parse(first?.resultTime ?? "") - Date.parse(first?.phenomenonTime ?? "")).toBe(
      5_000,
    );
  });

  it("filters by time and value", async () => {
    const from = new Date(NOW_MS - 60 * MINUTE_MS).toISOString();
    const to = new Date(NOW_MS - 30 * MINUTE_MS).toISOString();
    const filter = `phenomenonTime ge ${from} and phenomenonTime lt ${to} and result gt 200`;
    const page = await observations(`${STREAM}/Observations?$filter=${filter}&$count=true`);
    const expected = Array.from({ length: COUNT }, (_, index) => index).filter(
      (index) => index > 200 && index >= COUNT - 60 && index < COUNT - 30,
    );
    expect(page.value.map(({ result }) => result)).toEqual(expected);
    expect(page["@iot.count"]).toBe(expected.length);
    const either = await observations(
      `${STREAM}/Observations?$filter=result eq 3 or (not (result lt 249))`,
    );
    expect(either.value.map(({ result }) => result)).toEqual([3, 249]);
  });

  it("finds an observation by its id and through the set", async () => {
    const { value } = await observations(`${STREAM}/Observations?$top=1`);
    const id = value[0]?.["@iot.id"] ?? "";
    expect(await json(`/Observations('${id}')`)).toMatchObject({ result: 0 });
    expect(await json(`/Observations('${id}')/Datastream`)).toMatchObject({
      "@iot.id": "air-01.pm25UgM3",
    });
    const all = await observations(
      "/Observations?$filter=Datastream/id eq 'air-01.pm25UgM3' and result ge 248",
    );
    expect(all.value.map(({ result }) => result)).toEqual([248, 249]);
  });

  it("never makes a level of a reading without an echo", async () => {
    const { value } = await observations("/Datastreams('bin-01.fillRatio')/Observations");
    expect(value.map(({ result }) => result)).toEqual([0.4]);
  });

  it("shows nothing of the device's own state", async () => {
    const text = JSON.stringify(await json("/Datastreams?$top=1000"));
    expect(text).not.toMatch(/battery|rssi/i);
    expect((await ask("/Datastreams('bin-01.batteryV')/Observations")).status).toBe(404);
  });

  it("tells nothing of the device's boots and counters in the ids of its observations", async () => {
    const page = await observations(`${STREAM}/Observations?$top=1000`);
    const ids = page.value.map((one) => one["@iot.id"]);
    expect(new Set(ids).size).toBe(COUNT);
    expect(JSON.stringify(page)).not.toContain("boot0001");
  });

  it("pages on where it was while readings come, also among readings of one millisecond", async () => {
    const atMs = NOW_MS - 4_000;
    const same = (seq: number, pm10UgM3: number) =>
      makeReading({ device: "air-01", channel: "air", atMs, seq, fields: { pm10UgM3 } });
    await test.write(...Array.from({ length: 5 }, (_, index) => same(900 + index, index)));
    for (const order of ["asc", "desc"]) {
      const seen: number[] = [];
      let path: string | null =
        `/Datastreams('air-01.pm10UgM3')/Observations?$orderby=phenomenonTime ${order}` +
        "&$top=2&$count=true";
      while (path !== null) {
        const page: z.infer<typeof observationsSchema> = await observations(path);
        seen.push(...page.value.map(({ result }) => result));
        expect(page["@iot.count"]).toBe(5);
        const next: string | undefined = page["@iot.nextLink"];
        path = next === undefined ? null : next.slice(next.indexOf(root) + root.length);
      }
      expect(seen.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    }
  });

  it("finds observations by the annotated id of their datastream, and by what it belongs to", async () => {
    for (const filter of [
      "Datastream/@iot.id eq 'air-01.pm25UgM3' and result ge 248",
      "Datastream/id eq 'air-01.pm25UgM3' and Datastream/Thing/id eq 'air-01' and result ge 248",
    ]) {
      const { value } = await observations(`/Observations?$filter=${filter}`);
      expect(value.map(({ result }) => result)).toEqual([248, 249]);
    }
  });

  it("counts without giving any with $top=0", async () => {
    const page = await observations(`${STREAM}/Observations?$top=0&$count=true`);
    expect(page).toEqual({ "@iot.count": COUNT, value: [] });
  });

  it("answers HEAD without a body", async () => {
    const answer = await test.call("HEAD", `${root}${STREAM}/Observations`);
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
  });

  it("keeps its links out of caches that many share while it has no address of its own", async () => {
    const answer = await ask("/Things");
    expect(answer.headers.get("cache-control")).toMatch(/^private/);
    const catalogue = await test.call("GET", "/api/v1/open/catalogue");
    expect(catalogue.headers.get("cache-control")).toMatch(/^private/);
  });

  it("does not give an observation as one of another datastream", async () => {
    const { value } = await observations(`${STREAM}/Observations?$top=1`);
    const id = value[0]?.["@iot.id"];
    expect((await ask(`${STREAM}/Observations('${id}')`)).status).toBe(200);
    const other = await ask(`/Datastreams('bin-01.fillRatio')/Observations('${id}')`);
    expect(other.status).toBe(404);
  });

  it("has none of what the standard knows and is not held here, which is no mistake", async () => {
    const { value } = await list("/Things?$filter=properties/owner eq null&$top=1");
    expect(value).toHaveLength(1);
    expect(await list("/Datastreams?$filter=resultTime ne null")).toEqual({ value: [] });
    const links = await list("/Things?$select=id,Datastreams&$top=1");
    expect(links.value[0]).toHaveProperty("Datastreams@iot.navigationLink");
  });

  it("selects properties", async () => {
    const { value } = await list("/Things?$select=id,name");
    expect(Object.keys(value[0] ?? {}).toSorted()).toEqual(["@iot.id", "@iot.selfLink", "name"]);
  });

  it.each([
    ["/Things?$filter=name eq", "$filter"],
    ["/Things?$filter=name like 'x'", "$filter"],
    ["/Things?$filter=sleep(9)", "$filter"],
    ["/Things?$filter=" + "(".repeat(200) + "1" + ")".repeat(200), "$filter"],
    ["/Things?$top=-1", "$top"],
    ["/Things?$top=1001", "$top"],
    ["/Things?$skip=x", "$skip"],
    ["/Things?$expand=Datastreams/Observations", "$expand"],
    ["/Things?$expand=Datastreams($expand=Observations)", "$expand"],
    ["/Things?$expand=Wheels", "$expand"],
    ["/Things?$search=x", "$search"],
    ["/Observations", "Datastream"],
    ["/Datastreams('air-01.pm25UgM3')/Observations?$orderby=result", "$orderby"],
    ["/Things('a')/b/c/d/e", "parts"],
    ["/Things('bin-01')/name/$value", "$value"],
    ["/Things/$ref", "$ref"],
    ["/Things?$orderby=" + Array.from({ length: 5 }, () => "name").join(","), "$orderby"],
    ["/Things?$expand=Locations,Datastreams,Locations", "named twice"],
    ["/Things?$skiptoken=1.1", "$skiptoken"],
    [`/Observations?$filter=phenomenonTime gt 2026-99-99T00:00:00Z`, "no time"],
    ["/Things?$filter=not (nmae eq 'x')", "Things has no nmae"],
    ["/Things?$filter=startswith(Datastreams/name, 'x')", "Things has no Datastreams/name"],
    ["/Datastreams?$filter=Thing/wheels gt 3 or id eq 'x'", "Datastreams has no Thing/wheels"],
    ["/Things?$orderby=nmae", "Things has no nmae"],
    ["/Things?$select=nmae", "Things has no nmae"],
    ["/Things('bin-01')?$select=nmae", "Things has no nmae"],
    ["/Things?$expand=Datastreams($filter=reslt gt 3)", "Datastreams has no reslt"],
    [`${STREAM}/Observations?$filter=not (reslt gt 3)`, "Observations has no reslt"],
  ])("refuses %s and names what it does not serve", async (path, named) => {
    const answer = await ask(path);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(named);
  });

  it.each([
    "/Things('nowhere')",
    "/Cars",
    "/Things/Datastreams",
    "/Things('bin-01')/wheels",
    "/Things('bin-01')/properties/kind",
  ])("says that %s is not there", async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it("reads no more for all that one question expands than for one set of observations", async () => {
    const readings = Array.from({ length: 10_100 }, (_, seq) =>
      makeReading({
        device: "bin-02",
        site: "bsu-kenanga",
        atMs: NOW_MS - (10_100 - seq) * 1_000,
        seq,
        fields: { temperatureC: 30 },
      }),
    );
    await test.write(...readings);
    const streams = "/Things('bin-02')/Datastreams";
    const all = await ask(`${streams}?$expand=Observations($top=1;$count=true)`);
    expect(all.status).toBe(400);
    expect(await all.json()).toMatchObject({ code: "range-too-large" });
    const newest = await list(
      `${streams}?$filter=ObservedProperty/id eq 'bin.temperatureC'` +
        "&$expand=Observations($top=1;$orderby=phenomenonTime desc)",
    );
    expect(newest.value[0]).toHaveProperty("Observations.0.result", 30);
  });
});
