import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAILURES_PER_PAIR_MAX } from "../auth/lock-out.ts";
import { SIGN_INS_PER_ADDRESS } from "../auth/sign-in.ts";
import { ADMIN, PASSWORD, startTestApi, type TestApi } from "../test/harness.ts";

const SIGN_IN = "/api/v1/auth/sign-in/username";

const attemptAt = (test: TestApi, username: string, password: string) =>
  test.call("POST", SIGN_IN, { headers: { origin: test.origin }, body: { username, password } });

/** Makes staff accounts; each costs the hash of a password. */
async function addStaff(test: TestApi, ...usernames: string[]): Promise<void> {
  const roles = [{ role: "staff", site: null }];
  for (const username of usernames) {
    const body = { username, name: "DLH", password: PASSWORD, roles };
    const made = await test.call("POST", "/api/v1/users", { headers: ADMIN, body });
    expect(made.status).toBe(201);
  }
}

// One api for all of these: a test that fails to sign in on purpose does so with its own names, and
// all of them together stay below what one address may try in a minute.
describe("sign-in", () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await addStaff(test, "dlh");
  });
  afterAll(() => test.close());

  const attempt = (username: string, password: string) => attemptAt(test, username, password);

  it("sets a cookie that scripts and other sites cannot use, and opens a session", async () => {
    const answer = await attempt("DLH", PASSWORD);
    expect(answer.status).toBe(200);
    const cookie = answer.headers.getSetCookie().find((line) => line.includes("session_token"));
    expect(cookie).toMatch(/^resik\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/;\s*Secure/i);
    const me = await test.call("GET", "/api/v1/me", { headers: await test.signIn("dlh") });
    const roles = [{ role: "staff", site: null }];
    expect(await me.json()).toMatchObject({ user: { username: "dlh", name: "DLH", roles } });
  });

  it("ends with sign-out: the same cookie is nobody then", async () => {
    const headers = await test.signIn("dlh");
    const out = await test.call("POST", "/api/v1/auth/sign-out", { headers });
    expect(out.status).toBe(200);
    expect((await test.call("GET", "/api/v1/me", { headers })).status).toBe(401);
  });

  it("refuses a forged cookie", async () => {
    const headers = await test.signIn("dlh");
    const forged = (headers.cookie ?? "").replace(/.{6}$/, "AAAAAA");
    const me = await test.call("GET", "/api/v1/me", { headers: { cookie: forged } });
    expect(me.status).toBe(401);
  });

  it("tells a wrong password and an unknown name alike", async () => {
    const wrong = await attempt("dlh", "salah salah salah");
    const unknown = await attempt("tidakada", "salah salah salah");
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const [left, right] = [await wrong.json(), await unknown.json()];
    expect({ ...(left as object), requestId: "" }).toEqual({ ...(right as object), requestId: "" });
  });

  it("locks a name out after repeated wrong passwords, even for the right one", async () => {
    await addStaff(test, "terkunci", "ketua");
    for (let count = 0; count < FAILURES_PER_PAIR_MAX; count++) {
      expect((await attempt("terkunci", "salah salah salah")).status).toBe(401);
    }
    const locked = await attempt("terkunci", PASSWORD);
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await locked.json()).toMatchObject({ code: "too-many-requests" });
    expect((await attempt("ketua", PASSWORD)).status).toBe(200);
  });

  it("counts attempts that come all at once", async () => {
    await addStaff(test, "serentak");
    const attempts = Array.from({ length: 20 }, () => attempt("serentak", "salah salah salah"));
    const answers = await Promise.all(attempts);
    const tried = answers.filter((answer) => answer.status === 401);
    expect(tried).toHaveLength(FAILURES_PER_PAIR_MAX);
  });

  it("is not done for the page of another site", async () => {
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: test.origin, "sec-fetch-site": "cross-site" },
    ]) {
      const body = { username: "dlh", password: PASSWORD };
      expect((await test.call("POST", SIGN_IN, { headers, body })).status).toBe(403);
    }
  });

  it("keeps everything else of the library shut", async () => {
    const headers = { origin: test.origin };
    for (const [method, path] of [
      ["POST", "sign-up/email"],
      ["POST", "sign-in/email"],
      ["POST", "is-username-available"],
      ["POST", "update-user"],
      ["POST", "delete-user"],
      ["GET", "list-sessions"],
      ["GET", "error"],
      ["GET", "ok"],
      ["POST", "%73ign-up/email"],
    ] as const) {
      const body = { email: "a@example.org", name: "A", password: PASSWORD, username: "a123" };
      const options = method === "GET" ? { headers } : { headers, body };
      const answer = await test.call(method, `/api/v1/auth/${path}`, options);
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
    }
  });

  it("changes a password for who knows the old one, and the old one is worth nothing then", async () => {
    await addStaff(test, "ganti");
    const headers = await test.signIn("ganti");
    const change = (currentPassword: string) =>
      test.call("POST", "/api/v1/auth/change-password", {
        headers,
        body: { currentPassword, newPassword: "sapu baru lebih bersih" },
      });
    expect((await change("bukan yang benar")).status).toBe(400);
    expect((await change(PASSWORD)).status).toBe(200);
    expect((await attempt("ganti", PASSWORD)).status).toBe(401);
    expect((await attempt("ganti", "sapu baru lebih bersih")).status).toBe(200);
  });
});

describe("sign-in from an address that tried too often", () => {
  let test: TestApi;
  let statuses: number[];
  beforeAll(async () => {
    test = await startTestApi();
    statuses = [];
    while (statuses.length <= SIGN_INS_PER_ADDRESS) {
      const answer = await attemptAt(test, `nama${statuses.length}`, "salah salah salah");
      statuses.push(answer.status);
    }
  });
  afterAll(() => test.close());

  it("limits the attempts of one address, whatever the names", async () => {
    expect(statuses.slice(0, SIGN_INS_PER_ADDRESS)).not.toContain(429);
    expect(statuses[SIGN_INS_PER_ADDRESS]).toBe(429);
    const next = await attemptAt(test, "nama-lain", "salah salah salah");
    expect(next.status).toBe(429);
    expect(Number(next.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("cannot be dodged by claiming another address", async () => {
    for (let count = 0; count < SIGN_INS_PER_ADDRESS; count++) {
      const address = `10.0.0.${count}`;
      const answer = await test.call("POST", SIGN_IN, {
        headers: { origin: test.origin, "x-forwarded-for": address, "x-resik-peer": address },
        body: { username: `orang${count}`, password: "salah salah salah" },
      });
      expect(answer.status).toBe(429);
    }
  });
});

describe("sign-in behind https", () => {
  it("sets a cookie that never travels in the clear", async () => {
    const environment = { RESIK_PUBLIC_URL: "https://resik.example/" };
    const test = await startTestApi({ environment });
    try {
      await addStaff(test, "dlh");
      const answer = await test.call("POST", SIGN_IN, {
        headers: { origin: "https://resik.example" },
        body: { username: "dlh", password: PASSWORD },
      });
      expect(answer.status).toBe(200);
      const cookie = answer.headers.getSetCookie().find((line) => line.includes("session_token"));
      expect(cookie).toMatch(/^__Secure-resik\.session_token=/);
      expect(cookie).toMatch(/;\s*Secure/i);
      expect(answer.headers.get("strict-transport-security")).toContain("max-age=");
      expect(test.api.setupUrl).toMatch(/^https:\/\/resik\.example\/setup\?token=/);
    } finally {
      await test.close();
    }
  });
});
