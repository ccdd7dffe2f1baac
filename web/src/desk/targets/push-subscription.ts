import { newIntentKey } from "../../controls/intent.ts";
import { requestJson, type Failure } from "../../edge/request.ts";
import { parsePushDone, parsePushKey } from "./parse-targets.ts";

/** Whether this browser can show messages, and why not. */
export type PushAbility = "insecure" | "unsupported" | "denied" | "able";

export function pushAbility(): PushAbility {
  if (!globalThis.isSecureContext) return "insecure";
  const isKnown =
    "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
  if (!isKnown) return "unsupported";
  return Notification.permission === "denied" ? "denied" : "able";
}

/** A page whose service worker never came would wait for it for ever. */
const READY_MS_MAX = 10_000;

/** What this browser asked for before; null when nothing, or when it does not say. */
export async function currentSubscription(): Promise<PushSubscription | null> {
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    return (await registration?.pushManager.getSubscription()) ?? null;
  } catch {
    // Some browsers refuse the question in a private window: nothing can be switched on there.
    return null;
  }
}

/** Rejects when there is none in time. */
async function readyWorker(): Promise<ServiceWorkerRegistration> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("no service worker")), READY_MS_MAX);
  });
  try {
    return await Promise.race([navigator.serviceWorker.ready, late]);
  } finally {
    clearTimeout(timer);
  }
}

export type SwitchResult = "done" | "denied" | "failed" | Failure;

/** Asks the person, then the push service, then tells the api where to send. Never rejects. */
export async function switchOn(): Promise<SwitchResult> {
  try {
    if ((await Notification.requestPermission()) !== "granted") return "denied";
    const key = await requestJson("/api/v1/me/push", parsePushKey);
    if (!key.ok) return key.failure;
    const registration = await readyWorker();
    // One that was made under another key can never be used again.
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(key.value.publicKey),
    });
    const { endpoint, keys } = subscription.toJSON();
    const kept = await send("/api/v1/me/push", { endpoint, keys });
    if (kept.ok) return "done";
    await subscription.unsubscribe();
    return kept.failure;
  } catch {
    // The browser gives no reason that a person could act on: no service, no network, no room.
    return "failed";
  }
}

/** The api forgets this browser first: what it does not know it cannot send to. Never rejects. */
export async function switchOff(subscription: PushSubscription): Promise<SwitchResult> {
  const ended = await send("/api/v1/me/push/end", { endpoint: subscription.endpoint });
  if (!ended.ok) return ended.failure;
  try {
    await subscription.unsubscribe();
    return "done";
  } catch {
    // The api sends nothing any more; the browser's own part can be ended by another press.
    return "failed";
  }
}

const send = (path: string, body: object) =>
  requestJson(path, parsePushDone, { body, idempotencyKey: newIntentKey() });

/** Bytes of base64url. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
