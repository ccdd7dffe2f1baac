import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../registry/open.ts";
import { SITE, startTestApi, type Credentials, type TestApi } from "../test/harness.ts";

describe("a session that is opened while its PIN is being replaced", () => {
  let test: TestApi;
  let desk: Credentials;
  beforeAll(async () => {
    test = await startTestApi();
    await test.seed();
    desk = await test.enter("operator");
  });
  afterAll(() => test.close());

  const signIn = async (name: string, pin: string): Promise<Credentials | null> =>
    test.signInMember(name, pin).catch(() => null);
  const isHeard = async (headers: Credentials): Promise<boolean> =>
    (await test.call("GET", "/api/v1/me", { headers })).status === 200;

  it.each(["pin", "retire"])("does not outlive it: %s", async (what) => {
    const { member, pin } = await test.enterMember(desk, { name: "Sari" });
    const path = `/api/v1/banks/${SITE.id}/members/${member.id}/${what}`;
    // Retiring is a matter of a millisecond, so it comes while the PIN is being compared.
    const entering = [signIn(member.number, pin), signIn(member.number, pin)];
    const replaced = test.call("POST", path, { headers: desk });
    entering.push(signIn(member.number, pin));
    expect((await replaced).status).toBe(200);
    const entered = (await Promise.all(entering)).filter((headers) => headers !== null);
    // For somebody who is there it changes nothing.
    const back = path.replace(/[a-z]+$/, "reactivate");
    expect((await test.call("POST", back, { headers: desk })).status).toBe(200);
    for (const headers of entered) expect(await isHeard(headers)).toBe(false);
  });

  it("leaves no trace of a PIN that could be tried against the file", async () => {
    const { credentials, pin } = await test.enterMember(desk, { name: "Budi" });
    const newPin = pin === "246813" ? "318642" : "246813";
    const body = { pin, newPin };
    const headers = { ...credentials, "idempotency-key": "change-my-pin" };
    const changed = await test.call("POST", "/api/v1/me/pin", { headers, body });
    expect(changed.status).toBe(200);
    const again = await test.call("POST", "/api/v1/me/pin", { headers, body });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const registry = openRegistry(registryPath(test.dataDir));
    const rows = await registry.db.selectFrom("idempotency_keys").selectAll().execute();
    await registry.close();
    const plain = createHash("sha256")
      .update(`post /api/v1/me/pin\n${JSON.stringify(body)}`)
      .digest("hex");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map((row) => row.input_sha256)).not.toContain(plain);
  });
});
