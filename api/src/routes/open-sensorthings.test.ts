import { createManualClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
  ])("refuses %s and names what it does not serve", async (path, named) => {
    const answer = await ask(path);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(named);
  });

  it.each(["/Things('nowhere')", "/Cars", "/Things/Datastreams", "/Things('bin-01')/wheels"])(
    "says that %s is not there",
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );
});
