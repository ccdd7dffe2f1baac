/**
 * The exact requests to InfluxDB 3 Core, and its answers as its source and documents have them:
 * - influxdata/influxdb, branch main and tags v3.0.0 to v3.10: influxdb3_server/src/http.rs,
 *   influxdb3_types/src/{http,write}.rs, core/iox_http/src/write/v1.rs,
 *   core/iox_v1_query_api/src/handler.rs, core/iox_query_influxql_rewrite/src/lib.rs
 * - influxdata/docs-v2: content/shared/influxdb3-write-guides/http-api/v3-write-lp.md,
 *   content/shared/influxdb3-admin/databases/list.md
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AccessRefusedError, InfluxStatementError } from "./influx-error.ts";
import { NO_CREDENTIALS, openServer } from "./influx-rig.fixture.ts";
import {
  startInfluxStub,
  type InfluxStub,
  type StubReply,
  type StubRequest,
} from "./influx-stub.fixture.ts";
import type { InfluxServer } from "./server.ts";
import { writeLines } from "./write-lines.ts";

const TOKEN = "apiv3_a-token-of-3";
const LINES = [
  "air,site=pati v=1 1700000000000000001",
  "air,site=pati v=2 1700000000000000002",
  "air,site=pati v=3 1700000000000000003",
];

// Core sets no content type on its error bodies (IntoResponse of status and body only).
const told = (status: number, value: unknown): StubReply => ({
  status,
  body: JSON.stringify(value),
});
const plain = (status: number, body: string): StubReply => ({ status, body });

const CONFLICT =
  "invalid column type for column 'v', expected iox::column_type::field::float, " +
  "got iox::column_type::field::string";

/** write_lp with accept_partial: keeps the good lines and names the others, counted from 1. */
function partialWrite(body: string, startLength = Number.POSITIVE_INFINITY): StubReply {
  const data = body.split("\n").flatMap((line, index) =>
    line.includes('"')
      ? [
          {
            original_line: line.slice(0, startLength),
            line_number: index + 1,
            error_message: CONFLICT,
          },
        ]
      : [],
  );
  if (data.length === 0) return { status: 204 };
  return told(400, { error: "partial write of line protocol occurred", data });
}

/** A server that remembers its databases, and takes writes. */
function documented(databases: Map<string, string | undefined>) {
  return (request: StubRequest): StubReply => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      return plain(401, '{"error": "the request was not authenticated"}');
    }
    switch (`${request.method} ${request.path}`) {
      case "GET /api/v3/configure/database":
        // `format` is a required parameter.
        return request.query.get("format") === "json"
          ? told(
              200,
              [...databases.keys()].map((name) => ({ "iox::database": name })),
            )
          : plain(400, "missing query parameter 'format'");
      case "POST /api/v3/configure/database": {
        const { db, retention_period: period } = JSON.parse(request.body);
        databases.set(db, period);
        return { status: 200 };
      }
      case "POST /api/v3/write_lp":
        return partialWrite(request.body);
      default:
        return told(200, { results: [{ statement_id: 0 }] });
    }
  };
}

