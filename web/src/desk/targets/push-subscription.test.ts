import { afterEach, expect, it, vi } from "vitest";
import {
  bytesOf,
  currentSubscription,
  pushAbility,
  switchOff,
  switchOn,
} from "./push-subscription.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A browser with this service worker, whose api answers everything with `answer`. */
function stubBrowser(serviceWorker: object, answer: object): void {
  vi.stubGlobal("navigator", { serviceWorker });
  vi.stubGlobal("Notification", { requestPermission: () => Promise.resolve("granted") });
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(answer)));
}

it("reads the server's key, whatever letters it has", () => {
  expect([...bytesOf("-_8")]).toEqual([251, 255]);
  expect([...bytesOf("BAEC")]).toEqual([4, 1, 2]);
});

it("is not possible outside of a secure page", () => {
  expect(pushAbility()).toBe("insecure");
});

it("takes a browser that refuses to say for one that asked for nothing", async () => {
  const refuse = () => Promise.reject(new Error("private window"));
  stubBrowser({ getRegistration: refuse }, {});
  expect(await currentSubscription()).toBeNull();
});

it("does not wait for ever for a service worker that never comes", async () => {
  vi.useFakeTimers();
  stubBrowser({ ready: new Promise(() => undefined) }, { publicKey: "BAEC", isUsed: true });
  const switched = switchOn();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await switched).toBe("failed");
});

it("says that it failed when the browser does not give its part up", async () => {
  stubBrowser({}, { subscribed: false });
  // Only these two of a subscription are used.
  const subscriptionThat = (unsubscribe: () => Promise<boolean>) =>
    ({ endpoint: "https://push.example/1", unsubscribe }) as unknown as PushSubscription;
  const refuse = () => Promise.reject(new Error("no service"));
  expect(await switchOff(subscriptionThat(refuse))).toBe("failed");
  expect(await switchOff(subscriptionThat(() => Promise.resolve(true)))).toBe("done");
});
