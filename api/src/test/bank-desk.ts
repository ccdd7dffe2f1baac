import type { itemRuleSchema, ruleSchema } from "@resik/contract/bank/rule-schema";
import { memberSchema, type Member } from "@resik/contract/http/bank/members";
import { postedSchema, type PostedView } from "@resik/contract/http/bank/transfers";
import { problemSchema } from "@resik/contract/http/problem";
import { systemClock } from "@resik/kit/clock";
import type { z } from "zod";
import { SITE, startTestApi, type Credentials, type TestApi } from "./harness.ts";

export interface Sent {
  status: number;
  body: unknown;
  isReplayed: boolean;
}

export interface SendOptions {
  key?: string;
  bank?: string;
  occurredAt?: string;
}

type RuleInput = z.input<typeof ruleSchema>;

/** Somebody at a waste bank who reads and writes in its book over HTTP, with fresh keys. */
export interface Desk {
  headers: Credentials;
  /** Sends a write; `path` is below the bank, and the time of now is put to the body. */
  send(path: string, body: object, options?: SendOptions): Promise<Sent>;
  /** Sends what must succeed. */
  done(path: string, body: object, options?: SendOptions): Promise<PostedView>;
  /** Sends what must be refused, and returns status and code. */
  refused(path: string, body: object, options?: SendOptions): Promise<string>;
  /** Reads, whatever comes. */
  get(path: string, bank?: string): Promise<Sent>;
  /** Reads what must be there. */
  read<T>(schema: z.ZodType<T>, path: string): Promise<T>;
  publish(rule: RuleInput): Promise<PostedView>;
  /** Registers somebody, without a PIN. */
  member(name: string, kind?: Member["kind"]): Promise<Member>;
}

export const now = (): string => new Date(systemClock.nowMs()).toISOString();

/** The first key of a test that repeats itself by keys of its own. */
let keys = 0;
export const freshKey = (): string => `desk-${String(keys++).padStart(8, "0")}`;

export function createDesk(test: TestApi, headers: Credentials): Desk {
  const call = async (
    method: "GET" | "POST",
    path: string,
    options: { bank?: string | undefined; body?: object; key?: string },
  ): Promise<Sent> => {
    const { bank = SITE.id, body, key } = options;
    const answer = await test.call(method, `/api/v1/banks/${bank}${path}`, {
      headers: key === undefined ? headers : { ...headers, "idempotency-key": key },
      ...(body === undefined ? {} : { body }),
    });
    const isReplayed = answer.headers.get("idempotent-replayed") === "true";
    return { status: answer.status, body: await answer.json(), isReplayed };
  };
  const send: Desk["send"] = (path, body, options = {}) => {
    const { key = freshKey(), occurredAt = now(), bank } = options;
    return call("POST", path, { bank, key, body: { occurredAt, ...body } });
  };
  const done: Desk["done"] = async (path, body, options) => {
    const sent = await send(path, body, options);
    if (sent.status !== 201) throw new Error(`${path}: ${JSON.stringify(sent.body)}`);
    return postedSchema.parse(sent.body);
  };
  return {
    headers,
    send,
    done,
    async refused(path, body, options) {
      const sent = await send(path, body, options);
      return `${sent.status} ${problemSchema.parse(sent.body).code}`;
    },
    get: (path, bank) => call("GET", path, { bank }),
    async read(schema, path) {
      const sent = await call("GET", path, {});
      if (sent.status !== 200) throw new Error(`${path}: ${JSON.stringify(sent.body)}`);
      return schema.parse(sent.body);
    },
    publish: (rule) => done("/rules", { rule, validFrom: null, isOutlierConfirmed: false }),
    async member(name, kind = "person") {
      const body = { kind, name, phone: null, address: null, unit: null };
      const sent = await call("POST", "/members", { body });
      if (sent.status !== 201) throw new Error(`members: ${JSON.stringify(sent.body)}`);
      return memberSchema.parse(sent.body);
    },
  };
}

/** An api with a waste bank, its people at their desks, and the treasurer of another bank. */
export async function startDesks() {
  const test = await startTestApi();
  await test.seed();
  return {
    test,
    operator: createDesk(test, await test.enter("operator")),
    treasurer: createDesk(test, await test.enter("treasurer")),
    foreign: createDesk(test, await test.enter("foreignTreasurer")),
  };
}

export const ITEM = {
  type: "item",
  item: "pet",
  name: "Botol PET",
  unit: "kg",
  grades: ["bersih", "campur"],
  reportGroup: "plastic",
  gramsPerUnit: null,
  isActive: true,
} as const satisfies z.input<typeof itemRuleSchema>;

export const PRICE = {
  type: "price",
  item: "pet",
  grade: "bersih",
  hop: "member",
  payout: null,
  delivery: null,
  rupiahPerUnit: 4_000,
} as const;

export const PRODUCT = {
  type: "product",
  product: "reguler",
  name: "Tabungan Reguler",
  minimumRupiah: 0,
  remainingRupiah: 0,
  termDays: 0,
  isActive: true,
} as const;

/** Clean PET at 4,000 a kilogram, one savings product, an open day and a million in the box. */
export async function openBank(treasurer: Desk): Promise<void> {
  await treasurer.publish(ITEM);
  await treasurer.publish(PRICE);
  await treasurer.publish(PRODUCT);
  await treasurer.done("/cash-days/open", { countedRupiah: 0 });
  await treasurer.done("/cash-moves", {
    direction: "in",
    purpose: "capital",
    amountRupiah: 1_000_000,
    note: "Modal awal",
  });
}

export const line = (quantity: number, change: object = {}) => ({
  item: "pet",
  grade: "bersih",
  quantity,
  evidence: null,
  priceVersion: null,
  ...change,
});

/** A deposit of clean PET into the savings of a member. */
export const deposit = (member: string, quantity: number, change: object = {}) => ({
  payee: { akad: "saved", member, product: "reguler" },
  valued: "now",
  hop: "member",
  delivery: "dropped-off",
  lines: [line(quantity)],
  ...change,
});
