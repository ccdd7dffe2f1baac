import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ADMIN_TOKEN, startTestApi, type TestApi } from "./test/harness.ts";

const INDEX = `<!doctype html><title>Resik</title>${"<p>halaman</p>".repeat(200)}`;

describe("what is served", () => {
  let test: TestApi;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "resik-web-"));
    const webDir = join(folder, "web");
    mkdirSync(join(webDir, "assets"), { recursive: true });
    writeFileSync(join(webDir, "index.html"), INDEX);
    writeFileSync(join(webDir, "assets", "app-3f2a.js"), "console.log(1)");
    writeFileSync(join(webDir, "manifest.webmanifest"), "{}");
    writeFileSync(join(folder, "secret.txt"), "secret");
    test = await startTestApi({ environment: { RESIK_WEB_DIR: webDir } });
  });
  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("carries the headers that protect browsers, errors and pages alike", async () => {
    const paths = ["/", "/docs", "/healthz", "/api/v1/me", "/api/v1/nowhere", "/nowhere.png"];
    for (const path of paths) {
      const { headers } = await test.call("GET", path);
      expect(headers.get("content-security-policy")).toContain("default-src 'self'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect(headers.get("x-request-id")).toMatch(/^[\w-]{8,64}$/);
      expect(headers.get("x-powered-by")).toBeNull();
    }
  });

  it("lets pages of others read open data, and only that", async () => {
    const open = await test.call("GET", "/api/v1/open/stations");
    expect(open.headers.get("access-control-allow-origin")).toBe("*");
    expect(open.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it("takes a request id that fits and makes one otherwise", async () => {
    const echo = async (id: string) => {
      const answer = await test.call("GET", "/api/v1/me", { headers: { "x-request-id": id } });
      const { requestId } = z.object({ requestId: z.string() }).parse(await answer.json());
      expect(answer.headers.get("x-request-id")).toBe(requestId);
      return requestId;
    };
    expect(await echo("abcdef-123456")).toBe("abcdef-123456");
    expect(await echo("x<script>")).not.toContain("script");
  });

  it("answers health, readiness and metrics without credentials or secrets", async () => {
    expect((await test.call("GET", "/healthz")).status).toBe(200);
    expect((await test.call("GET", "/readyz")).status).toBe(200);
    await test.call("GET", "/api/v1/devices/some-device-id");
    const metrics = await (await test.call("GET", "/metrics")).text();
    expect(metrics).toContain('api_http_request_seconds_count{method="GET",route="/devices/{id}"');
    expect(metrics).toContain("api_mqtt_connected 0");
    expect(metrics).not.toContain("some-device-id");
    expect(metrics).not.toContain(ADMIN_TOKEN);
  });

  it("documents every route in OpenAPI 3.1", async () => {
    const answer = await test.call("GET", "/api/v1/openapi.json");
    const operation = z.object({
      operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
      summary: z.string().min(1),
      tags: z.array(z.string().min(1)),
      security: z.array(z.record(z.string(), z.array(z.string()))),
      parameters: z
        .array(
          z.object({
            name: z.string(),
            in: z.enum(["path", "query", "header"]),
            required: z.boolean(),
            schema: z.record(z.string(), z.unknown()),
          }),
        )
        .optional(),
      responses: z.record(
        z.string().regex(/^[2345]\d\d$/),
        z.object({
          description: z.string(),
          content: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    });
    const document = z
      .object({
        openapi: z.literal("3.1.0"),
        info: z.object({ title: z.string(), version: z.string() }),
        paths: z.record(z.string().startsWith("/"), z.record(z.string(), operation)),
        components: z.object({
          schemas: z.object({ Problem: z.object({}) }),
          securitySchemes: z.record(z.string(), z.object({ type: z.string() })),
        }),
      })
      .parse(await answer.json());
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((value) => ({ path, ...value })),
    );
    expect(operations.length).toBeGreaterThanOrEqual(30);
    expect(new Set(operations.map((entry) => entry.operationId)).size).toBe(operations.length);
    for (const { path, parameters = [], security } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = parameters.filter((entry) => entry.in === "path").map((entry) => entry.name);
      expect(declared).toEqual(named);
      for (const scheme of security.flatMap((entry) => Object.keys(entry))) {
        expect(document.components.securitySchemes).toHaveProperty(scheme);
      }
    }
    expect(JSON.stringify(document)).not.toContain("$schema");
  });

  it("shows the documentation with nothing from elsewhere and no script", async () => {
    const page = await (await test.call("GET", "/docs")).text();
    expect(page).toContain("/api/v1/readings/series");
    expect(page).not.toMatch(/<script|style=|https?:\/\//);
    const style = await test.call("GET", "/docs/style.css");
    expect(style.headers.get("content-type")).toContain("text/css");
  });

  it("serves pages: hashed files for long, the first page always fresh, its own paths too", async () => {
    const asset = await test.call("GET", "/assets/app-3f2a.js");
    expect(asset.headers.get("cache-control")).toContain("immutable");
    expect(asset.headers.get("content-type")).toContain("text/javascript");
    for (const path of ["/", "/stations/bin-01"]) {
      const page = await test.call("GET", path);
      expect(page.status).toBe(200);
      expect(await page.text()).toBe(INDEX);
      expect(page.headers.get("cache-control")).toBe("no-cache");
    }
    // Whoever types a receipt's number gets the page that says what is wrong with it.
    for (const path of ["/cek/%E0%A4%A", "/cek/12.345", "/cek/%2e%2e%2fsecret.txt"]) {
      const page = await test.call("GET", path);
      expect([page.status, await page.text()]).toEqual([200, INDEX]);
    }
    expect((await test.call("GET", "/%E0%A4%A")).status).toBe(404);
    expect((await test.call("GET", "/assets/old-0000.js")).status).toBe(404);
    expect((await test.call("GET", "/favicon.ico")).status).toBe(404);
    expect((await test.call("POST", "/")).status).toBe(404);
  });

  it("compresses pages and open data", async () => {
    const headers = { "accept-encoding": "gzip" };
    const page = await fetch(`${test.origin}/`, { headers });
    expect(page.headers.get("content-encoding")).toBe("gzip");
    expect(await page.text()).toBe(INDEX);
    const me = await fetch(`${test.origin}/api/v1/openapi.json`, { headers });
    expect(me.headers.get("content-encoding")).toBeNull();
  });

  it.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/../../secret.txt",
    "/..\\secret.txt",
    "//secret.txt",
    "/%00",
    "/%",
    "/cek/%",
    "/cek/../../secret.txt",
    "/cek/%2e%2e/%2e%2e/secret.txt",
  ])("does not leave its folder: %s", async (path) => {
    // Not `fetch`, which would tidy the path up before it sends it.
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request({ port: test.api.ports.http, path }, (answer) => {
        let body = "";
        answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
        answer.on("end", () => resolve(`${answer.statusCode} ${body}`));
      });
      sent.on("error", reject);
      sent.end();
    });
    expect(text).not.toContain("secret\n");
    expect(text.endsWith(" secret")).toBe(false);
    expect(text).not.toMatch(/^5/);
  });
});

describe("what is served without built pages", () => {
  it("says how to build them, and serves the api", async () => {
    const test = await startTestApi();
    try {
      const page = await test.call("GET", "/");
      expect(page.status).toBe(200);
      expect(await page.text()).toContain("npm run build");
      expect((await test.call("GET", "/api/v1/setup")).status).toBe(200);
    } finally {
      await test.close();
    }
  });
});
