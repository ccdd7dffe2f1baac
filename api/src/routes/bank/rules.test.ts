import { ruleHistorySchema, rulesSchema } from "@resik/contract/http/bank/transfers";
import { systemClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshKey, ITEM, now, PRICE, startDesks, type Desk } from "../../test/bank-desk.ts";
import { ADMIN, type TestApi } from "../../test/harness.ts";

const HOUR_MS = 3_600_000;
const price = (rupiahPerUnit: number, change: object = {}) => ({
  rule: { ...PRICE, rupiahPerUnit },
  validFrom: null,
  isOutlierConfirmed: false,
  ...change,
});

describe("rules", () => {
  let test: TestApi;
  let operator: Desk;
  let treasurer: Desk;
  let foreign: Desk;
  beforeAll(async () => {
    ({ test, operator, treasurer, foreign } = await startDesks());
    await treasurer.publish(ITEM);
  });
  afterAll(() => test.close());

  const publish = (body: object, key = freshKey()) =>
    treasurer.send("/rules", body, { key, occurredAt: now() });
  /** Without a time, as a page may send it. */
  const publishBare = async (body: object, key: string) => {
    const headers = { ...treasurer.headers, "idempotency-key": key };
    const answer = await test.call("POST", "/api/v1/banks/bsu-melati/rules", { headers, body });
    return { status: answer.status, replayed: answer.headers.get("idempotent-replayed") };
  };
  const prices = async () => {
    const { inForce, upcoming } = await operator.read(rulesSchema, "/rules");
    const amounts = (versions: typeof inForce) =>
      versions.flatMap(({ rule }) => (rule.type === "price" ? [rule.rupiahPerUnit] : []));
    return { inForce: amounts(inForce), upcoming: amounts(upcoming) };
  };

  it("count from now or from their own time, and keep their history", async () => {
    expect((await publish(price(4_000))).status).toBe(201);
    const validFrom = new Date(systemClock.nowMs() + HOUR_MS).toISOString();
    expect((await publish(price(4_500, { validFrom }))).status).toBe(201);
    expect(await prices()).toEqual({ inForce: [4_000], upcoming: [4_500] });
    const subject = "price/pet/bersih/member/*/*";
    const { versions } = await operator.read(
      ruleHistorySchema,
      `/rules/history?subject=${encodeURIComponent(subject)}`,
    );
    expect(versions).toMatchObject([
      { validFrom, rule: { rupiahPerUnit: 4_500 } },
      { rule: { rupiahPerUnit: 4_000 } },
    ]);
    expect(await operator.read(ruleHistorySchema, "/rules/history?subject=item%2Fbesi")).toEqual({
      versions: [],
    });
  });

  it("never start in the past", async () => {
    const validFrom = new Date(systemClock.nowMs() - HOUR_MS).toISOString();
    expect(await treasurer.refused("/rules", price(4_100, { validFrom }))).toBe(
      "400 invalid-input",
    );
  });

  it("with a price far from the others go live when a person confirms it", async () => {
    expect(await treasurer.refused("/rules", price(40_000))).toBe("409 price-outlier");
    expect((await publish(price(40_000, { isOutlierConfirmed: true }))).status).toBe(201);
  });

  it("are published once, also by a page that says no time and taps twice", async () => {
    const key = freshKey();
    const both = await Promise.all([
      publishBare(price(5_000), key),
      publishBare(price(5_000), key),
    ]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(both.map(({ replayed }) => replayed))).toEqual(new Set(["true", null]));
    expect(await publishBare(price(5_000), key)).toEqual({ status: 201, replayed: "true" });
    expect((await publishBare(price(5_001), key)).status).toBe(409);
  });

  it("are published by treasurers, and read by staff too", async () => {
    expect(await operator.refused("/rules", price(4_000))).toBe("403 not-allowed");
    expect(await foreign.refused("/rules", price(4_000))).toBe("403 not-allowed");
    for (const path of ["/rules", "/rules/history?subject=settings"]) {
      expect((await foreign.get(path)).status).toBe(403);
      const staff = await test.call("GET", `/api/v1/banks/bsu-melati${path}`, { headers: ADMIN });
      expect(staff.status).toBe(200);
    }
  });
});
