import type { Clock } from "@resik/kit/clock";
import { StoreUnavailableError } from "../port.ts";
import { AccessRefusedError, wordsOf } from "./influx-error.ts";

/** Longest wait for an answer, and for a silent connection. */
const ANSWER_TIMEOUT_MS = 30_000;

export interface InfluxAnswer {
  status: number;
  body: string;
  /** As the server wrote it; null when absent. */
  retryAfter: string | null;
}

export interface InfluxHttp {
  baseUrl: string;
  /** Host and port, for sentences. */
  host: string;
  authorization: string | null;
  answerTimeoutMs: number;
  /** @throws StoreUnavailableError when there is no answer at all. */
  request(
    method: "GET" | "POST" | "DELETE",
    path: string,
    content?: { contentType: string; body: string },
  ): Promise<InfluxAnswer>;
  /** The error of a refusal that is not about what was sent. */
  refusal(answer: InfluxAnswer): StoreUnavailableError;
  /** The error of a server that does not answer. */
  unreachable(cause: unknown): StoreUnavailableError;
}

export interface InfluxHttpOptions {
  baseUrl: string;
  authorization: string | null;
  clock: Clock;
  /** Absent, half a minute. */
  answerTimeoutMs?: number;
}

export function createInfluxHttp(options: InfluxHttpOptions): InfluxHttp {
  const { baseUrl, authorization, clock, answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  const { host } = new URL(baseUrl);
  const unreachable = (cause: unknown): StoreUnavailableError =>
    new StoreUnavailableError(`InfluxDB at ${host} does not answer (${reasonOf(cause)}).`, {
      cause,
    });
  return {
    baseUrl,
    host,
    authorization,
    answerTimeoutMs,
    unreachable,
    async request(method, path, content) {
      const headers: Record<string, string> = {};
      if (authorization !== null) headers.authorization = authorization;
      if (content) headers["content-type"] = content.contentType;
      try {
        const response = await fetch(`${baseUrl}${path}`, {
          method,
          headers,
          ...(content ? { body: content.body } : {}),
          // A redirect would carry the credentials somewhere else.
          redirect: "manual",
          signal: AbortSignal.timeout(answerTimeoutMs),
        });
        const body = await response.text();
        return { status: response.status, body, retryAfter: response.headers.get("retry-after") };
      } catch (error) {
        throw unreachable(error);
      }
    },
    refusal({ status, body, retryAfter }) {
      const words = wordsOf(body);
      const told = words === "" ? "" : `: ${words}`;
      if (status === 401 || status === 403) {
        return new AccessRefusedError(
          `InfluxDB at ${host} refuses the credentials of RESIK_INFLUXDB_* (${status}${told}).`,
        );
      }
      return new StoreUnavailableError(`InfluxDB at ${host} answers ${status}${told}.`, {
        retryAfterMs: parseRetryAfterMs(retryAfter, clock),
      });
    },
  };
}

/** Longest wait that a server can make us do before we ask again. */
const RETRY_AFTER_MAX_MS = 10 * 60_000;

/** `Retry-After` is whole seconds or a date (RFC 9110, 10.2.3); null when it is neither. */
export function parseRetryAfterMs(text: string | null, clock: Clock): number | null {
  if (text === null || text === "") return null;
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - clock.nowMs();
  if (Number.isNaN(waitMs)) return null;
  return Math.min(Math.max(0, waitMs), RETRY_AFTER_MAX_MS);
}

/** Why a connection failed, which `fetch` hides in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "ETIMEDOUT";
  const cause = error.cause instanceof Error ? error.cause : error;
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
