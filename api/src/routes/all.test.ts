import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BROKER_SECRET, startTestApi, startTestBroker, ADMIN } from "../test/harness.ts";
import type { Credentials, TestApi, TestBroker } from "../test/harness.ts";

type Who = "nobody" | "wrongToken" | "resident" | "operator" | "staff" | "admin" | "cli";
type Level = "public" | "signed-in" | "site" | "staff" | "administrator";

/** The lowest status of an answer that credentials did not stop. */
const ALLOWED_BY_LEVEL: Record<Level, readonly Who[]> = {
  public: ["nobody", "wrongToken", "resident", "operator", "staff", "admin", "cli"],
  "signed-in": ["resident", "operator", "staff", "admin"],
  site: ["operator", "staff", "admin", "cli"],
  staff: ["staff", "admin", "cli"],
  administrator: ["admin", "cli"],
};

const RANGE = "from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z";

/** Every route but the broker's, with input that its schemas take. */
const ROUTES: readonly [method: string, path: string, Level, body?: unknown][] = [
  ["GET", "/open/stations", "public"],
  ["GET", "/open/stations/bin-01", "public"],
  ["GET", `/open/series?channel=bin&fields=fillRatio&${RANGE}`, "public"],
  ["GET", "/open/live", "public"],
  ["GET", "/setup", "public"],
  ["GET", "/me", "signed-in"],
  ["GET", "/users", "administrator"],
  ["POST", "/users", "administrator", {}],
  ["POST", "/users/somebody/password", "administrator", {}],
  ["GET", "/sites", "site"],
  ["POST", "/sites", "staff", {}],
  ["GET", "/devices", "site"],
  ["POST", "/devices", "staff", {}],
  ["GET", "/devices/bin-01", "site"],
  ["GET", "/devices/bin-01/status", "site"],
  ["POST", "/devices/nowhere/rotate", "staff"],
  ["POST", "/devices/nowhere/retire", "staff"],
  ["PUT", "/devices/nowhere/config", "staff", {}],
  ["POST", "/devices/nowhere/command", "staff", { name: "identify" }],
  ["GET", "/readings/latest", "site"],
  ["GET", `/readings/series?channel=bin&fields=fillRatio&${RANGE}`, "site"],
  ["GET", `/readings/export?channel=bin&${RANGE}`, "site"],
  ["GET", "/quarantine", "staff"],
  ["GET", "/quarantine/1", "staff"],
  ["POST", "/quarantine/1/replay", "staff"],
  ["GET", "/live", "site"],
];

const OTHER_SITE = [
  "/devices/bin-02",
  "/devices/bin-02/status",
  "/readings/latest?site=bsu-kenanga",
  "/readings/latest?device=bin-02",
  `/readings/series?channel=bin&fields=fillRatio&devices=bin-02&${RANGE}`,
  `/readings/series?channel=bin&fields=fillRatio&devices=bin-01,bin-02&${RANGE}`,
  `/readings/series?channel=bin&fields=fillRatio&site=bsu-kenanga&${RANGE}`,
  `/readings/export?channel=bin&site=bsu-kenanga&${RANGE}`,
  `/readings/export?channel=bin&device=bin-02&${RANGE}`,
  "/live?site=bsu-kenanga",
  "/live?device=bin-02",
] as const;

