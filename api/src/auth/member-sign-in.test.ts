import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createManualClock, systemClock, type ManualClock } from "@resik/kit/clock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SIGN_INS_PER_ADDRESS } from "./sign-in.ts";
import { PIN_FAILURES_MAX, PIN_FAILURES_TOTAL_MAX, PIN_WAIT_MS } from "../registry/member-pins.ts";
import { openRegistry, registryPath } from "../registry/open.ts";
import {
  FOREIGN_SITE,
  SITE,
  startTestApi,
  type Credentials,
  type EnteredMember,
  type TestApi,
} from "../test/harness.ts";

const SIGN_IN = "/api/v1/auth/member/sign-in";
const MEMBERS = `/api/v1/banks/${SITE.id}/members`;

/** A PIN that is not this one. */
const wrongPin = (pin: string): string => (pin === "135790" ? "975310" : "135790");

const attempt = (test: TestApi, body: unknown, headers: Credentials = { origin: test.origin }) =>
  test.call("POST", SIGN_IN, { headers, body });

const statusOf = async (test: TestApi, name: string, pin: string): Promise<number> =>
  (await attempt(test, { name, pin })).status;

const isSignedIn = async (test: TestApi, headers: Credentials): Promise<boolean> =>
  (await test.call("GET", "/api/v1/me", { headers })).status === 200;

describe("sign-in of a member", () => {
  let test: TestApi;
  let desk: Credentials;
  let sari: EnteredMember;
  beforeAll(async () => {
    test = await startTestApi();
    await test.seed();
    desk = await test.enter("operator");
    sari = await test.enterMember(desk, { name: "Sari", phone: "081234567890" });
  });
  afterAll(() => test.close());

  it("opens a session of a resident who is that member", async () => {
    const me = await test.call("GET", "/api/v1/me", { headers: sari.credentials });
    expect(await me.json()).toMatchObject({
      user: { username: "", name: "Sari", roles: [{ role: "resident", site: null }] },
      member: {
        id: sari.member.id,
        number: sari.member.number,
        name: "Sari",
        bank: SITE.id,
        bankName: SITE.name,
      },
    });
  });

  it("sets a cookie that scripts and other sites cannot use", async () => {
    const answer = await attempt(test, { name: sari.member.number, pin: sari.pin });
    const cookie = answer.headers.getSetCookie().find((line) => line.includes("session_token"));
    expect(cookie).toMatch(/^resik\.session_token=.*HttpOnly.*SameSite=Lax/i);
    expect(JSON.stringify(await answer.json())).not.toContain("token");
  });

  it.each(["081234567890", "6281234567890", "+6281234567890", "0812-3456-7890"])(
    "takes the phone as people write it: %s",
    async (phone) => {
      expect(await statusOf(test, phone, sari.pin)).toBe(200);
    },
  );

  it("refuses a phone that two members share, as if nobody had it", async () => {
    const phone = "081299990000";
    const one = await test.enterMember(desk, { name: "Adi", phone });
    expect(await statusOf(test, phone, one.pin)).toBe(200);
    const two = await test.enterMember(desk, { name: "Budi", phone });
    expect(await statusOf(test, phone, one.pin)).toBe(401);
    expect(await statusOf(test, phone, two.pin)).toBe(401);
    expect(await statusOf(test, two.member.number, two.pin)).toBe(200);
  });

  it("takes a card in place of the number, until another is issued or it is revoked", async () => {
    const path = `${MEMBERS}/${sari.member.id}/card`;
    const issue = async (): Promise<string> => {
      const answer = await test.call("POST", path, { headers: desk });
      return ((await answer.json()) as { token: string }).token;
    };
    const enter = async (card: string, pin = sari.pin) =>
      (await attempt(test, { card, pin })).status;
    const first = await issue();
    expect(await enter(first)).toBe(200);
    expect(await enter(first, wrongPin(sari.pin))).toBe(401);
    const second = await issue();
    expect([await enter(first), await enter(second)]).toEqual([401, 200]);
    await test.call("POST", `${path}/revoke`, { headers: desk });
    expect(await enter(second)).toBe(401);
  });

  it("tells a wrong PIN, an unknown number and a member without a PIN alike", async () => {
    const fields = { kind: "person", name: "Tanpa PIN", phone: null, address: null, unit: null };
    const made = await test.call("POST", MEMBERS, { headers: desk, body: fields });
    const { number } = (await made.json()) as { number: string };
    const pin = wrongPin(sari.pin);
    const answers = [];
    for (const name of [sari.member.number, "9990001", number, "081200001111"]) {
      const answer = await attempt(test, { name, pin });
      answers.push({ ...((await answer.json()) as object), requestId: "" });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, code: "not-signed-in" });
  });

  it.each([
    {},
    { pin: "135790" },
    { name: "0010001" },
    { name: "0010001", pin: "12345" },
    { name: "0010001", card: "a".repeat(43), pin: "135790" },
    { name: "0010001", pin: "135790", role: "administrator" },
  ])("refuses %j as no question at all", async (body) => {
    expect((await attempt(test, body)).status).toBe(400);
  });

  it("is not done for the page of another site", async () => {
    const body = { name: sari.member.number, pin: sari.pin };
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: test.origin, "sec-fetch-site": "cross-site" },
    ] as Credentials[]) {
      expect((await attempt(test, body, headers)).status).toBe(403);
    }
  });

  it("keeps PIN and card as hashes only", async () => {
    const registry = openRegistry(registryPath(test.dataDir));
    const pins = await registry.db.selectFrom("member_pins").selectAll().execute();
    expect(JSON.stringify(pins)).not.toContain(sari.pin);
    expect(pins.every(({ pin_hash }) => pin_hash.length > 60)).toBe(true);
    await registry.close();
  });
});