describe("InfluxDB 3 Core", () => {
  let stub: InfluxStub;
  let databases: Map<string, string | undefined>;
  const opened: InfluxServer[] = [];
  const open = (options: { token?: string; readOnly?: boolean } = {}) => {
    const { token = TOKEN, readOnly = false } = options;
    const server = openServer(`influxdb://127.0.0.1:${stub.port}/resik?api=3`, {
      credentials: { ...NO_CREDENTIALS, token },
      retentionDays: 90,
      readOnly,
    });
    opened.push(server);
    return server;
  };
  const last = (): StubRequest | undefined => stub.requests.at(-1);

  beforeEach(async () => {
    databases = new Map([["_internal", undefined]]);
    stub = await startInfluxStub(documented(databases));
  });
  afterEach(async () => {
    for (const server of opened.splice(0)) server.close();
    await stub.close();
  });

  it("gets two databases before the first write, which would make them without an end", async () => {
    await open().write("raw", LINES);
    expect(stub.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /api/v3/configure/database?format=json",
      "POST /api/v3/configure/database",
      "POST /api/v3/configure/database",
      "POST /api/v3/write_lp?db=resik%2Fraw&precision=nanosecond&accept_partial=true",
    ]);
    expect(stub.requests[1]?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(stub.requests[1]?.body ?? "")).toEqual({ db: "resik/keep" });
    expect(JSON.parse(stub.requests[2]?.body ?? "")).toEqual({
      db: "resik/raw",
      retention_period: "90d",
    });
    const before = stub.requests.length;
    await open().ensureStorage();
    expect(stub.requests).toHaveLength(before + 1);
  });

  it("lets another program make a database in the same moment", async () => {
    const answer = stub.answer;
    stub.answer = (request) =>
      request.method === "POST" && request.path === "/api/v3/configure/database"
        ? plain(409, "attempted to create a resource that already exists")
        : answer(request);
    expect(await open().write("raw", LINES)).toEqual({ ok: true });
  });

  it("takes all lines in one request with the token, at nanoseconds", async () => {
    const server = open();
    expect(await server.write("keep", LINES)).toEqual({ ok: true });
    expect(last()?.query.get("db")).toBe("resik/keep");
    expect(last()?.body).toBe(LINES.join("\n"));
    expect(last()?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      "content-type": "text/plain; charset=utf-8",
    });
  });

  it("is asked with the whole name of the database, as it does not join db and rp", async () => {
    await open({ readOnly: true }).query("raw", 'SELECT v FROM "air"');
    expect(last()).toMatchObject({ method: "POST", url: "/query" });
    expect(last()?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(Object.fromEntries(new URLSearchParams(last()?.body))).toEqual({
      q: 'SELECT v FROM "air"',
      db: "resik/raw",
    });
  });

  it("finds every wrong line that the server names, in two requests", async () => {
    const server = open();
    await server.ensureStorage();
    const before = stub.requests.length;
    const batch = [LINES[0] ?? "", 'air v="a" 2', LINES[1] ?? "", 'air v="b" 3'];
    expect(await writeLines(server, "raw", batch)).toEqual({
      refused: [
        { index: 1, detail: CONFLICT },
        { index: 3, detail: CONFLICT },
      ],
    });
    expect(stub.requests.slice(before).map(({ body }) => body)).toEqual([
      batch.join("\n"),
      [LINES[0], LINES[1]].join("\n"),
    ]);
  });

  it("knows a line by its first 20 bytes, which is all that 3.10 tells", async () => {
    const server = open();
    await server.ensureStorage();
    stub.answer = ({ body }) => partialWrite(body, 20);
    const batch = [...LINES, 'air,site=pati v="a long text" 4'];
    expect((await writeLines(server, "raw", batch)).refused.map(({ index }) => index)).toEqual([3]);
  });

  it.each([
    ["a number that fits no line", { line_number: 9, original_line: "", error_message: "x" }],
    [
      "a number that fits another line",
      { line_number: 1, original_line: "no", error_message: "x" },
    ],
    ["no number", { original_line: "air", error_message: "x" }],
    ["null", null],
  ])("does not believe a naming with %s, and halves instead", async (_, entry) => {
    const server = open();
    await server.ensureStorage();
    stub.answer = ({ body }) =>
      body.includes('"a"')
        ? told(400, { error: "partial write of line protocol occurred", data: [entry] })
        : { status: 204 };
    const { refused } = await writeLines(server, "raw", [...LINES, 'air v="a" 4']);
    expect(refused.map(({ index }) => index)).toEqual([3]);
  });

  it("halves where the answer is an object, or longer than the client reads", async () => {
    const server = open();
    await server.ensureStorage();
    stub.answer = ({ body }) => {
      const bad = body.split("\n").filter((line) => line.includes('"'));
      if (bad.length === 0) return { status: 204 };
      const data = bad.map((line) => ({
        original_line: line,
        line_number: 1,
        error_message: CONFLICT,
      }));
      // Refused as a whole, an answer holds one object.
      return told(400, {
        error: "line protocol parsing error",
        data: bad.length > 1 ? data : data[0],
      });
    };
    const batch = [
      ...LINES,
      ...Array.from({ length: 30 }, (_, i) => `air v="${"x".repeat(99)}" ${i}`),
    ];
    const { refused } = await writeLines(server, "raw", batch);
    expect(refused.map(({ index }) => index)).toEqual(batch.map((_, i) => i).slice(3));
    expect(refused[0]?.detail).toBe("line protocol parsing error");
  });

  it("takes a batch apart that is too large", async () => {
    const server = open();
    await server.ensureStorage();
    stub.answer = ({ body }) =>
      body.includes("\n")
        ? plain(413, "max request size (10485760 bytes) exceeded")
        : { status: 204 };
    expect(await writeLines(server, "raw", LINES)).toEqual({ refused: [] });
  });

  it.each([
    [
      "a database too many",
      told(422, { error: "Adding a new database would exceed limit of 5 databases" }),
    ],
    ["a 400 that is not about lines", plain(400, "missing query parameter 'db'")],
    ["429", plain(429, "this service is overloaded, please try again later")],
    ["500", told(500, { error: "object store" })],
    ["503", { status: 503 }],
  ])("is away, with nothing blamed on the lines: %s", async (_, reply) => {
    const server = open();
    await server.ensureStorage();
    stub.answer = () => reply;
    await expect(server.write("raw", LINES)).rejects.toMatchObject({
      name: "StoreUnavailableError",
      retryAfterMs: null,
    });
  });

  it("says why it cannot be given another database", async () => {
    const answer = stub.answer;
    stub.answer = (request) =>
      request.method === "POST"
        ? told(422, { error: "Adding a new database would exceed limit of 5 databases" })
        : answer(request);
    await expect(open().write("raw", LINES)).rejects.toThrow(/422: .*limit of 5 databases/);
  });

  it("refuses a wrong token in one sentence that does not repeat it", async () => {
    const server = open({ token: "salah-token" });
    await expect(server.ensureStorage()).rejects.toThrow(AccessRefusedError);
    const sentence = await server.notReady();
    expect(sentence).toMatch(/401: the request was not authenticated/);
    expect(sentence).not.toContain("salah-token");
  });

  it("deletes no points, which Core cannot", async () => {
    const server = open();
    expect(server.canDelete).toBe(false);
    await expect(server.deleteFrom("raw", "air", "time < 5")).rejects.toThrow(InfluxStatementError);
    expect(stub.requests).toEqual([]);
  });

  it("answers no question for a database that is not there", async () => {
    stub.answer = () => told(404, { error: "database not found: resik/raw" });
    const server = open({ readOnly: true });
    await expect(server.query("raw", "SELECT v FROM air")).rejects.toThrow(
      /404: database not found/,
    );
    expect(await server.notReady()).toMatch(/database not found/);
  });

  it("takes an error inside a 200 and a list that is none for what they are", async () => {
    stub.answer = () => told(200, { results: [{ statement_id: 0, error: "not implemented" }] });
    const server = open();
    await expect(open({ readOnly: true }).query("raw", "DELETE FROM air")).rejects.toThrow(
      /not implemented/,
    );
    await expect(server.ensureStorage()).rejects.toThrow(/not its own/);
  });
});
