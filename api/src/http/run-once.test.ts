import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { registryPath } from "../registry/open.ts";
import { ADMIN, PASSWORD, startTestApi, type Credentials, type TestApi } from "../test/harness.ts";

describe("idempotency keys", () => {
  let test: TestApi;
  let staff: Credentials;
  beforeAll(async () => {
    test = await startTestApi();
    await test.seed();
    staff = await test.enter("staff");
  });
  afterAll(() => test.close());

  const register = (id: string, key: string, headers: Record<string, string> = ADMIN) =>
    test.call("POST", "/api/v1/devices", {
      headers: { ...headers, "idempotency-key": key },
      body: { id, site: "bsu-melati", kind: "bin", name: "Tong" },
    });

  it("give the first answer again, secret and all, and change nothing", async () => {
    const first = await register("bin-10", "key-1");
    const second = await register("bin-10", "key-1");
    expect(first.status).toBe(201);
    expect(second.status).toBe(201);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(await second.text()).toBe(await first.text());
  });

  it("refuse other input under the same key", async () => {
    await register("bin-11", "key-2");
    const other = await register("bin-12", "key-2");
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ code: "idempotency-conflict" });
    const device = await test.call("GET", "/api/v1/devices/bin-12", { headers: ADMIN });
    expect(device.status).toBe(404);
  });

  it("do not meet across people", async () => {
    expect((await register("bin-13", "key-3")).status).toBe(201);
    expect((await register("bin-13", "key-3", staff)).status).toBe(409);
    expect((await register("bin-14", "key-3", staff)).status).toBe(201);
  });

  it("keep nothing of a failure, so that the same request may succeed later", async () => {
    const body = { id: "bin-15", site: "bsu-baru", kind: "bin", name: "Tong" };
    const headers = { ...ADMIN, "idempotency-key": "key-4" };
    const attempt = () => test.call("POST", "/api/v1/devices", { headers, body });
    expect((await attempt()).status).toBe(404);
    const site = { id: "bsu-baru", name: "Baru", kind: "waste-bank", areaCode: "33.18.10" };
    await test.call("POST", "/api/v1/sites", {
      headers: ADMIN,
      body: { ...site, areaName: "Pati", lat: 0, lon: 0 },
    });
    expect((await attempt()).status).toBe(201);
  });

  it("hold for writes that cannot share one transaction", async () => {
    const headers = { ...ADMIN, "idempotency-key": "key-5" };
    const roles = [{ role: "staff", site: null }];
    const body = { username: "ani", name: "Ani", password: PASSWORD, roles };
    const first = await test.call("POST", "/api/v1/users", { headers, body });
    const second = await test.call("POST", "/api/v1/users", { headers, body });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.text()).toBe(await first.text());
  });

  it("let one of many at once through", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => register("bin-16", "key-6").then((answer) => answer.text())),
    );
    expect(new Set(answers).size).toBe(1);
  });

  it("refuse a key that is none", async () => {
    expect((await register("bin-17", "x".repeat(201))).status).toBe(400);
    expect((await register("bin-17", "with space")).status).toBe(400);
  });

  it("leave no secret in the file", async () => {
    const answer = await register("bin-18", "key-of-the-client-7");
    const { mqtt } = (await answer.json()) as { mqtt: { password: string } };
    const path = registryPath(test.dataDir);
    const bytes = Buffer.concat([readFileSync(path), readFileSync(`${path}-wal`)]);
    expect(bytes.includes("bin-18")).toBe(true);
    expect(bytes.includes(mqtt.password)).toBe(false);
    expect(bytes.includes("key-of-the-client-7")).toBe(false);
    expect(bytes.includes(PASSWORD)).toBe(false);
  });
});
