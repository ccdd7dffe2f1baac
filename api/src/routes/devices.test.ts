import { deviceCredentialsSchema, deviceSchema } from "@resik/contract/http/registry";
import { deviceStatusSchema } from "@resik/contract/http/devices";
import { systemClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../registry/open.ts";
import { ADMIN, SITE, startTestApi, type Seed, type TestApi } from "../test/harness.ts";
import { makeReading } from "../test/make-reading.ts";

describe("devices", () => {
  let test: TestApi;
  let seeded: Seed;
  beforeAll(async () => {
    test = await startTestApi();
    seeded = await test.seed();
  });
  afterAll(() => test.close());

  const register = (body: unknown) =>
    test.call("POST", "/api/v1/devices", { headers: seeded.staff, body });
  const TONG = { site: SITE.id, kind: "bin", name: "Tong" } as const;

  it("get 256 random bits as their secret and stand at their site", async () => {
    const answer = await register({ ...TONG, id: "bin-20" });
    const { device, mqtt } = deviceCredentialsSchema.parse(await answer.json());
    expect(Buffer.from(mqtt.password, "base64url")).toHaveLength(32);
    expect(mqtt).toMatchObject({ username: "bin-20", topicPrefix: "resik/v1/bsu-melati/bin-20/" });
    expect(device).toMatchObject({ lat: SITE.lat, lon: SITE.lon, config: {}, retiredAt: null });
    const shown = await test.call("GET", "/api/v1/devices/bin-20", { headers: seeded.staff });
    const text = await shown.text();
    expect(deviceSchema.parse(JSON.parse(text)).id).toBe("bin-20");
    expect(text).not.toContain(mqtt.password);
  });

  it.each([
    ["an id that is taken", { ...TONG, id: "bin-01" }, 409],
    ["an id of a program", { ...TONG, id: "ingest" }, 409],
    ["an unknown site", { ...TONG, id: "bin-21", site: "tidak-ada" }, 404],
    ["an id that is no slug", { ...TONG, id: "Bin 21" }, 400],
    ["an id with a wildcard", { ...TONG, id: "bin-#" }, 400],
    ["an unknown kind", { ...TONG, id: "bin-21", kind: "drone" }, 400],
    ["a field that is not ours", { ...TONG, id: "bin-21", secret: "mine" }, 400],
  ])("are refused with %s", async (_what, body, status) => {
    expect((await register(body)).status).toBe(status);
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
      test.call("GET", `/api/v1/devices/${path}/status`, { headers: seeded.operator });
    expect(await (await status("bin-01")).json()).toMatchObject({ presence: "never" });
    const fields = { state: "offline", firmware: "1.2.0" };
    test.source.readings.push(
      makeReading({ device: "bin-01", channel: "status", atMs: atMs - 5_000, fields }),
    );
    const offline = deviceStatusSchema.parse(await (await status("bin-01")).json());
    expect(offline).toMatchObject({ presence: "offline", status: { fields } });
    test.source.readings.push(makeReading({ device: "bin-01", atMs }));
    expect(await (await status("bin-01")).json()).toMatchObject({
      presence: "online",
      lastSeenAt: new Date(atMs).toISOString(),
    });
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
