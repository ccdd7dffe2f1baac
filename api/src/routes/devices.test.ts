import { deviceStatusSchema, deviceViewSchema } from "@resik/contract/http/devices";
import { pageOf } from "@resik/contract/http/page";
import { deviceCredentialsSchema, deviceSchema } from "@resik/contract/http/registry";
import { systemClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../registry/open.ts";
import { ADMIN, SITE, startTestApi, type Credentials, type TestApi } from "../test/harness.ts";
import { loseTables } from "../test/lost-tables.ts";
import { makeReading } from "../test/make-reading.ts";

describe("devices", () => {
  let test: TestApi;
  let staff: Credentials;
  let operator: Credentials;
  beforeAll(async () => {
    test = await startTestApi();
    await test.seed();
    [staff, operator] = await Promise.all([test.enter("staff"), test.enter("operator")]);
  });
  afterAll(() => test.close());

  const register = (body: unknown) =>
    test.call("POST", "/api/v1/devices", { headers: staff, body });
  const TONG = { site: SITE.id, kind: "bin", name: "Tong" } as const;

  it("have no site under the name by which the programs report on themselves", async () => {
    const body = { ...SITE, id: "resik", kind: "office" };
    const refused = await test.call("POST", "/api/v1/sites", { headers: staff, body });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      code: "already-exists",
      detail: "site id resik is taken by Resik's own figures",
    });
    const other = { ...body, id: "resik-timur" };
    const added = await test.call("POST", "/api/v1/sites", { headers: staff, body: other });
    expect(added.status).toBe(201);
  });

  it("get 256 random bits as their secret and stand at their site", async () => {
    const answer = await register({ ...TONG, id: "bin-20" });
    const { device, mqtt } = deviceCredentialsSchema.parse(await answer.json());
    expect(Buffer.from(mqtt.password, "base64url")).toHaveLength(32);
    expect(mqtt).toMatchObject({ username: "bin-20", topicPrefix: "resik/v1/bsu-melati/bin-20/" });
    expect(device).toMatchObject({ lat: SITE.lat, lon: SITE.lon, config: {}, retiredAt: null });
    const shown = await test.call("GET", "/api/v1/devices/bin-20", { headers: staff });
    const text = await shown.text();
    expect(deviceSchema.parse(JSON.parse(text)).id).toBe("bin-20");
    expect(text).not.toContain(mqtt.password);
  });

  it.each([
    ["an id that is taken", { ...TONG, id: "bin-01" }, 409],
    ["an id of a program", { ...TONG, id: "ingest" }, 409],
    ["the id of a waste bank", { ...TONG, id: "bsu-melati" }, 409],
    ["an unknown site", { ...TONG, id: "bin-21", site: "tidak-ada" }, 404],
    ["an id that is no slug", { ...TONG, id: "Bin 21" }, 400],
    ["an id with a wildcard", { ...TONG, id: "bin-#" }, 400],
    ["an unknown kind", { ...TONG, id: "bin-21", kind: "drone" }, 400],
    ["a field that is not ours", { ...TONG, id: "bin-21", secret: "mine" }, 400],
  ])("are refused with %s", async (_what, body, status) => {
    expect((await register(body)).status).toBe(status);
  });

  it("keep their ids from a waste bank, which speaks under its own", async () => {
    const add = (kind: string) =>
      test.call("POST", "/api/v1/sites", {
        headers: ADMIN,
        body: { ...SITE, id: "scale-01", kind },
      });
    expect((await add("waste-bank")).status).toBe(409);
    expect((await add("tps")).status).toBe(201);
  });

  describe("name and place", () => {
    const put = (id: string, body: unknown, headers: Credentials = staff) =>
      test.call("PUT", `/api/v1/devices/${id}/place`, { headers, body });

    it("change for everybody who reads them, and the change stands in the log", async () => {
      await register({ ...TONG, id: "bin-60" });
      const body = { name: " Tong Pasar ", lat: -6.7, lon: 111.1 };
      const answer = await put("bin-60", body);
      expect(answer.status).toBe(200);
      const changed = { id: "bin-60", site: SITE.id, name: "Tong Pasar", lat: -6.7, lon: 111.1 };
      expect(deviceSchema.parse(await answer.json())).toMatchObject(changed);
      const shown = await test.call("GET", "/api/v1/devices/bin-60", { headers: operator });
      expect(await shown.json()).toMatchObject(changed);
      const registry = openRegistry(registryPath(test.dataDir));
      const lines = await registry.db
        .selectFrom("audit_log")
        .select(["action", "actor"])
        .where("target", "=", "bin-60")
        .where("action", "=", "device.place")
        .execute();
      await registry.close();
      expect(lines).toHaveLength(1);
    });

    it("are those of the site again without a place", async () => {
      await register({ ...TONG, id: "bin-61", lat: -6.7, lon: 111.1 });
      expect(await (await put("bin-61", { name: "Tong" })).json()).toMatchObject({
        lat: SITE.lat,
        lon: SITE.lon,
      });
    });

    it.each([
      ["half a place", { name: "Tong", lat: -6.7 }, 400],
      ["no name", { name: " ", lat: -6.7, lon: 111.1 }, 400],
      ["a place off the earth", { name: "Tong", lat: -96.7, lon: 111.1 }, 400],
      ["another site", { name: "Tong", site: "bsu-kenanga" }, 400],
    ])("are refused with %s", async (_what, body, status) => {
      expect((await put("bin-01", body)).status).toBe(status);
    });

    it("are refused of a device that is unknown or retired, and to who works elsewhere", async () => {
      expect((await put("bin-404", { name: "Tong" })).status).toBe(404);
      await register({ ...TONG, id: "bin-62" });
      await test.call("POST", "/api/v1/devices/bin-62/retire", { headers: ADMIN });
      const retired = await put("bin-62", { name: "Tong" });
      expect(await retired.json()).toMatchObject({ code: "device-retired" });
      expect((await put("bin-01", { name: "Tong" }, operator)).status).toBe(403);
    });
  });

  it("are listed in pages, by site and kind, retired ones on request", async () => {
    await register({ ...TONG, id: "bin-30" });
    await test.call("POST", "/api/v1/devices/bin-30/retire", { headers: ADMIN });
    const ids = async (query: string): Promise<string[]> => {
      const found: string[] = [];
      for (let cursor = ""; ;) {
        const path = `/api/v1/devices?${query}${cursor}`;
        const answer = await test.call("GET", path, { headers: ADMIN });
        const page = (await answer.json()) as { items: { id: string }[]; next: string | null };
        found.push(...page.items.map((device) => device.id));
        if (page.next === null) return found;
        cursor = `&cursor=${page.next}`;
      }
    };
    expect(await ids("site=bsu-kenanga")).toEqual(["bin-02"]);
    expect(await ids("kind=scale")).toEqual(["scale-01"]);
    expect(await ids("kind=bin&retired=true")).toContain("bin-30");
    expect(await ids("kind=bin")).not.toContain("bin-30");
    const all = await ids("limit=500");
    expect(await ids("limit=1")).toEqual(all);
    expect((await test.call("GET", "/api/v1/devices?limit=501", { headers: ADMIN })).status).toBe(
      400,
    );
  });

  it("tell their status: last seen, presence, last word", async () => {
    const atMs = systemClock.nowMs();
    const status = (path: string) =>
      test.call("GET", `/api/v1/devices/${path}/status`, { headers: operator });
    expect(await (await status("bin-01")).json()).toMatchObject({ presence: "never" });
    const fields = { state: "offline", firmware: "1.2.0" };
    await test.write(
      makeReading({ device: "bin-01", channel: "status", atMs: atMs - 5_000, fields }),
    );
    const offline = deviceStatusSchema.parse(await (await status("bin-01")).json());
    expect(offline).toMatchObject({ presence: "offline", status: { fields } });
    await test.write(makeReading({ device: "bin-01", atMs }));
    expect(await (await status("bin-01")).json()).toMatchObject({
      presence: "online",
      lastSeenAt: new Date(atMs).toISOString(),
    });
  });

  it("show presence and last word in the list and alone, scales too", async () => {
    await register({ ...TONG, id: "scale-50", kind: "scale", name: "Timbangan" });
    await register({ ...TONG, id: "bin-50" });
    const view = async (id: string) => {
      const alone = await test.call("GET", `/api/v1/devices/${id}`, { headers: operator });
      const one = deviceViewSchema.parse(await alone.json());
      const list = await test.call("GET", "/api/v1/devices", { headers: operator });
      const { items } = pageOf(deviceViewSchema).parse(await list.json());
      expect(items.find((item) => item.id === id)).toEqual(one);
      return one;
    };
    expect(await view("scale-50")).toMatchObject({
      siteName: SITE.name,
      presence: "never",
      lastSeenAt: null,
    });
    const nowMs = systemClock.nowMs();
    const dayMs = 24 * 3_600_000;
    const weighed = { massG: 1_500, stable: true };
    const atMs = nowMs - 30 * dayMs;
    await test.write(
      makeReading({ device: "scale-50", channel: "scale", atMs, fields: weighed }),
      makeReading({ device: "bin-50", atMs: nowMs - dayMs, receivedAtMs: nowMs - 3_600_001 }),
    );
    const lastSeenAt = new Date(atMs).toISOString();
    expect(await view("scale-50")).toMatchObject({ presence: "online", lastSeenAt });
    const silentSinceAt = new Date(nowMs - 3_600_001).toISOString();
    expect(await view("bin-50")).toMatchObject({ presence: "silent", lastSeenAt: silentSinceAt });
    const state = { state: "offline" };
    await test.write(
      makeReading({ device: "scale-50", channel: "status", atMs: nowMs, fields: state }),
    );
    expect(await view("scale-50")).toMatchObject({
      presence: "offline",
      lastSeenAt: new Date(nowMs).toISOString(),
    });
  });

  it("are not seen by a deposit, which the api announces in their name", async () => {
    await register({ ...TONG, id: "scale-51", kind: "scale", name: "Timbangan" });
    await test.write(
      makeReading({ device: "scale-51", channel: "deposit", atMs: 1_000, fields: {} }),
    );
    const answer = await test.call("GET", "/api/v1/devices/scale-51", { headers: operator });
    expect(await answer.json()).toMatchObject({ presence: "never", lastSeenAt: null });
  });

  it("say that the store does not answer instead of making a presence up", async () => {
    const mend = loseTables(test.dataDir);
    try {
      for (const path of ["/devices", "/devices/bin-01", "/devices/bin-01/status"]) {
        const answer = await test.call("GET", `/api/v1${path}`, { headers: ADMIN });
        expect(await answer.json()).toMatchObject({ status: 503, code: "store-unavailable" });
      }
    } finally {
      mend();
    }
    expect((await test.call("GET", "/api/v1/devices", { headers: ADMIN })).status).toBe(200);
  });

  it("leave a trace of every change, and none of any secret", async () => {
    await register({ ...TONG, id: "bin-40" });
    const rotated = await test.call("POST", "/api/v1/devices/bin-40/rotate", { headers: ADMIN });
    const { mqtt } = deviceCredentialsSchema.parse(await rotated.json());
    await register({ ...TONG, id: "bin-40" });
    const registry = openRegistry(registryPath(test.dataDir));
    const lines = await registry.db.selectFrom("audit_log").selectAll().execute();
    await registry.close();
    const about = lines.filter((line) => line.target === "bin-40");
    expect(about.map((line) => line.action)).toEqual(["device.register", "device.rotate"]);
    expect(about[0]?.actor).toMatch(/^user:/);
    expect(about[1]?.actor).toBe("cli");
    expect(JSON.stringify(lines)).not.toContain(mqtt.password);
  });
});
