import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Access } from "../auth/principal.ts";
import type { Route } from "../http/route.ts";
import {
  ADMIN,
  BROKER_SECRET,
  FOREIGN_SITE,
  PASSWORD,
  SITE,
  startTestApi,
  startTestBroker,
} from "../test/harness.ts";
import type { Credentials, TestApi, TestBroker } from "../test/harness.ts";

const WHO = [
  "nobody",
  "wrongToken",
  "resident",
  "member",
  "operator",
  "treasurer",
  "foreign",
  "staff",
  "admin",
  "cli",
] as const;
type Who = (typeof WHO)[number];

const PEOPLE = [
  "resident",
  "member",
  "operator",
  "treasurer",
  "foreign",
  "staff",
  "admin",
] as const;
const EVERYBODY: readonly Who[] = WHO;
const NO_BANK = "bsu-tidak-ada";
/** The own bank of operator and treasurer, the one of `foreign`, and one that is not there. */
const BANKS = [SITE.id, FOREIGN_SITE.id, NO_BANK] as const;
type Bank = (typeof BANKS)[number];

/** Who works at which bank; `foreign` is operator and treasurer of another one. */
const DESKS: Record<Bank, readonly Who[]> = {
  [SITE.id]: ["operator", "treasurer"],
  [FOREIGN_SITE.id]: ["foreign"],
  [NO_BANK]: [],
};
const TREASURIES: Record<Bank, readonly Who[]> = { ...DESKS, [SITE.id]: ["treasurer"] };

/** Who may use a route of each access; said here once more, on purpose, in other words. */
const ALLOWED: Record<Access, (bank: Bank) => readonly Who[]> = {
  public: () => EVERYBODY,
  broker: () => [],
  "signed-in": () => PEOPLE,
  member: () => ["member"],
  site: () => ["operator", "treasurer", "foreign", "staff", "admin", "cli"],
  "bank-desk": (bank) => DESKS[bank],
  "bank-treasury": (bank) => TREASURIES[bank],
  "bank-read": (bank) => [...DESKS[bank], "staff", "admin", "cli"],
  "bank-govern": (bank) => [...TREASURIES[bank], "admin", "cli"],
  staff: () => ["staff", "admin", "cli"],
  administrator: () => ["admin", "cli"],
};

/**
 * What stands for a parameter of a path. Only reads name a device that is there, each person one
 * of the own site. A new parameter needs a line here; queries and bodies need none, because
 * credentials come before input.
 */
const SAMPLES: Record<string, (route: Route, who: Who) => string> = {
  id: ({ method }, who) => (method !== "get" ? "nowhere" : who === "foreign" ? "bin-02" : "bin-01"),
  username: () => "somebody",
  member: () => "tidak-ada",
  seq: () => "1",
  month: () => "2026-10",
  path: () => "Things",
};

function pathOf(route: Route, who: Who, bank: Bank): string {
  const path = route.path.replaceAll(/\{(\w+)\*?\}/g, (_all, name: string) => {
    if (name === "bank") return bank;
    const sample = SAMPLES[name];
    if (!sample) throw new Error(`${route.path}: give {${name}} a line in SAMPLES`);
    return sample(route, who);
  });
  return `/api/v1${path}`;
}

const isOfBank = (route: Route): boolean => route.path.includes("{bank}");

const RANGE = "from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z";

const OTHER_SITE = [
  "/devices/bin-02",
  "/devices/bin-02/status",
  "/devices/bin-02/health",
  "/readings/latest?site=bsu-kenanga",
  "/readings/latest?device=bin-02",
  `/readings/series?channel=bin&fields=fillRatio&devices=bin-02&${RANGE}`,
  `/readings/series?channel=bin&fields=fillRatio&devices=bin-01,bin-02&${RANGE}`,
  `/readings/series?channel=bin&fields=fillRatio&site=bsu-kenanga&${RANGE}`,
  `/readings/export?channel=bin&site=bsu-kenanga&${RANGE}`,
  `/readings/export?channel=bin&device=bin-02&${RANGE}`,
  "/alerts?site=bsu-kenanga",
  "/tasks?site=bsu-kenanga",
  "/bins?site=bsu-kenanga",
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
    const site = FOREIGN_SITE.id;
    const foreign = ["operator", "treasurer"].map((role) => ({ role, site }));
    await test.call("POST", "/api/v1/users", {
      headers: ADMIN,
      body: { username: "lain", name: "Lain", password: PASSWORD, roles: foreign },
    });
    const operator = await test.enter("operator");
    people = {
      nobody: {},
      wrongToken: { authorization: "Bearer not-the-token-0123456789abcdefghijklm" },
      resident: await test.enter("resident"),
      member: (await test.enterMember(operator)).credentials,
      operator,
      treasurer: await test.enter("treasurer"),
      foreign: await test.signIn("lain"),
      staff: await test.enter("staff"),
      admin: await test.enter("admin"),
      cli: ADMIN,
    };
  });
  afterAll(async () => {
    await test.close();
    await broker.close();
  });

  const ask = (route: Route, who: Who, bank: Bank): Promise<Response> => {
    const headers = people[who];
    const options = route.method === "get" ? { headers } : { headers, body: {} };
    return test.call(route.method.toUpperCase(), pathOf(route, who, bank), options);
  };

  it("are all in the documentation, and nothing else is", async () => {
    const document = (await (await test.call("GET", "/api/v1/openapi.json")).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const documented = Object.entries(document.paths)
      .filter(([path]) => !path.startsWith("/api/v1/auth/"))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    const served = test.api.routes.map(
      ({ method, path }) => `${method} /api/v1${path.replace("*}", "}")}`,
    );
    expect(documented.toSorted()).toEqual(served.toSorted());
    expect(served.length).toBeGreaterThan(30);
  });

  it("are checked against the bank in their path, where there is one", () => {
    // Who passes these is somebody, somewhere: they would let anybody of that kind into any bank.
    const blind: readonly Access[] = ["signed-in", "member", "site"];
    const wrong = test.api.routes.filter((route) =>
      isOfBank(route) ? blind.includes(route.access) : route.access.startsWith("bank-"),
    );
    expect(wrong.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it.each(WHO)(
    "let %s use what their access says, at each bank, and nothing else",
    async (who) => {
      const isKnown = who !== "nobody" && who !== "wrongToken";
      const wrong: string[] = [];
      for (const route of test.api.routes) {
        for (const bank of isOfBank(route) ? BANKS : [SITE.id]) {
          const answer = await ask(route, who, bank);
          await answer.body?.cancel();
          const { status } = answer;
          const isAllowed = ALLOWED[route.access](bank).includes(who);
          const refusal = isKnown && route.access !== "broker" ? 403 : 401;
          const isRight = isAllowed ? ![401, 403].includes(status) : status === refusal;
          if (isRight && status !== 500) continue;
          wrong.push(`${route.method} ${route.path} at ${bank}: ${status}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it.each(WHO)(
    "do not tell %s by a refusal whether a bank is there",
    async (who) => {
      const refusalAt = async (route: Route, bank: Bank): Promise<unknown> => {
        const answer = await ask(route, who, bank);
        const problem = (await answer.json()) as object;
        return { status: answer.status, ...problem, requestId: "" };
      };
      for (const route of test.api.routes.filter(isOfBank)) {
        const refusing = BANKS.filter((bank) => !ALLOWED[route.access](bank).includes(who));
        const [first, ...others] = await Promise.all(
          refusing.map((bank) => refusalAt(route, bank)),
        );
        for (const other of others) expect(other).toEqual(first);
      }
    },
    60_000,
  );

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
