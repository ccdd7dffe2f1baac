import { requestJson } from "../edge/request.ts";
import { isShape } from "../edge/shape.ts";

/** The server is told within this, or learns it from the push service at the next message. */
const TELL_MS_MAX = 2_000;
/** Nobody waits longer than this to get out, whatever the browser does. */
const END_MS_MAX = 3_000;

/** What is asked of a browser here; each part is missing in some of them. */
interface PushBrowser {
  serviceWorker?: {
    getRegistration(): Promise<{ pushManager?: PushHolder } | undefined>;
  };
}
interface PushHolder {
  getSubscription(): Promise<{ endpoint: string; unsubscribe(): Promise<boolean> } | null>;
}

/**
 * Ends the messages that this browser shows of alerts, before a sign-out: on a shared phone they are
 * not for whoever comes next, and only who is still signed in can tell the server. Takes three
 * seconds at most and never rejects: what did not work keeps nobody from leaving.
 */
export async function endPush(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, END_MS_MAX);
  });
  try {
    await Promise.race([endSubscription(), late]);
  } catch (error) {
    // The browser gives no reason that a person could act on.
    console.error(error);
  } finally {
    clearTimeout(timer);
  }
}

async function endSubscription(): Promise<void> {
  const browser: object = navigator;
  // Without TLS there is no service worker, and in old browsers none of this.
  const registration = await (browser as PushBrowser).serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  if (!subscription) return;
  const { endpoint } = subscription;
  const parse = (value: unknown) => (isShape(value) ? true : null);
  await requestJson("/api/v1/me/push/end", parse, { body: { endpoint }, limitMs: TELL_MS_MAX });
  // Whether it could be told or not: this browser shows nothing more.
  await subscription.unsubscribe();
}
