import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { signOut } from "./session.ts";

/** What happened, in order. */
let order: string[];
beforeEach(() => {
  order = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ENDPOINT = "https://push.example/1";
const subscription = {
  endpoint: ENDPOINT,
  unsubscribe: () => {
    order.push("unsubscribe");
    return Promise.resolve(true);
  },
};

/** A browser with this subscription, whose api answers the end of messages with `answerEnd`. */
function stubBrowser(
  getSubscription: () => Promise<object | null>,
  answerEnd: (signal: AbortSignal | undefined) => Promise<Response>,
): void {
  const registration = { pushManager: { getSubscription } };
  const serviceWorker = { getRegistration: () => Promise.resolve(registration) };
  vi.stubGlobal("navigator", { serviceWorker });
  vi.stubGlobal("fetch", (path: string, init?: { body: string; signal: AbortSignal }) => {
    order.push(`${path} ${init?.body}`);
    return path.endsWith("/push/end")
      ? answerEnd(init?.signal)
      : Promise.resolve(Response.json({}));
  });
}
const TOLD = `/api/v1/me/push/end ${JSON.stringify({ endpoint: ENDPOINT })}`;
const LEFT = "/api/v1/auth/sign-out {}";

it("ends the messages of alerts while the session may still say so, then the session", async () => {
  stubBrowser(
    () => Promise.resolve(subscription),
    () => Promise.resolve(Response.json({ subscribed: false })),
  );
  expect((await signOut()).ok).toBe(true);
  expect(order).toEqual([TOLD, "unsubscribe", LEFT]);
});

it("asks nothing more of a browser that shows no messages, or cannot", async () => {
  stubBrowser(
    () => Promise.resolve(null),
    () => Promise.reject(new Error("not asked")),
  );
  await signOut();
  vi.stubGlobal("navigator", {});
  await signOut();
  expect(order).toEqual([LEFT, LEFT]);
});

it("ends them in this browser when the server cannot be told", async () => {
  stubBrowser(
    () => Promise.resolve(subscription),
    () => Promise.reject(new Error("no network")),
  );
  await signOut();
  expect(order).toEqual([TOLD, "unsubscribe", LEFT]);
});

it("keeps nobody from leaving: not a server that is silent, not a browser that is", async () => {
  vi.useFakeTimers();
  const silent = (signal: AbortSignal | undefined) =>
    new Promise<Response>((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new Error("aborted")));
    });
  stubBrowser(() => Promise.resolve(subscription), silent);
  const left = signOut();
  await vi.advanceTimersByTimeAsync(3_000);
  expect((await left).ok).toBe(true);
  expect(order).toEqual([TOLD, "unsubscribe", LEFT]);

  order = [];
  stubBrowser(() => new Promise(() => undefined), silent);
  const leftToo = signOut();
  await vi.advanceTimersByTimeAsync(3_000);
  expect((await leftToo).ok).toBe(true);
  expect(order).toEqual([LEFT]);
});
