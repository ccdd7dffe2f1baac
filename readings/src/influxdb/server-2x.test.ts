/**
 * The exact requests to InfluxDB 2.x, and its answers as its source and documents have them:
 * - influxdata/influxdb, branch main-2.x: http/write_handler.go, http/points/points_parser.go,
 *   kit/transport/http/error_handler.go, tenant/http_server_bucket.go, tenant/error_bucket.go,
 *   http/legacy/influxqld_handler.go, v1/coordinator/statement_executor.go, dbrp/service.go
 * - influxdata/docs-v2: api-docs/influxdb/v2/influxdb-oss-v2-openapi.yaml,
 *   content/shared/influxdb-v2/write-data/troubleshoot.md
 */
import { createManualClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AccessRefusedError, UnfitStorageError } from "./influx-error.ts";
import { NO_CREDENTIALS, openServer } from "./influx-rig.fixture.ts";
import {
  startInfluxStub,
  type InfluxStub,
  type StubReply,
  type StubRequest,
} from "./influx-stub.fixture.ts";
import type { InfluxServer, InfluxServerOptions } from "./server.ts";
import { writeLines } from "./write-lines.ts";

const TOKEN = "a-token-of-2x==";
const LINES = ["air,site=pati v=1 1700000000000000001", "air,site=pati v=2 1700000000000000002"];

type Rest = Pick<Partial<InfluxServerOptions>, "readOnly" | "answerTimeoutMs">;

/** error_handler.go: every error is this object, as JSON. */
const error = (status: number, code: string, message: string, more = {}): StubReply => ({
  status,
  body: JSON.stringify({ code, message }),
  headers: {
    "content-type": "application/json; charset=utf-8",
    "x-platform-error-code": code,
    ...more,
  },
});
const json = (status: number, value: unknown): StubReply => ({
  status,
  body: JSON.stringify(value),
  headers: { "content-type": "application/json; charset=utf-8" },
});

/** A server of one organization that remembers its buckets, and takes writes to them. */
function documented(buckets: Map<string, number>) {
  return (request: StubRequest): StubReply => {
    if (request.headers.authorization !== `Token ${TOKEN}`) {
      return error(401, "unauthorized", "unauthorized access");
    }
    const bucket = request.query.get("bucket") ?? "";
    switch (`${request.method} ${request.path}`) {
      case "GET /api/v2/buckets": {
        const name = request.query.get("name") ?? "";
        const everySeconds = buckets.get(name);
        const retentionRules = everySeconds === 0 ? [] : [{ type: "expire", everySeconds }];
        const found = everySeconds === undefined ? [] : [{ id: "0a", name, retentionRules }];
        return json(200, { links: {}, buckets: found });
      }
      case "GET /api/v2/orgs":
        return request.query.get("org") === "dinas"
          ? json(200, { orgs: [{ id: "00000000000000aa", name: "dinas" }] })
          : error(404, "not found", 'organization name "x" not found');
      case "POST /api/v2/buckets": {
        const { name, retentionRules } = JSON.parse(request.body);
        buckets.set(name, retentionRules[0].everySeconds);
        return json(201, { id: "0a", name });
      }
      case "POST /api/v2/write":
        return buckets.has(bucket)
          ? { status: 204 }
          : error(404, "not found", `bucket "${bucket}" not found`);
      default:
        return json(200, { results: [{ statement_id: 0 }] });
    }
  };
}

