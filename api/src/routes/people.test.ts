import { userSchema } from "@resik/contract/http/users";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../registry/open.ts";
import { ADMIN, PASSWORD, SITE, startTestApi, type TestApi } from "../test/harness.ts";

const ACCOUNT = { username: "admin", name: "Ibu Admin", password: PASSWORD };

describe("setup", () => {
  let test: TestApi;
  beforeEach(async () => {
    test = await startTestApi();
  });
  afterEach(() => test.close());

  const tokenOf = (url: string | null): string =>
    new URL(url ?? "").searchParams.get("token") ?? "";
  const use = (token: string, username = "admin") =>
    test.call("POST", "/api/v1/setup/administrator", { body: { ...ACCOUNT, token, username } });
  const needed = async () => (await test.call("GET", "/api/v1/setup")).json();

  it("makes the first administrator with the link, once", async () => {
    const token = tokenOf(test.api.setupUrl);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(await needed()).toEqual({ needed: true });
    const made = await use(token);
    expect(made.status).toBe(201);
    const roles = [{ role: "administrator", site: null }];
    expect(await made.json()).toMatchObject({ username: "admin", roles });
    expect(await needed()).toEqual({ needed: false });
    const again = await use(token, "second");
    expect(again.status).toBe(410);
    expect(await again.json()).toMatchObject({ code: "link-used" });
    const users = await test.call("GET", "/api/v1/users", { headers: await test.signIn("admin") });
    expect(await users.json()).toMatchObject({ items: [{ username: "admin" }], next: null });
  });

  it("refuses a wrong token, and the right one still works", async () => {
    expect((await use("wrong")).status).toBe(403);
    expect((await use(`${tokenOf(test.api.setupUrl)}x`)).status).toBe(403);
    expect((await use(tokenOf(test.api.setupUrl))).status).toBe(201);
  });

  it("makes one of two who come at once", async () => {
    const token = tokenOf(test.api.setupUrl);
    const answers = await Promise.all([use(token, "one"), use(token, "two")]);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201, 410]));
  });

  it("keeps the link good when the account could not be made", async () => {
    const roles = [{ role: "staff", site: null }];
    await test.call("POST", "/api/v1/users", { headers: ADMIN, body: { ...ACCOUNT, roles } });
    const token = tokenOf(test.api.setupUrl);
    expect((await use(token)).status).toBe(409);
    expect((await use(token, "lain")).status).toBe(201);
  });

  it("keeps only a hash of the token", async () => {
    const registry = openRegistry(registryPath(test.dataDir));
    const rows = await registry.db.selectFrom("setup_tokens").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(test.api.setupUrl));
    await registry.close();
  });
});

