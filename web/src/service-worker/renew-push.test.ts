import { pushSubscriptionSchema } from "@resik/contract/http/notifications";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { renewPush } from "./renew-push.ts";

let order: string[];
beforeEach(() => {
  order = [];
});
afterEach(() => vi.unstubAllGlobals());

const SUBSCRIPTION = {
  endpoint: "https://push.example/2",
  keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) },
};

/** Only these of a subscription and its manager are used. */
const subscription = (name: string) =>
  ({
    toJSON: () => SUBSCRIPTION,
    unsubscribe: () => {
      order.push(`unsubscribe ${name}`);
      return Promise.resolve(true);
    },
  }) as unknown as PushSubscription;
const manager = (before: PushSubscription | null = null) => ({
  getSubscription: () => Promise.resolve(before),
  subscribe: (options?: PushSubscriptionOptionsInit) => {
    order.push(`subscribe ${JSON.stringify(options)}`);
    return Promise.resolve(subscription("new"));
  },
});

/** The api, which answers the question for its key and the new subscription with these. */
function stubApi(key: Response, kept: Response): { bodies: unknown[] } {
  const bodies: unknown[] = [];
  vi.stubGlobal("fetch", (path: string, init: { method?: string; body: string }) => {
    order.push(`${init.method ?? "GET"} ${path}`);
    if (init.method !== "POST") return Promise.resolve(key);
    bodies.push(JSON.parse(init.body));
    return Promise.resolve(kept);
  });
  return { bodies };
}
const refused = () => Response.json({ code: "not-signed-in" }, { status: 401 });

it("subscribes under the server's key and tells it where", async () => {
  const { bodies } = stubApi(Response.json({ publicKey: "BAEC", isUsed: true }), Response.json({}));
  await renewPush(manager(subscription("old")));
  const get = "GET /api/v1/me/push";
  const post = "POST /api/v1/me/push";
  const subscribe = 'subscribe {"userVisibleOnly":true,"applicationServerKey":"BAEC"}';
  expect(order).toEqual([get, "unsubscribe old", subscribe, post]);
  expect(bodies.map((body) => pushSubscriptionSchema.parse(body))).toEqual([SUBSCRIPTION]);
});

it("asks for nothing when nobody is signed in who may have messages", async () => {
  stubApi(refused(), Response.json({}));
  await renewPush(manager());
  expect(order).toEqual(["GET /api/v1/me/push"]);
});

it("gives up what the server does not keep", async () => {
  stubApi(Response.json({ publicKey: "BAEC", isUsed: true }), refused());
  await renewPush(manager());
  expect(order.slice(-1)).toEqual(["unsubscribe new"]);
});
