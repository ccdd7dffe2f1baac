/**
 * On 1.x against a real server; on 2.x the exact requests, as its source has the interface:
 * influxdata/influxdb, branch main-2.x: v1/authorization/http_server.go (GET and POST
 * /private/legacy/authorizations, POST …/{id}/password), v1/authorization/authorizer.go.
 */
import { systemClock } from "@resik/kit/clock";
import { afterEach, describe, expect, it } from "vitest";
import type { InfluxCredentials } from "./credentials.ts";
import { AccessRefusedError } from "./influx-error.ts";
import { NO_CREDENTIALS, openServer } from "./influx-rig.fixture.ts";
import { startInfluxStub, type InfluxStub, type StubReply } from "./influx-stub.fixture.ts";
import { INFLUXD_ADMIN, influxdMissing, startInfluxd } from "./influxd.fixture.ts";
import { ensureReaderAccount } from "./reader-account.ts";

const READER = { user: "resik-reader", password: 'the reader\'s \\ "password"' };
const ensure = (url: string, credentials: Partial<InfluxCredentials>, reader = READER) =>
  ensureReaderAccount({
    url,
    credentials: { ...NO_CREDENTIALS, ...credentials },
    reader,
    clock: systemClock,
  });

describe("on InfluxDB 1.x", () => {
  influxdMissing(true);

  it("an account reads and cannot write; run again it has the new password alone", async () => {
    const influxd = await startInfluxd({ auth: true });
    const url = influxd.address("resik");
    const open = (credentials: { user: string; password: string }) =>
      openServer(url, { credentials: { ...NO_CREDENTIALS, ...credentials } });
    try {
      await ensure(url, INFLUXD_ADMIN);
      const renewed = { ...READER, password: "another password of the reader" };
      await ensure(url, INFLUXD_ADMIN, renewed);
      await open(INFLUXD_ADMIN).write("raw", ["air,site=pati v=1 1700000000000000001"]);
      const reader = open(renewed);
      const [series] = await reader.query("raw", 'SELECT "v" FROM "air"');
      expect(series?.values).toEqual([[1_700_000_000_000_000_001n, 1]]);
      const denied = reader.write("raw", ["air,site=pati v=2 1700000000000000002"]);
      await expect(denied).rejects.toThrow(AccessRefusedError);
      await expect(open(READER).query("raw", "SHOW MEASUREMENTS")).rejects.toThrow("(401");
    } finally {
      await influxd.stop();
    }
  });

  it("who may not make accounts is told so", async () => {
    const influxd = await startInfluxd({ auth: true });
    try {
      const wrong = { ...INFLUXD_ADMIN, password: "wrong" };
      await expect(ensure(influxd.address("resik"), wrong)).rejects.toThrow(AccessRefusedError);
    } finally {
      await influxd.stop();
    }
  });
});

describe("on InfluxDB 2.x", () => {
  let stub: InfluxStub | null = null;
  afterEach(() => stub?.close());

  const TOKEN = "an-operator-token==";
  const address = (): string => `influxdb://127.0.0.1:${stub?.port}/resik?api=2`;
  const reply = (status: number, body: unknown): StubReply => ({
    status,
    body: JSON.stringify(body),
    headers: { "content-type": "application/json; charset=utf-8" },
  });

  /** A server with these accounts, which makes another one of id 0b. */
  const withAccounts = async (accounts: readonly { id: string; token: string }[]) => {
    stub = await startInfluxStub((request) => {
      if (request.headers["authorization"] !== `Token ${TOKEN}`) {
        return reply(401, { code: "unauthorized", message: "unauthorized access" });
      }
      switch (`${request.method} ${request.path}`) {
        case "GET /api/v2/orgs":
          return request.query.get("org") === "resik"
            ? reply(200, { orgs: [{ id: "00000000000000aa", name: "resik" }] })
            : reply(404, { code: "not found", message: "organization name not found" });
        case "GET /private/legacy/authorizations":
          return reply(200, { links: {}, authorizations: accounts });
        case "POST /private/legacy/authorizations":
          return reply(201, { id: "0b", token: READER.user });
        default:
          return request.path.endsWith("/password") ? { status: 204 } : reply(404, {});
      }
    });
    return stub;
  };
  const told = ({ requests }: InfluxStub) =>
    requests.map(({ method, url, body }) => [method, url, body === "" ? null : JSON.parse(body)]);

  it("an account is made that may read the buckets of the organization, and gets its password", async () => {
    const server = await withAccounts([{ id: "0a", token: "somebody-else" }]);
    await ensure(address(), { token: TOKEN });
    const account = {
      orgID: "00000000000000aa",
      token: "resik-reader",
      status: "active",
      description: "Reads the readings for the api and Grafana.",
      permissions: [{ action: "read", resource: { type: "buckets", orgID: "00000000000000aa" } }],
    };
    const { password } = READER;
    expect(told(server)).toEqual([
      ["GET", "/api/v2/orgs?org=resik", null],
      ["GET", "/private/legacy/authorizations?orgID=00000000000000aa", null],
      ["POST", "/private/legacy/authorizations", account],
      ["POST", "/private/legacy/authorizations/0b/password", { password }],
    ]);
  });

  it("an account that is there gets its password alone", async () => {
    const server = await withAccounts([{ id: "0c", token: READER.user }]);
    await ensure(address(), { token: TOKEN });
    expect(told(server).slice(2)).toEqual([
      ["POST", "/private/legacy/authorizations/0c/password", { password: READER.password }],
    ]);
  });

  it("the account asks with user and password, as the 1.x interface of 2.x wants it", async () => {
    const server = await withAccounts([]);
    server.answer = () => reply(200, { results: [{ statement_id: 0 }] });
    const credentials = { ...NO_CREDENTIALS, ...READER };
    const source = openServer(address(), { credentials, readOnly: true });
    await source.query("raw", "SHOW MEASUREMENTS");
    const basic = Buffer.from(`${READER.user}:${READER.password}`).toString("base64");
    expect(server.requests[0]?.headers["authorization"]).toBe(`Basic ${basic}`);
  });

  it.each([
    ["a wrong token", { token: "wrong" }, "refuses the credentials"],
    ["no token", {}, "RESIK_INFLUXDB_TOKEN is not set"],
    ["another organization", { token: TOKEN, org: "dinas" }, "no organization of the name"],
  ])("%s is one sentence", async (_name, credentials, sentence) => {
    await withAccounts([]);
    await expect(ensure(address(), credentials)).rejects.toThrow(sentence);
  });
});

it("InfluxDB 3 Core is refused: it has no such accounts", async () => {
  const making = ensure("influxdb://127.0.0.1:1/resik?api=3", { token: "apiv3_x" });
  await expect(making).rejects.toThrow("it has no reading account");
});
