import { fail, ok, type Result } from "@resik/contract/error-code";
import type { NotificationBody } from "@resik/contract/http/notifications";
import { sha256Hex } from "../../registry/secret-hash.ts";
import { outcomeOfStatus, post } from "../outbound-http.ts";
import type { Outcome } from "../outcome.ts";
import type { Adapter } from "./adapter.ts";
import { sendToEach } from "./each-recipient.ts";
import { cutText, jsonOf } from "./telegram.ts";
import { headersOf } from "./webhook.ts";

/** Of a text message of WhatsApp's own interface, which gateways pass on. */
const TEXT_CHARACTERS_MAX = 4_096;
/** Recipients asked at once; gateways are small machines. */
const AT_ONCE = 2;

/**
 * Fills the template: what is put in is escaped for the inside of a JSON string, so that no text
 * can end the string and begin a field.
 */
export function fillTemplate(template: string, values: { text: string; to: string }): string {
  const escape = (text: string): string => JSON.stringify(text).slice(1, -1);
  return template.replaceAll(/\{\{(text|to)\}\}/g, (_all, name: string) =>
    escape(name === "text" ? values.text : values.to),
  );
}

/** @returns `invalid-input` when a filled template is not JSON or has no place for the text. */
export function checkTemplate(template: string): Result<null, "invalid-input"> {
  if (!template.includes("{{text}}")) return fail("invalid-input", "{{text}} is missing");
  if (!template.includes("{{to}}")) return fail("invalid-input", "{{to}} is missing");
  // A quote, a line break and a plus show whether the places are inside strings.
  const sample = fillTemplate(template, { text: '"\n\\', to: "+628123" });
  return jsonOf(sample) === null ? fail("invalid-input", "the template is not JSON") : ok(null);
}

const textOf = ({ title, text }: NotificationBody): string =>
  cutText(`${title}\n${text}`, TEXT_CHARACTERS_MAX);

/** Asks the gateway once for each number; who has it already is not told again. */
export const sendWhatsapp: Adapter<"whatsapp"> = (settings, sending, deps) => {
  const text = textOf(sending.body);
  const sendTo = async (to: string): Promise<Outcome> => {
    const sent = await post({
      url: settings.url,
      headers: {
        "user-agent": "Resik",
        ...headersOf(settings.headers),
        "content-type": "application/json",
        "idempotency-key": `${sending.body.id}-${recipientOf(to)}`,
      },
      body: fillTemplate(settings.bodyTemplate, { text, to }),
      ...deps,
    });
    return sent.ok ? outcomeOfStatus(sent.answer, deps.clock.nowMs()) : sent.outcome;
  };
  const recipients = settings.to.map((to) => ({ key: recipientOf(to), send: () => sendTo(to) }));
  return sendToEach(recipients, sending, { atOnce: AT_ONCE, signal: deps.signal });
};

/** How the log of a message calls a number: it holds none. */
const recipientOf = (to: string): string => sha256Hex(`whatsapp ${to}`).slice(0, 16);
