import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fetchMe, signOut } from "./session.ts";

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

/** The same, where the api answers `status` to who is signed in. */
function stubMe(status: number): void {
  stubBrowser(
    () => Promise.resolve(subscription),
    () => Promise.resolve(Response.json({}, { status: 401 })),
  );
  const { fetch: rest } = globalThis;
  const me = () => Promise.resolve(Response.json({ code: "not-signed-in" }, { status }));
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) =>
    path.endsWith("/me") ? me() : rest(path, init),
  );
}

it("ends them in this browser when the session has ended by itself", async () => {
  stubMe(401);
  expect((await fetchMe()).ok).toBe(false);
  await vi.waitFor(() => expect(order).toEqual([TOLD, "unsubscribe"]));
});

it("leaves them while nobody can tell whether somebody is signed in", async () => {
  stubMe(503);
  expect((await fetchMe()).ok).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(order).toEqual([]);
});
