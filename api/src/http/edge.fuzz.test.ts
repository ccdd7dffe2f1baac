import { BODY_BYTES_MAX } from "@resik/contract/limits";
import { problemSchema } from "@resik/contract/http/problem";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN, BROKER_SECRET, startTestApi, type TestApi } from "../test/harness.ts";

const WRITES: readonly [method: string, path: string, fields: readonly string[]][] = [
  ["POST", "/sites", ["id", "name", "kind", "areaCode", "areaName", "lat", "lon"]],
  ["POST", "/devices", ["id", "site", "kind", "name", "lat", "lon", "config"]],
  ["POST", "/devices/bin-01/rotate", []],
  ["POST", "/devices/bin-09/retire", []],
  ["PUT", "/devices/bin-01/config", ["intervalS", "nearFullRatio", "binDepthMm", "tareG"]],
  ["POST", "/devices/bin-01/command", ["name"]],
  ["POST", "/quarantine/1/replay", []],
  ["POST", "/users", ["username", "name", "password", "roles"]],
  ["POST", "/setup/administrator", ["token", "username", "name", "password"]],
  ["POST", "/mqtt/authenticate", ["clientid", "username", "password"]],
  ["POST", "/auth/sign-in/username", ["username", "password"]],
  ["POST", "/auth/sign-out", []],
  ["POST", "/auth/change-password", ["currentPassword", "newPassword"]],
];

const HOSTILE = [
  "'; DROP TABLE devices; --",
  '" OR ""="',
  "=cmd|' /C calc'!A0",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "\u0000",
  "bin-01/#",
  "__proto__",
  "𝕏".repeat(50),
] as const;

const value = fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue({ maxDepth: 2 }), fc.double());

describe("hostile input", () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.seed();
  });
  afterAll(() => test.close());

  const send = (method: string, path: string, options: { text?: string; body?: unknown }) => {
    const isBroker = path.startsWith("/mqtt");
    const headers = isBroker ? { authorization: `Bearer ${BROKER_SECRET}` } : ADMIN;
    return test.call(method, `/api/v1${path}`, { headers: { ...headers }, ...options });
  };

  for (const [method, path, fields] of WRITES) {
    it(`${method} ${path} answers any body without a 500`, async () => {
      const shaped = fc.record(Object.fromEntries(fields.map((name) => [name, value])), {
        requiredKeys: [],
      });
      const text = fc.oneof(
        fc.jsonValue().map((json) => JSON.stringify(json)),
        shaped.map((json) => JSON.stringify(json)),
        fc.string({ unit: "binary" }),
      );
      await fc.assert(
        fc.asyncProperty(text, async (sent) => {
          const answer = await send(method, path, { text: sent });
          expect(answer.status).not.toBe(500);
          const isProblem = problemSchema.safeParse(await answer.json()).success;
          const type = answer.headers.get("content-type") ?? "";
          expect([answer.ok, isProblem, type.startsWith("application/problem+json")]).toEqual(
            answer.ok ? [true, false, false] : [false, true, true],
          );
        }),
        { numRuns: 40 },
      );
    });

    it(`${method} ${path} refuses a body above the limit`, async () => {
      const over = JSON.stringify("x".repeat(BODY_BYTES_MAX));
      expect((await send(method, path, { text: over })).status).toBe(413);
    });
  }

  it("a body at the limit is read, one that lies about its length is not held", async () => {
    const atLimit = `{"name":"${"x".repeat(BODY_BYTES_MAX - 11)}"}`;
    expect(Buffer.byteLength(atLimit)).toBe(BODY_BYTES_MAX);
    expect((await send("POST", "/sites", { text: atLimit })).status).toBe(400);
    const headers = { ...ADMIN, "content-length": "2" };
    const text = JSON.stringify("x".repeat(BODY_BYTES_MAX));
    const lied = await test.call("POST", "/api/v1/sites", { headers, text });
    expect(lied.status).toBe(413);
  });

  it("a form of another page is not read as JSON", async () => {
    const headers = { ...ADMIN, "content-type": "text/plain" };
    const text = '{"name":"x"}';
    const answer = await test.call("POST", "/api/v1/sites", { headers, text });
    expect(await answer.json()).toMatchObject({ status: 400, code: "invalid-input" });
  });

  it("queries and paths answer anything without a 500", async () => {
    const paths = ["/devices", "/sites", "/readings/series", "/readings/export", "/open/series"];
    const names = [
      "channel",
      "fields",
      "devices",
      "site",
      "from",
      "to",
      "every",
      "cursor",
      "limit",
    ];
    const query = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(fc.string(), fc.constantFrom(...HOSTILE)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), query, async (path, parameters) => {
        const search = new URLSearchParams(parameters);
        const answer = await send("GET", `${path}?${search.toString()}`, {});
        await answer.body?.cancel();
        expect(answer.status).not.toBe(500);
      }),
      { numRuns: 200 },
    );
    const segment = fc.oneof(fc.string(), fc.constantFrom(...HOSTILE));
    await fc.assert(
      fc.asyncProperty(segment, async (name) => {
        const answer = await send("GET", `/devices/${encodeURIComponent(name)}`, {});
        expect([200, 400, 404]).toContain(answer.status);
      }),
      { numRuns: 100 },
    );
  });
});