describe("users", () => {
  let test: TestApi;
  beforeEach(async () => {
    test = await startTestApi();
    await test.call("POST", "/api/v1/sites", { headers: ADMIN, body: SITE });
  });
  afterEach(() => test.close());

  const add = (username: string, roles: unknown, password = PASSWORD) =>
    test.call("POST", "/api/v1/users", {
      headers: ADMIN,
      body: { username, name: username, password, roles },
    });

  it("have roles that fit: operators a site, staff none", async () => {
    expect((await add("satu", [{ role: "operator", site: SITE.id }])).status).toBe(201);
    expect((await add("dua", [{ role: "operator", site: null }])).status).toBe(400);
    expect((await add("tiga", [{ role: "staff", site: SITE.id }])).status).toBe(400);
    expect((await add("empat", [{ role: "treasurer", site: "tidak-ada" }])).status).toBe(404);
    expect((await add("lima", [{ role: "root", site: null }])).status).toBe(400);
  });

  it("are refused with a short password or a name that is taken in any case", async () => {
    expect((await add("satu", [{ role: "staff", site: null }], "pendek")).status).toBe(400);
    expect((await add("satu", [{ role: "staff", site: null }])).status).toBe(201);
    expect((await add("SATU", [{ role: "staff", site: null }])).status).toBe(409);
  });

  it("are listed in pages", async () => {
    for (const name of ["ani", "budi", "cici"]) await add(name, [{ role: "staff", site: null }]);
    const page = async (query: string) =>
      (await (await test.call("GET", `/api/v1/users?${query}`, { headers: ADMIN })).json()) as {
        items: { username: string }[];
        next: string | null;
      };
    const first = await page("limit=2");
    expect(first.items.map((user) => user.username)).toEqual(["ani", "budi"]);
    const second = await page(`limit=2&cursor=${first.next}`);
    expect(second.items.map((user) => user.username)).toEqual(["cici"]);
    expect(second.next).toBeNull();
    const wrong = await test.call("GET", "/api/v1/users?cursor=%25%25", { headers: ADMIN });
    expect(wrong.status).toBe(400);
  });

  it("get a new password from an administrator, which ends their sessions", async () => {
    await add("lupa", [{ role: "staff", site: null }]);
    const old = await test.signIn("lupa");
    const reset = (
      headers: Record<string, string>,
      username = "lupa",
      password = "baru-sekali-9",
    ) => test.call("POST", `/api/v1/users/${username}/password`, { headers, body: { password } });
    expect((await reset(old)).status).toBe(403);
    expect((await reset({})).status).toBe(401);
    expect((await reset(ADMIN, "tidak-ada")).status).toBe(404);
    expect((await reset(ADMIN, "lupa", "pendek")).status).toBe(400);
    expect((await test.call("GET", "/api/v1/me", { headers: old })).status).toBe(200);

    expect((await reset(ADMIN)).status).toBe(200);
    expect((await test.call("GET", "/api/v1/me", { headers: old })).status).toBe(401);
    await expect(test.signIn("lupa")).rejects.toThrow("401");
    const renewed = await test.signIn("lupa", "baru-sekali-9");
    expect((await test.call("GET", "/api/v1/me", { headers: renewed })).status).toBe(200);
  });

  describe("roles", () => {
    const STAFF = [{ role: "staff", site: null }];
    const make = async (username: string, roles: unknown): Promise<string> => {
      const made = await add(username, roles);
      return userSchema.parse(await made.json()).id;
    };
    const give = (id: string, roles: unknown, headers: Record<string, string> = ADMIN) =>
      test.call("PUT", `/api/v1/users/${id}/roles`, { headers, body: { roles } });
    const may = async (headers: Record<string, string>, path: string) =>
      (await test.call("GET", path, { headers })).status;

    it("change from the next request on, and the change stands in the log", async () => {
      const id = await make("pindah", STAFF);
      const own = await test.signIn("pindah");
      expect(await may(own, "/api/v1/alerts")).toBe(200);
      const roles = [{ role: "operator", site: SITE.id }];
      const changed = await give(id, roles);
      expect(await changed.json()).toMatchObject({ username: "pindah", roles });
      const read = await test.call("GET", `/api/v1/users/${id}`, { headers: ADMIN });
      expect(await read.json()).toMatchObject({ username: "pindah", roles });
      expect(await may(own, "/api/v1/alert-mutes")).toBe(403);
      const registry = openRegistry(registryPath(test.dataDir));
      const lines = await registry.db
        .selectFrom("audit_log")
        .select(["actor"])
        .where("action", "=", "user.roles")
        .execute();
      await registry.close();
      expect(lines).toEqual([{ actor: "cli" }]);
    });

    it("are none for somebody who has left, whose open sessions can do nothing any more", async () => {
      const id = await make("pergi", STAFF);
      const own = await test.signIn("pergi");
      expect((await give(id, [])).status).toBe(200);
      expect(await may(own, "/api/v1/alerts")).toBe(403);
      expect(await may(await test.signIn("pergi"), "/api/v1/devices")).toBe(403);
    });

    it("are not one's own to change, so an administrator is always left", async () => {
      const head = await make("kepala", [{ role: "administrator", site: null }]);
      const deputy = await make("wakil", [{ role: "administrator", site: null }]);
      const own = await test.signIn("kepala");
      expect((await give(head, [], own)).status).toBe(403);
      expect((await give(deputy, STAFF, own)).status).toBe(200);
      // Nor does the command line take the last one away.
      expect((await give(head, STAFF)).status).toBe(403);
      expect(await may(own, "/api/v1/users")).toBe(200);
    });

    it("are refused where they do not fit, and to whoever is no administrator", async () => {
      const id = await make("satu", STAFF);
      expect((await give(id, [{ role: "operator", site: null }])).status).toBe(400);
      expect((await give(id, [{ role: "operator", site: "tidak-ada" }])).status).toBe(404);
      expect((await give("tidak-ada", STAFF)).status).toBe(404);
      const staff = await test.signIn("satu");
      expect((await give(id, STAFF, staff)).status).toBe(403);
      expect(await may(staff, `/api/v1/users/${id}`)).toBe(403);
      expect(await may(ADMIN, "/api/v1/users/tidak-ada")).toBe(404);
      const kept = await test.call("GET", `/api/v1/users/${id}`, { headers: ADMIN });
      expect(await kept.json()).toMatchObject({ roles: STAFF });
    });
  });
});
