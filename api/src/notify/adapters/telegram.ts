import { z } from "zod";
import { outcomeOfStatus, post, RETRY_AFTER_MS_MAX } from "../outbound-http.ts";
import { away } from "../outcome.ts";
import type { Adapter } from "./adapter.ts";

const TELEGRAM_URL = "https://api.telegram.org";
/** Of a message, after entities [core.telegram.org/bots/api#sendmessage]. */
const TEXT_CHARACTERS_MAX = 4_096;

const answerSchema = z.object({
  ok: z.boolean(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
});

/** Cuts a text where characters end. */
export const cutText = (text: string, charactersMax: number): string => {
  if (text.length <= charactersMax) return text;
  const cut = text.slice(0, charactersMax - 1).replace(/[\uD800-\uDBFF]$/, "");
  return `${cut}…`;
};

/**
 * Sends the text by the Bot API. Without `parse_mode` nothing in it is markup, whatever names
 * devices have.
 */
export const sendTelegram: Adapter<"telegram"> = async (settings, { body, severity }, deps) => {
  const base = (settings.apiUrl ?? TELEGRAM_URL).replace(/\/+$/, "");
  const sent = await post({
    url: `${base}/bot${settings.botToken}/sendMessage`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      chat_id: settings.chatId,
      text: cutText(`${body.title}\n${body.text}`, TEXT_CHARACTERS_MAX),
      disable_notification: severity === "warning",
      link_preview_options: { is_disabled: true },
    }),
    ...deps,
  });
  if (!sent.ok) return sent.outcome;
  const answer = answerSchema.safeParse(jsonOf(sent.answer.body));
  const outcome = outcomeOfStatus(sent.answer, deps.clock.nowMs());
  if (!answer.success) {
    return outcome.kind === "delivered" ? away("rejected", "not an answer of Telegram") : outcome;
  }
  if (answer.data.ok) return { kind: "delivered", detail: "sent" };
  const detail = `${sent.answer.status} ${answer.data.description ?? ""}`.trim();
  const waitS = answer.data.parameters?.retry_after;
  if (waitS !== undefined) {
    return away("asked-to-wait", detail, Math.min(waitS * 1_000, RETRY_AFTER_MS_MAX));
  }
  return outcome.kind === "delivered" ? away("rejected", detail) : { ...outcome, detail };
};

/** Null for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
