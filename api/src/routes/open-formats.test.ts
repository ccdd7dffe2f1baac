import { createManualClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createModelCheck } from "../open/smart-data-models.fixture.ts";
import { startTestApi, startTestBroker, type TestApi, type TestBroker } from "../test/harness.ts";
import { UNREAD_MS_MAX } from "./export.ts";
import { EXPORT_MS_MAX } from "./open-export.ts";
import { makeReading } from "../test/make-reading.ts";

const NOW_MS = Date.UTC(2026, 10, 21, 5);
const HOUR_MS = 3_600_000;
const entitySchema = z.looseObject({ id: z.string(), type: z.string() });
const entitiesSchema = z.array(entitySchema);

describe("open formats", () => {
  const clock = createManualClock(NOW_MS);
  let broker: TestBroker;
  let test: TestApi;
  beforeAll(async () => {
    broker = await startTestBroker();
    test = await startTestApi({ clock, mqttPort: broker.port });
    await test.seed();
    const readings = Array.from({ length: 30 }, (_, index) => {
      const atMs = NOW_MS - (30 - index) * HOUR_MS;
      const fields = { pm25UgM3: 20 + index, humidityRatio: 0.7, temperatureC: 29 };
      return makeReading({ device: "air-01", channel: "air", atMs, seq: index, fields });
    });
    await test.write(
      ...readings,
      makeReading({
        device: "bin-01",
        atMs: NOW_MS - 1_000,
        fields: { fillRatio: 0.75, batteryV: 3.6 },
      }),
      makeReading({
        device: "bin-02",
        site: "bsu-kenanga",
        atMs: NOW_MS - 1_000,
        quality: "no-echo",
        fields: { temperatureC: 31 },
      }),
    );
  });
  afterAll(async () => {
    await test.close();
    await broker.close();
  });

  const open = (path: string, headers: Record<string, string> = {}) =>
    test.call("GET", `/api/v1/open/${path}`, { headers });
  const read = async (path: string): Promise<unknown> => (await open(path)).json();

  describe("NGSI-LD", () => {
    const entities = async (query = "") =>
      entitiesSchema.parse(await read(`ngsi-ld/v1/entities?options=keyValues${query}`));

    it("gives entities that the published models accept", async () => {
      const check = createModelCheck();
      const all = await entities();
      expect(all.map(({ id }) => id)).toEqual([
        "urn:ngsi-ld:AirQualityObserved:air-01",
        "urn:ngsi-ld:WasteContainer:bin-01",
        "urn:ngsi-ld:WasteContainer:bin-02",
      ]);
      expect(all.map(check)).toEqual([null, null, null]);
    });

    it("has a check that notices what the models forbid", async () => {
      const check = createModelCheck();
      const [air = {}, bin = {}] = await entities();
      expect(check({ ...bin, fillingLevel: 75 })).toContain("fillingLevel");
      expect(check({ ...bin, refDevice: "urn:x" })).toContain("refDevice");
      expect(check({ ...air, dateObserved: "yesterday" })).toContain("dateObserved");
      expect(check({ ...air, airQualityIndex: 77.5 })).toContain("airQualityIndex");
      expect(check({ ...air, location: undefined })).toContain("location");
    });

    it("refuses a condition that it does not serve, instead of leaving it out", async () => {
      for (const query of ["q=pm25>100", "id=urn:ngsi-ld:WasteContainer:bin-01", "limit=0"]) {
        const { status } = await open(`ngsi-ld/v1/entities?${query}`);
        expect({ query, status }).toEqual({ query, status: 400 });
      }
    });

    it("says nothing of a level where the sensor heard no echo", async () => {
      const [first, second] = await entities("&type=WasteContainer");
      expect(first).toMatchObject({ fillingLevel: 0.75, status: "ok" });
      expect(second).not.toHaveProperty("fillingLevel");
      expect(JSON.stringify([first, second])).not.toMatch(/battery|boot0001/);
    });

    it("carries unit, time and ISPU in the normalized form, with its context", async () => {
      const answer = await open("ngsi-ld/v1/entities/urn:ngsi-ld:AirQualityObserved:air-01", {
        accept: "application/ld+json",
      });
      expect(answer.headers.get("content-type")).toBe("application/ld+json");
      const entity = entitySchema.parse(await answer.json());
      expect(entity).toMatchObject({
        type: "AirQualityObserved",
        pm25: { type: "Property", value: 49, unitCode: "GQ" },
        location: { type: "GeoProperty", value: { type: "Point" } },
        airQualityIndex: { type: "Property" },
        refDevice: { type: "Relationship", object: "urn:ngsi-ld:Device:air-01" },
      });
      expect(entity["@context"]).toContain(
        "https://raw.githubusercontent.com/smart-data-models/dataModel.Environment/master/context.jsonld",
      );
    });

    it("puts the context into a header for plain JSON", async () => {
      const answer = await open("ngsi-ld/v1/entities?type=WasteContainer&limit=1");
      expect(answer.headers.get("content-type")).toBe("application/json");
      expect(answer.headers.get("link")).toContain("json-ld#context");
      expect(answer.headers.get("ngsild-results-count")).toBe("2");
      expect(entitiesSchema.parse(await answer.json())).toHaveLength(1);
    });

    it("refuses a type that it does not have and an id that is not there", async () => {
      expect((await open("ngsi-ld/v1/entities?type=Car")).status).toBe(400);
      expect((await open("ngsi-ld/v1/entities/urn:ngsi-ld:WasteContainer:x")).status).toBe(404);
    });
  });

  it("gives stations as GeoJSON with longitude first", async () => {
    const answer = await open("stations.geojson");
    expect(answer.headers.get("content-type")).toBe("application/geo+json");
    const { type, features } = z
      .object({ type: z.string(), features: z.array(z.looseObject({ id: z.string() })) })
      .parse(await answer.json());
    expect(type).toBe("FeatureCollection");
    const bin = features.find(({ id }) => id === "bin-01");
    expect(bin).toMatchObject({
      type: "Feature",
      geometry: { type: "Point", coordinates: [expect.any(Number), expect.any(Number)] },
      properties: { kind: "bin", fillRatio: 0.75 },
    });
    const [lon = 0, lat = 0] = z
      .object({ geometry: z.object({ coordinates: z.array(z.number()) }) })
      .parse(bin).geometry.coordinates;
    expect([lon > 90, lat < 0]).toEqual([true, true]);
  });

  describe("the export", () => {
    const range = "from=2026-11-19T00:00:00Z&to=2026-11-22T00:00:00Z";

    it("is a table of open columns, which a header explains", async () => {
      const answer = await open(`export?channel=air&${range}`);
      expect(answer.headers.get("link")).toMatch(/open\/catalogue>; rel="describedby"/);
      const [head = "", ...rows] = (await answer.text()).trimEnd().split("\r\n");
      expect(head.split(",").slice(0, 7)).toEqual([
        "site",
        "device",
        "channel",
        "at",
        "receivedAt",
        "quality",
        "pm25UgM3",
      ]);
      expect(rows).toHaveLength(30);
      expect(head).not.toMatch(/boot|seq|battery/);
    });

    it("leaves out in rows what it leaves out in the head", async () => {
      const text = await (await open(`export?channel=bin&format=ndjson&${range}`)).text();
      expect(text.trimEnd().split("\n")).toHaveLength(2);
      expect(text).not.toMatch(/boot0001|batteryV/);
    });

    it.each([
      ["channel=scale", 400],
      ["channel=air&device=bin-01", 404],
      ["channel=air&device=nowhere", 404],
    ])("refuses %s", async (query, status) => {
      expect((await open(`export?${query}&${range}`)).status).toBe(status);
    });

    it("gives back the place of somebody who reads too slowly, and ends that file", async () => {
      // More parts of the file than a slow reader takes in the time it has.
      const rows = Array.from({ length: 12_000 }, (_, seq) => {
        const atMs = NOW_MS - 50 * HOUR_MS + seq * 1_000;
        const fields = { pm25UgM3: 1 };
        return makeReading({ device: "air-01", channel: "air", atMs, seq: 1_000 + seq, fields });
      });
      await test.write(...rows);
      const ask = () => open(`export?channel=air&${range}`);
      const slow = (await ask()).body?.getReader();
      const absent = await ask();
      expect((await ask()).status).toBe(503);
      const stepMs = UNREAD_MS_MAX - 1;
      await slow?.read();
      await clock.advance(stepMs);
      expect((await slow?.read())?.done).toBe(false);
      await clock.advance(stepMs);
      await expect(absent.text()).rejects.toThrow("nobody read");
      for (let ms = 2 * stepMs; ms < EXPORT_MS_MAX; ms += stepMs) {
        expect((await slow?.read())?.done).toBe(false);
        await clock.advance(stepMs);
      }
      await expect(slow?.read()).rejects.toThrow("too slowly");
      const held = [await ask(), await ask()];
      expect(held.map(({ status }) => status)).toEqual([200, 200]);
      for (const one of held) await one.body?.cancel();
    });

    it("refuses more than 31 days", async () => {
      const answer = await open(
        "export?channel=air&from=2026-09-01T00:00:00Z&to=2026-10-03T00:00:00Z",
      );
      expect(answer.status).toBe(400);
    });
  });

  it("describes the data: units, method, terms not set, addresses of the asker's own host", async () => {
    const record = z
      .looseObject({ datasets: z.array(z.looseObject({})), licence: z.null() })
      .parse(await read("catalogue"));
    expect(JSON.stringify(record)).toContain('"ucum":"ug/m3"');
    expect(JSON.stringify(record)).toContain("P.14/2020");
    expect(JSON.stringify(record)).not.toContain("batteryV");
    const evil = await open("catalogue", { host: 'x"><script>' });
    expect(await evil.text()).not.toContain("<script");
  });
});
