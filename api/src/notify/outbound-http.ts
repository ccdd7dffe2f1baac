import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { Clock } from "@resik/kit/clock";
import {
  ADDRESS_REFUSED,
  createLookup,
  hostOf,
  isRefusedLiteral,
  type AddressRule,
} from "./addresses.ts";
import { away, type Outcome } from "./outcome.ts";

/**
 * Of an answer more is not read. Telegram says a message back with six bytes for a letter
 * (`\u1234`): a cut answer is none, and the message would be sent again.
 */
export const ANSWER_BYTES_MAX = 64 * 1_024;
/** A target may ask us to wait this long and no longer. */
export const RETRY_AFTER_MS_MAX = 6 * 3_600_000;

export interface Outbound {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer;
  addressRule: AddressRule;
  /** From the first look-up to the last byte of the answer. */
  timeoutMs: number;
  clock: Clock;
  /** Ends it early. */
  signal: AbortSignal;
}

export interface OutboundAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  /** At most `ANSWER_BYTES_MAX`. */
  body: string;
}

/**
 * One POST on a connection of its own. Redirects are answers like others: whoever is entered is
 * spoken to, and nobody else. Expected failures come as an outcome.
 */
export async function post(
  outbound: Outbound,
): Promise<{ ok: true; answer: OutboundAnswer } | { ok: false; outcome: Outcome }> {
  const url = new URL(outbound.url);
  const refused = away("address-refused", "this address may not be used");
  if (isRefusedLiteral(hostOf(url), outbound.addressRule)) return { ok: false, outcome: refused };
  const late = new AbortController();
  const timer = outbound.clock.after(outbound.timeoutMs, () => late.abort());
  const signal = AbortSignal.any([late.signal, outbound.signal]);
  try {
    return { ok: true, answer: await exchange(url, outbound, signal) };
  } catch (error) {
    if (late.signal.aborted) {
      const seconds = Math.round(outbound.timeoutMs / 1_000);
      return { ok: false, outcome: away("timeout", `no answer within ${seconds} s`) };
    }
    if (outbound.signal.aborted) {
      return { ok: false, outcome: away("timeout", "no time was left") };
    }
    const code = codeOf(error);
    const outcome = code === ADDRESS_REFUSED ? refused : away("unreachable", code);
    return { ok: false, outcome };
  } finally {
    timer.cancel();
  }
}

function exchange(url: URL, outbound: Outbound, signal: AbortSignal): Promise<OutboundAnswer> {
  const { headers, body, addressRule } = outbound;
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: "POST",
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
      agent: false,
      lookup: createLookup(addressRule),
      signal,
    });
    /** Once the status is known it counts, however the rest of the answer ends. */
    let onError: (error: Error) => void = reject;
    request.on("error", (error) => onError(error));
    // An answer that is none, such as another protocol, ends without an error.
    request.on("close", () => onError(new Error("closed without an answer")));
    request.on("response", (response) => {
      const { statusCode: status = 0 } = response;
      const parts: Buffer[] = [];
      let bytes = 0;
      const settle = (): void => {
        const text = Buffer.concat(parts).subarray(0, ANSWER_BYTES_MAX).toString("utf8");
        resolve({ status, headers: response.headers, body: text });
        request.destroy();
      };
      response.on("data", (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        if (bytes >= ANSWER_BYTES_MAX) settle();
      });
      response.on("end", settle);
      response.on("error", settle);
      onError = settle;
    });
    request.end(body);
  });
}

/** The short code of a failure to connect; texts of errors hold addresses. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return "failed";
  return "code" in error && typeof error.code === "string" ? error.code : "failed";
}

/** How long an answer asks to wait (seconds or a date), at most `RETRY_AFTER_MS_MAX`. */
export function retryAfterMsOf(
  header: string | undefined,
  nowMs: number,
): { retryAfterMs?: number } {
  if (header === undefined) return {};
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  if (Number.isNaN(ms) || ms <= 0) return {};
  return { retryAfterMs: Math.min(ms, RETRY_AFTER_MS_MAX) };
}

/** What a status says where only the status counts. */
export function outcomeOfStatus(answer: OutboundAnswer, nowMs: number): Outcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: "delivered", detail: `answered ${status}` };
  const { retryAfterMs } = retryAfterMsOf(answer.headers["retry-after"], nowMs);
  const detail = `answered ${status}`;
  if (status === 429) return away("asked-to-wait", detail, retryAfterMs);
  if (status >= 500 || status === 408 || status === 425) {
    return away("server-error", detail, retryAfterMs);
  }
  // The body is at fault: the next one may be taken.
  if (status === 400 || status === 413 || status === 422) {
    return { kind: "refused", reason: "rejected", detail };
  }
  // Credentials, address or a redirect: the target itself has to be set right.
  return away("rejected", detail, retryAfterMs);
}