describe("routes", () => {
  let broker: TestBroker;
  let test: TestApi;
  let people: Record<Who, Credentials>;
  let secrets: Record<string, string>;

  beforeAll(async () => {
    broker = await startTestBroker();
    test = await startTestApi({ mqttPort: broker.port });
    secrets = await test.seed();
    const [resident, operator, staff, admin] = await Promise.all([
      test.enter("resident"),
      test.enter("operator"),
      test.enter("staff"),
      test.enter("admin"),
    ]);
    people = {
      nobody: {},
      wrongToken: { authorization: "Bearer not-the-token-0123456789abcdefghijklm" },
      resident,
      operator,
      staff,
      admin,
      cli: ADMIN,
    };
  });
  afterAll(async () => {
    await test.close();
    await broker.close();
  });

  it("are all named in this table, besides the broker's and setup", async () => {
    const document = (await (await test.call("GET", "/api/v1/openapi.json")).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const listed = Object.entries(document.paths)
      .filter(([path]) => !path.startsWith("/api/v1/auth/"))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.slice(7)}`),
      );
    const tabled = ROUTES.map(([method, path]) => {
      const pattern = path
        .replace(/\?.*/, "")
        .replace(/(devices|stations|quarantine)\/[^/]+/, "$1/{id}")
        .replace("users/somebody", "users/{username}");
      return `${method} ${pattern}`;
    });
    const others = ["POST /mqtt/authenticate", "POST /setup/administrator"];
    expect([...tabled, ...others].toSorted()).toEqual(listed.toSorted());
  });

  for (const [method, path, level, body] of ROUTES) {
    it(`${method} ${path.replace(/\?.*/, "")} lets ${level} in and nobody else`, async () => {
      for (const [who, headers] of Object.entries(people)) {
        const options = body === undefined ? { headers } : { headers, body };
        const answer = await test.call(method, `/api/v1${path}`, options);
        await answer.body?.cancel();
        const allowed = (ALLOWED_BY_LEVEL[level] as readonly string[]).includes(who);
        const isKnown = who !== "nobody" && who !== "wrongToken";
        const outcome = answer.status === 401 || answer.status === 403 ? answer.status : "let in";
        const wanted = allowed ? "let in" : isKnown ? 403 : 401;
        expect({ who, outcome }).toEqual({ who, outcome: wanted });
        expect(answer.status).not.toBe(500);
      }
    });
  }

  it.each(OTHER_SITE)("GET %s is refused to an operator of another site", async (path) => {
    const refused = await test.call("GET", `/api/v1${path}`, { headers: people.operator });
    await refused.body?.cancel();
    expect(refused.status).toBe(403);
    const allowed = await test.call("GET", `/api/v1${path}`, { headers: people.staff });
    await allowed.body?.cancel();
    expect(allowed.status).toBe(200);
  });

  it("show an operator only what is at his site", async () => {
    const read = async (path: string, headers: Record<string, string>) =>
      JSON.stringify(await (await test.call("GET", `/api/v1${path}`, { headers })).json());
    expect(await read("/sites", people.operator)).not.toContain("kenanga");
    expect(await read("/devices", people.operator)).not.toContain("bin-02");
    expect(await read("/sites", people.staff)).toContain("kenanga");
    expect(await read("/devices", people.staff)).toContain("bin-02");
  });

  it("refuse a write with a cookie that another site's page sends", async () => {
    const evil = { cookie: people.admin.cookie ?? "", origin: "https://evil.example" };
    const attempts = [
      evil,
      { ...people.admin, "sec-fetch-site": "cross-site" },
      { cookie: people.admin.cookie ?? "" },
    ];
    for (const headers of attempts) {
      const answer = await test.call("POST", "/api/v1/sites", { headers, body: {} });
      expect(answer.status).toBe(403);
    }
    const own = await test.call("POST", "/api/v1/sites", { headers: people.admin, body: {} });
    expect(own.status).toBe(400);
  });

  it("give the broker's route to the broker alone", async () => {
    const body = { clientid: "x", username: "bin-01", password: secrets["bin-01"] };
    for (const headers of [...Object.values(people), { authorization: "Bearer wrong" }]) {
      const answer = await test.call("POST", "/api/v1/mqtt/authenticate", { headers, body });
      expect(answer.status).toBe(401);
    }
    const headers = { authorization: `Bearer ${BROKER_SECRET}` };
    const answer = await test.call("POST", "/api/v1/mqtt/authenticate", { headers, body });
    expect(answer.status).toBe(200);
    const elsewhere = await test.call("GET", "/api/v1/devices", { headers });
    expect(elsewhere.status).toBe(401);
  });
});