describe("InfluxDB 2.x", () => {
  let stub: InfluxStub;
  let buckets: Map<string, number>;
  const opened: InfluxServer[] = [];
  const clock = createManualClock(Date.UTC(2026, 2, 2, 5));
  const open = (options: Partial<Record<"token" | "org", string>> & Rest = {}) => {
    const { token = TOKEN, org = "dinas", readOnly = false, ...rest } = options;
    const server = openServer(`influxdb://127.0.0.1:${stub.port}/resik?api=2`, {
      credentials: { ...NO_CREDENTIALS, token, org },
      clock,
      retentionDays: 90,
      readOnly,
      ...rest,
    });
    opened.push(server);
    return server;
  };
  const last = (): StubRequest | undefined => stub.requests.at(-1);
  const called = () => stub.requests.map(({ method, path }) => `${method} ${path}`);

  beforeEach(async () => {
    buckets = new Map();
    stub = await startInfluxStub(documented(buckets));
  });
  afterEach(async () => {
    for (const server of opened.splice(0)) server.close();
    await stub.close();
  });

  it("gets two buckets that are absent, with retention and shards, before the first write", async () => {
    await open().write("raw", LINES);
    expect(called()).toEqual([
      "GET /api/v2/buckets",
      "GET /api/v2/orgs",
      "POST /api/v2/buckets",
      "GET /api/v2/buckets",
      "GET /api/v2/orgs",
      "POST /api/v2/buckets",
      "POST /api/v2/write",
    ]);
    expect(stub.requests[0]?.url).toBe("/api/v2/buckets?org=dinas&name=resik%2Fkeep");
    expect(stub.requests[1]?.url).toBe("/api/v2/orgs?org=dinas");
    expect(stub.requests[2]?.headers["content-type"]).toBe("application/json");
    const orgID = "00000000000000aa";
    expect(JSON.parse(stub.requests[2]?.body ?? "")).toEqual({
      orgID,
      name: "resik/keep",
      retentionRules: [{ type: "expire", everySeconds: 0, shardGroupDurationSeconds: 2_419_200 }],
    });
    expect(JSON.parse(stub.requests[5]?.body ?? "")).toEqual({
      orgID,
      name: "resik/raw",
      retentionRules: [
        { type: "expire", everySeconds: 7_776_000, shardGroupDurationSeconds: 86_400 },
      ],
    });
  });

  it("takes all lines in one request with the token, at nanoseconds", async () => {
    const server = open();
    expect(await server.write("raw", LINES)).toEqual({ ok: true });
    expect(last()).toMatchObject({
      method: "POST",
      url: "/api/v2/write?org=dinas&bucket=resik%2Fraw&precision=ns",
      body: LINES.join("\n"),
    });
    expect(last()?.headers).toMatchObject({
      authorization: `Token ${TOKEN}`,
      "content-type": "text/plain; charset=utf-8",
    });
    expect(last()?.headers).not.toHaveProperty("content-encoding");
    const before = stub.requests.length;
    const many = Array.from({ length: 20_000 }, (_, i) => `air,site=pati v=1 ${i}`);
    await server.write("keep", many);
    expect(stub.requests).toHaveLength(before + 1);
    expect(last()?.query.get("bucket")).toBe("resik/keep");
    expect(last()?.body.split("\n")).toHaveLength(20_000);
  });

  it("is asked over /query with database and policy, in a form", async () => {
    stub.answer = () =>
      json(200, {
        results: [
          {
            statement_id: 0,
            series: [
              { name: "air", columns: ["time", "v"], values: [["2023-11-14T22:13:20.5Z", 2]] },
            ],
          },
        ],
      });
    const [series] = await open({ readOnly: true }).query(
      "raw",
      `SELECT v FROM "air" WHERE a = '+&='`,
    );
    expect(series?.values).toEqual([[1_700_000_000_500_000_000n, 2]]);
    expect(last()).toMatchObject({ method: "POST", url: "/query" });
    expect(last()?.headers).toMatchObject({
      // The compatible interface does not read `Bearer` (http/legacy/influx1x_authentication_handler.go).
      authorization: `Token ${TOKEN}`,
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(Object.fromEntries(new URLSearchParams(last()?.body))).toEqual({
      q: `SELECT v FROM "air" WHERE a = '+&='`,
      db: "resik",
      rp: "raw",
      chunked: "true",
      chunk_size: "10000",
    });
  });

  it("deletes with the policy in the statement, where the parameter does not count", async () => {
    const server = open();
    expect(server.canDelete).toBe(true);
    await server.deleteFrom("raw", "air", "time < 5");
    expect(new URLSearchParams(last()?.body).get("q")).toBe(
      'DELETE FROM "raw"."air" WHERE time < 5',
    );
  });

  it("keeps buckets that keep long enough and refuses one that does not", async () => {
    buckets.set("resik/keep", 0).set("resik/raw", 90 * 86_400);
    await open().ensureStorage();
    expect(called()).not.toContain("POST /api/v2/buckets");
    buckets.set("resik/raw", 30 * 86_400);
    await expect(open().ensureStorage()).rejects.toThrow(UnfitStorageError);
    await expect(open().ensureStorage()).rejects.toThrow(/resik\/raw .* 30 days .* 90 days/);
    buckets.set("resik/keep", 86_400);
    await expect(open().ensureStorage()).rejects.toThrow(/resik\/keep .* for ever/);
  });

  it("takes a 404 for a bucket as absent, as some versions answer", async () => {
    const answer = stub.answer;
    stub.answer = (request) =>
      request.path === "/api/v2/buckets" && request.method === "GET"
        ? error(404, "not found", `bucket "${request.query.get("name")}" not found`)
        : answer(request);
    await open().ensureStorage();
    expect([...buckets.keys()]).toEqual(["resik/keep", "resik/raw"]);
  });

  it("is not entered with an organization it does not have", async () => {
    await expect(open({ org: "x" }).ensureStorage()).rejects.toThrow(/RESIK_INFLUXDB_ORG \(x\)/);
  });

  it("refuses a wrong token in one sentence that does not repeat it", async () => {
    const server = open({ token: "salah-token" });
    await expect(server.ensureStorage()).rejects.toThrow(AccessRefusedError);
    await expect(server.write("raw", LINES)).rejects.toThrow(AccessRefusedError);
    expect(await server.notReady()).toMatch(/refuses the credentials .*401: unauthorized access/);
    expect(await server.notReady()).not.toContain("salah-token");
  });

  it("refuses a token without the right to write", async () => {
    const server = open();
    await server.ensureStorage();
    stub.answer = () => error(403, "forbidden", "insufficient permissions for write");
    await expect(server.write("raw", LINES)).rejects.toThrow(AccessRefusedError);
  });

  it("makes a bucket again that was deleted under it", async () => {
    const server = open();
    await server.write("raw", LINES);
    buckets.delete("resik/raw");
    await expect(server.write("raw", LINES)).rejects.toThrow(/404: bucket "resik\/raw" not found/);
    expect(await server.write("raw", LINES)).toEqual({ ok: true });
  });

  it("names the line of another type and the line it cannot read", async () => {
    const server = open();
    await server.ensureStorage();
    stub.answer = ({ body }) => {
      // points_parser.go: one unparsable line refuses all. troubleshoot.md: a conflict is 422 and
      // keeps the others.
      if (body.includes("bad"))
        return error(400, "invalid", "unable to parse 'bad': missing fields");
      return body.includes('"text"')
        ? error(
            422,
            "unprocessable entity",
            'failure writing points to database: partial write: field type conflict: input field "v" on measurement "air" is type string, already exists as type float dropped=1',
          )
        : { status: 204 };
    };
    const { refused } = await writeLines(server, "raw", [
      ...LINES,
      "bad",
      'air v="text" 3',
      "air v=4 4",
    ]);
    expect(refused).toEqual([
      { index: 2, detail: "unable to parse 'bad': missing fields" },
      { index: 3, detail: expect.stringMatching(/field type conflict: input field "v"/) },
    ]);
  });

  it("takes a batch apart that is too large", async () => {
    const server = open();
    await server.ensureStorage();
    stub.answer = ({ body }) =>
      body.includes("\n")
        ? error(413, "request too large", "unable to read data: points batch is too large")
        : { status: 204 };
    expect(await writeLines(server, "raw", LINES)).toEqual({ refused: [] });
  });

  it.each([
    ["429", error(429, "too many requests", "slow down", { "retry-after": "7" }), 7_000],
    ["503", error(503, "unavailable", "busy", { "retry-after": "2" }), 2_000],
    [
      "503 with a date",
      { status: 503, headers: { "retry-after": "Mon, 02 Mar 2026 05:00:30 GMT" } },
      30_000,
    ],
    ["503 for years", { status: 503, headers: { "retry-after": "99999999" } }, 600_000],
    ["503 with words", { status: 503, headers: { "retry-after": "later" } }, null],
    [
      "500",
      error(500, "internal error", "unexpected error writing points to database: timeout"),
      null,
    ],
    ["408", error(408, "invalid", "timeout"), null],
    ["a proxy's page for 400", { status: 400, body: "<html>Bad Request</html>" }, null],
    ["a redirect", { status: 307, headers: { location: "http://127.0.0.1:1/" } }, null],
    ["a page that says 200", { status: 200, body: "<html>" }, null],
  ] satisfies [string, StubReply, number | null][])(
    "is away, with nothing blamed on the lines: %s",
    async (_, reply, retryAfterMs) => {
      const server = open();
      await server.ensureStorage();
      stub.answer = () => reply;
      const before = stub.requests.length;
      await expect(server.write("raw", LINES)).rejects.toMatchObject({
        name: "StoreUnavailableError",
        retryAfterMs,
      });
      // Asked once: repeating is ingest's, and not the client's.
      expect(stub.requests).toHaveLength(before + 1);
    },
  );

  it.each([
    ["says nothing for too long", "silence"],
    ["hangs up", "hang up"],
  ] as const)("is away when it %s, to every kind of request", async (_, instead) => {
    const server = open({ answerTimeoutMs: 200 });
    await server.ensureStorage();
    stub.answer = () => ({ status: 0, instead });
    const away = {
      name: "StoreUnavailableError",
      message: expect.stringMatching(/does not answer/),
    };
    await expect(server.write("raw", LINES)).rejects.toMatchObject(away);
    await expect(server.query("raw", "SELECT v FROM air")).rejects.toMatchObject(away);
    await expect(server.ensureStorage()).rejects.toMatchObject(away);
  });

  it("creates nothing when it is opened to read", async () => {
    await open({ readOnly: true }).ensureStorage();
    expect(called()).toEqual(["POST /query"]);
  });

  it("answers no question for a database without a mapping", async () => {
    stub.answer = () =>
      json(200, { results: [{ statement_id: 0, error: "database not found: resik" }] });
    await expect(open({ readOnly: true }).query("raw", "SELECT v FROM air")).rejects.toThrow(
      "InfluxDB: database not found: resik",
    );
  });
});