describe("sessions of a member", () => {
  let test: TestApi;
  let desk: Credentials;
  let sari: EnteredMember;
  beforeEach(async () => {
    test = await startTestApi();
    await test.seed();
    desk = await test.enter("operator");
    sari = await test.enterMember(desk);
  });
  afterEach(() => test.close());

  it("end when the bank draws a new PIN, and the old PIN is worth nothing", async () => {
    const path = `${MEMBERS}/${sari.member.id}/pin`;
    const drawn = await test.call("POST", path, { headers: desk });
    const { pin } = (await drawn.json()) as { pin: string };
    expect(pin).not.toBe(sari.pin);
    expect(await isSignedIn(test, sari.credentials)).toBe(false);
    expect(await statusOf(test, sari.member.number, sari.pin)).toBe(401);
    expect(await statusOf(test, sari.member.number, pin)).toBe(200);
  });

  it("end when the member retires, who cannot come in until the bank lets them come back", async () => {
    const path = `${MEMBERS}/${sari.member.id}`;
    expect((await test.call("POST", `${path}/retire`, { headers: desk })).status).toBe(200);
    expect(await isSignedIn(test, sari.credentials)).toBe(false);
    expect(await statusOf(test, sari.member.number, sari.pin)).toBe(401);
    await test.call("POST", `${path}/reactivate`, { headers: desk });
    expect(await statusOf(test, sari.member.number, sari.pin)).toBe(200);
  });

  it("end elsewhere when the member says so, and not here", async () => {
    const elsewhere = await test.signInMember(sari.member.number, sari.pin);
    const other = await test.enterMember(desk, { name: "Budi" });
    const ended = await test.call("POST", "/api/v1/me/sessions/end", { headers: sari.credentials });
    expect(await ended.json()).toEqual({ ended: 1 });
    expect(await isSignedIn(test, elsewhere)).toBe(false);
    expect(await isSignedIn(test, sari.credentials)).toBe(true);
    expect(await isSignedIn(test, other.credentials)).toBe(true);
    expect(await isSignedIn(test, desk)).toBe(true);
  });

  it("end elsewhere when the member changes the PIN, which needs the old one", async () => {
    const elsewhere = await test.signInMember(sari.member.number, sari.pin);
    const change = async (pin: string, newPin: string) =>
      (
        await test.call("POST", "/api/v1/me/pin", {
          headers: sari.credentials,
          body: { pin, newPin },
        })
      ).status;
    const newPin = sari.pin === "246813" ? "318642" : "246813";
    expect(await change(wrongPin(sari.pin), newPin)).toBe(403);
    expect(await change(sari.pin, "111111")).toBe(400);
    expect(await change(sari.pin, "654321")).toBe(400);
    expect(await change(sari.pin, newPin)).toBe(200);
    expect(await isSignedIn(test, elsewhere)).toBe(false);
    expect(await isSignedIn(test, sari.credentials)).toBe(true);
    expect(await statusOf(test, sari.member.number, sari.pin)).toBe(401);
    expect(await statusOf(test, sari.member.number, newPin)).toBe(200);
  });

  it("do not let the old PIN be guessed by changing it", async () => {
    const body = { pin: wrongPin(sari.pin), newPin: "246813" };
    const change = () => test.call("POST", "/api/v1/me/pin", { headers: sari.credentials, body });
    for (let count = 0; count < PIN_FAILURES_MAX; count++)
      expect((await change()).status).toBe(403);
    const locked = await change();
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("are not ended by the page of another site", async () => {
    const headers = { ...sari.credentials, origin: "https://evil.example" };
    const answer = await test.call("POST", "/api/v1/me/sessions/end", { headers });
    expect(answer.status).toBe(403);
  });
});

describe("wrong PINs", () => {
  let folder: string;
  let clock: ManualClock;
  let test: TestApi;
  let sari: EnteredMember;
  const start = () => startTestApi({ clock, dataDir: folder });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "resik-pins-"));
    clock = createManualClock(systemClock.nowMs());
    test = await start();
    await test.seed();
    sari = await test.enterMember(await test.enter("operator"));
  });
  afterEach(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const tryWrong = async (times: number): Promise<number[]> => {
    const statuses = [];
    for (let count = 0; count < times; count++) {
      statuses.push(await statusOf(test, sari.member.number, wrongPin(sari.pin)));
    }
    return statuses;
  };
  const tryRight = () => attempt(test, { name: sari.member.number, pin: sari.pin });

  it("lock a member for a while, also for the right PIN, and say for how long", async () => {
    expect(await tryWrong(PIN_FAILURES_MAX)).toEqual(Array(PIN_FAILURES_MAX).fill(401));
    const locked = await tryRight();
    expect(locked.status).toBe(429);
    expect(await locked.json()).toMatchObject({ code: "too-many-requests" });
    expect(Number(locked.headers.get("retry-after"))).toBe(PIN_WAIT_MS / 1_000);
    clock.jump(clock.nowMs() + PIN_WAIT_MS - 1);
    expect((await tryRight()).status).toBe(429);
    clock.jump(clock.nowMs() + 1);
    expect((await tryRight()).status).toBe(200);
  });

  it("lock across a restart", async () => {
    await tryWrong(PIN_FAILURES_MAX);
    await test.close();
    test = await start();
    expect((await tryRight()).status).toBe(429);
  });

  it("lock a number that nobody has in the same way", async () => {
    const statuses = [];
    for (let count = 0; count <= PIN_FAILURES_MAX; count++) {
      statuses.push(await statusOf(test, "0019999", "135790"));
    }
    expect(statuses).toEqual([...Array<number>(PIN_FAILURES_MAX).fill(401), 429]);
  });

  it("are forgotten after a right one", async () => {
    await tryWrong(PIN_FAILURES_MAX - 1);
    expect((await tryRight()).status).toBe(200);
    expect(await tryWrong(PIN_FAILURES_MAX - 1)).not.toContain(429);
    expect((await tryRight()).status).toBe(200);
  });

  it("count when they come all at once", async () => {
    const statuses = await Promise.all(
      Array.from({ length: 20 }, () => statusOf(test, sari.member.number, wrongPin(sari.pin))),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(PIN_FAILURES_MAX);
  });

  it("lock for good when no right one ever came, until the bank draws a new PIN", async () => {
    for (let tried = 0; tried < PIN_FAILURES_TOTAL_MAX; tried += PIN_FAILURES_MAX) {
      expect(await tryWrong(PIN_FAILURES_MAX)).not.toContain(429);
      clock.jump(clock.nowMs() + PIN_WAIT_MS);
    }
    const locked = await tryRight();
    expect(locked.status).toBe(423);
    expect(await locked.json()).toMatchObject({ code: "pin-locked" });
    clock.jump(clock.nowMs() + 365 * 24 * 3_600_000);
    expect((await tryRight()).status).toBe(423);
    const desk = await test.signIn("petugas");
    const path = `${MEMBERS}/${sari.member.id}/pin`;
    const drawn = await test.call("POST", path, { headers: desk });
    const { pin } = (await drawn.json()) as { pin: string };
    expect(await statusOf(test, sari.member.number, pin)).toBe(200);
  });

  it("lock nobody else", async () => {
    await tryWrong(PIN_FAILURES_MAX);
    const other = await test.enterMember(await test.signIn("petugas"), { name: "Budi" });
    expect(await isSignedIn(test, other.credentials)).toBe(true);
  });
});

describe("an address", () => {
  it("may try only so often in a minute, whatever numbers it names", async () => {
    const test = await startTestApi();
    const statuses = new Set<number>();
    for (let count = 0; count < SIGN_INS_PER_ADDRESS; count++) {
      statuses.add(await statusOf(test, `001${String(count).padStart(4, "0")}`, "135790"));
    }
    expect(statuses).toEqual(new Set([401]));
    const refused = await attempt(test, { name: "0019000", pin: "135790" });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await test.close();
  });
});

describe("a PIN of another bank's member", () => {
  it("is not drawn by a stranger, who learns nothing either", async () => {
    const test = await startTestApi();
    await test.seed();
    const sari = await test.enterMember(await test.enter("operator"));
    const stranger = await test.enter("foreignOperator");
    const drawAt = async (bank: string, member: string) =>
      (
        await test.call("POST", `/api/v1/banks/${bank}/members/${member}/pin`, {
          headers: stranger,
        })
      ).status;
    expect(await drawAt(SITE.id, sari.member.id)).toBe(403);
    expect(await drawAt(FOREIGN_SITE.id, sari.member.id)).toBe(404);
    expect(await isSignedIn(test, sari.credentials)).toBe(true);
    await test.close();
  });
});
