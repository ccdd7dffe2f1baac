import type { PushSubscriptionInput } from "@resik/contract/http/notifications";
import webPush from "web-push";
import { hostOf, isRefusedLiteral } from "../addresses.ts";
import { outcomeOfStatus, post } from "../outbound-http.ts";
import type { Outcome } from "../outcome.ts";
import type { AdapterDeps, Sending } from "./adapter.ts";
import { sendToEach } from "./each-recipient.ts";
import { cutText } from "./telegram.ts";

/** Push services ask for no more than 4,096 bytes of ciphertext [RFC 8291 section 4]. */
const TEXT_CHARACTERS_MAX = 600;
const TITLE_CHARACTERS_MAX = 120;
/** A phone that is off for longer learns from the page. */
const TTL_S = 24 * 3_600;
const AT_ONCE = 8;

export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

export interface PushPhone {
  id: string;
  subscription: PushSubscriptionInput;
}

export interface PushDeps extends AdapterDeps {
  vapid: VapidKeys;
  /** Whom a push service may write to: a https or mailto address. */
  subject: string;
  phones: readonly PushPhone[];
  /** A push service says that this one is gone for good. */
  onGone(id: string): Promise<void>;
}

/** What the service worker gets; see web/src/service-worker. */
interface PushPayload {
  id: string;
  title: string;
  text: string;
  /** Where a tap leads, as a path of this origin. */
  path: string;
}

function payloadOf({ body }: Pick<Sending, "body">): string {
  const [only, ...others] = body.alerts;
  const payload: PushPayload = {
    id: body.id,
    title: cutText(body.title, TITLE_CHARACTERS_MAX),
    text: cutText(body.text, TEXT_CHARACTERS_MAX),
    path: only && others.length === 0 ? `/dlh/peringatan/${only.id}` : "/dlh/peringatan",
  };
  return JSON.stringify(payload);
}

/** Sends a message to every phone that asked for it; one that is gone is ended. */
export async function sendWebPush(sending: Sending, deps: PushDeps): Promise<Outcome> {
  if (deps.phones.length === 0) {
    const detail = "no phone has switched this on";
    return { kind: "nobody", reason: "no-recipient", detail };
  }
  const payload = payloadOf(sending);
  const recipients = deps.phones.map((phone) => ({
    key: phone.id,
    send: () => sendToPhone(phone, payload, sending, deps),
  }));
  return sendToEach(recipients, sending, { atOnce: AT_ONCE, signal: deps.signal });
}

async function sendToPhone(
  { id, subscription }: PushPhone,
  payload: string,
  { body, severity }: Sending,
  deps: PushDeps,
): Promise<Outcome> {
  const { endpoint, keys } = subscription;
  let request: ReturnType<typeof webPush.generateRequestDetails>;
  try {
    request = webPush.generateRequestDetails({ endpoint, keys }, payload, {
      vapidDetails: { subject: deps.subject, ...deps.vapid },
      TTL: TTL_S,
      urgency: severity === "warning" ? "normal" : "high",
      // One that is sent again replaces itself at the push service [RFC 8030 section 5.4].
      topic: body.id,
      contentEncoding: "aes128gcm",
    });
  } catch {
    // Keys that are no point of the curve: no message to this phone can ever be made.
    await deps.onGone(id);
    return { kind: "nobody", reason: "no-recipient", detail: "the phone's keys are not right" };
  }
  // A name that leads inside may be a name server's fault, which ends; a number stays what it is.
  if (isRefusedLiteral(hostOf(new URL(endpoint)), deps.addressRule)) {
    await deps.onGone(id);
    return { kind: "nobody", reason: "address-refused", detail: "this address may not be used" };
  }
  const sent = await post({
    ...deps,
    url: endpoint,
    headers: request.headers,
    body: request.body ?? "",
  });
  if (!sent.ok) return sent.outcome;
  const { status } = sent.answer;
  if (status === 404 || status === 410) {
    await deps.onGone(id);
    return { kind: "nobody", reason: "no-recipient", detail: "the phone is gone" };
  }
  return outcomeOfStatus(sent.answer, deps.clock.nowMs());
}
