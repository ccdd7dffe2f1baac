import type { ErrorCode } from "@resik/contract/error-code";
import { isShape, isText } from "./shape.ts";

/** Why a request gave nothing. `network`: no answer came; `answer`: one that we cannot read. */
export type Failure =
  | { reason: "network" }
  | { reason: "answer" }
  /** The server refused: its status, the code of the problem, seconds until a retry makes sense. */
  | {
      reason: "refused";
      status: number;
      code: string;
      /** The server's own words, in English: for people who look for a cause, not for a screen. */
      detail: string;
      retryAfterS: number | null;
    };

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A request on a bad network is given up after this. */
export const REQUEST_MS_MAX = 20_000;

export interface RequestOptions {
  signal?: AbortSignal;
  /** Sends this as JSON, by POST unless `method` says otherwise. */
  body?: unknown;
  method?: "GET" | "POST" | "PUT";
  /** Makes a write harmless to repeat: the same key is counted once. */
  idempotencyKey?: string;
  /** For what is large: longer than other requests may take. */
  limitMs?: number;
}

/** Whether a refusal carries this code of the contract. */
export const isRefusal = (failure: Failure, code: ErrorCode): boolean =>
  failure.reason === "refused" && failure.code === code;

/** Whether what was asked for is not there, or its id is none. */
export const isNotThere = (failure: Failure): boolean =>
  isRefusal(failure, "not-found") || isRefusal(failure, "invalid-input");

/**
 * Asks the api for JSON on the same origin. Never throws: expected failures are answers. An aborted
 * request is answered as `network`; who aborts does not look at the answer.
 */
export async function requestJson<T>(
  path: string,
  parse: (value: unknown) => T | null,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), options.limitMs ?? REQUEST_MS_MAX);
  const giveUp = () => abort.abort();
  options.signal?.addEventListener("abort", giveUp);
  try {
    const response = await fetch(path, { ...initOf(options), signal: abort.signal });
    const value: unknown = await readJson(response);
    if (!response.ok) return { ok: false, failure: refusalOf(response, value) };
    const parsed = parse(value);
    return parsed === null
      ? { ok: false, failure: { reason: "answer" } }
      : { ok: true, value: parsed };
  } catch {
    // fetch rejects for one reason: no answer came, be it the network, the time limit or an abort.
    return { ok: false, failure: { reason: "network" } };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", giveUp);
  }
}

function initOf(options: RequestOptions): RequestInit {
  const headers: Record<string, string> = { accept: "application/json" };
  // Answers may be kept for seconds by caches in between; a page that asks wants to know now.
  if (options.body === undefined) return { headers, cache: "no-cache" };
  headers["content-type"] = "application/json";
  if (options.idempotencyKey !== undefined) headers["idempotency-key"] = options.idempotencyKey;
  return { method: options.method ?? "POST", headers, body: JSON.stringify(options.body) };
}

/** The body as JSON; undefined when it is none, which every parser refuses. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalOf(response: Response, value: unknown): Failure {
  const code = isShape(value) && isText(value.code) ? value.code : "";
  const detail = isShape(value) && isText(value.detail) ? value.detail : "";
  // The sign-in library names its header with X-; everybody else uses the standard one.
  const wait = response.headers.get("retry-after") ?? response.headers.get("x-retry-after");
  const retryAfterS = wait !== null && /^\d{1,6}$/.test(wait) ? Number(wait) : null;
  return { reason: "refused", status: response.status, code, detail, retryAfterS };
}
