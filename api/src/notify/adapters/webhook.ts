import { createHmac } from "node:crypto";
import { outcomeOfStatus, post } from "../outbound-http.ts";
import type { Adapter } from "./adapter.ts";

/**
 * `Resik-Signature`: `t=<seconds>,v1=<hex>`, the HMAC-SHA-256 of `<seconds>.<body>` under the
 * target's key. The time is of the try, so that a receiver can refuse what is old.
 */
function signatureOf(key: string, body: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000);
  const hex = createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${hex}`;
}

/** Names of headers are the administrator's; these are ours. */
const OWN_HEADERS = /^(host|content-length|transfer-encoding|connection|content-type)$/i;

/** Headers that an administrator entered, without those that frame the request. */
export const headersOf = (
  headers: readonly { name: string; value: string }[],
): Record<string, string> =>
  Object.fromEntries(
    headers
      .filter(({ name }) => !OWN_HEADERS.test(name))
      // A line break would begin another header.
      .map(({ name, value }) => [name.toLowerCase(), value.replaceAll(/[^\t\x20-\x7e]/g, "")]),
  );

/** Posts the whole message as JSON; any 2xx is its receipt. */
export const sendWebhook: Adapter<"webhook"> = async (settings, { body }, deps) => {
  const text = JSON.stringify(body);
  const { signingKey } = settings;
  const nowMs = deps.clock.nowMs();
  const sent = await post({
    url: settings.url,
    headers: {
      "user-agent": "Resik",
      ...headersOf(settings.headers),
      "content-type": "application/json",
      "idempotency-key": body.id,
      "resik-message-id": body.id,
      ...(signingKey === "" ? {} : { "resik-signature": signatureOf(signingKey, text, nowMs) }),
    },
    body: text,
    ...deps,
  });
  return sent.ok ? outcomeOfStatus(sent.answer, nowMs) : sent.outcome;
};
