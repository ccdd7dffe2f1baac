import type { ErrorCode } from "@resik/contract/error-code";
import { problemSchema } from "@resik/contract/http/problem";
import type { z } from "zod";
import { CommandError } from "./context.ts";

/** No answer of the registry takes longer on a machine that works. */
const REQUEST_TIMEOUT_MS = 30_000;

/** A code of the api, or that none answered: the one failure only a client can have. */
export type RefusalCode = ErrorCode | "api-unreachable";
export interface Refusal {
  ok: false;
  code: RefusalCode;
  detail: string;
}
export type ApiAnswer<T> = { ok: true; value: T } | Refusal;

export interface ApiClient {
  baseUrl: string;
  get<T>(path: string, answer: z.ZodType<T>): Promise<ApiAnswer<T>>;
  /** What moves money or weight needs a key that makes a retry harmless. */
  post<T>(
    path: string,
    body: unknown,
    answer: z.ZodType<T>,
    options?: { idempotencyKey: string },
  ): Promise<ApiAnswer<T>>;
  put<T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<ApiAnswer<T>>;
}

const refuse = (code: RefusalCode, detail: string): Refusal => ({ ok: false, code, detail });

/** How a client proves who it is: with the administration token, as a browser does, or not at all. */
export type ApiCredentials = { token: string | null } | { cookie: string };

const headersOf = (credentials: ApiCredentials, baseUrl: string): Record<string, string> => {
  // A session counts only for requests that come from the system's own pages.
  if ("cookie" in credentials) return { cookie: credentials.cookie, origin: baseUrl };
  return credentials.token === null ? {} : { authorization: `Bearer ${credentials.token}` };
};

/** A client of the running api below `/api/v1/`. */
export function createApiClient(baseUrl: string, credentials: ApiCredentials): ApiClient {
  const identity = headersOf(credentials, baseUrl);

  async function request<T>(
    method: "GET" | "POST" | "PUT",
    path: string,
    body: unknown,
    answer: z.ZodType<T>,
    idempotencyKey?: string,
  ): Promise<ApiAnswer<T>> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${baseUrl}/api/v1/${path}`, {
        method,
        headers: {
          accept: "application/json",
          ...identity,
          ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      text = await response.text();
    } catch (error) {
      return refuse("api-unreachable", causeOf(error));
    }
    const json = parseJson(text);
    if (!response.ok) return problemResult(response.status, json);
    const parsed = answer.safeParse(json);
    if (parsed.success) return { ok: true, value: parsed.data };
    return refuse("internal", `${method} ${path} gave another answer than expected`);
  }

  return {
    baseUrl,
    get: (path, answer) => request("GET", path, undefined, answer),
    post: (path, body, answer, options) =>
      request("POST", path, body, answer, options?.idempotencyKey),
    put: (path, body, answer) => request("PUT", path, body, answer),
  };
}

function problemResult(status: number, json: unknown): Refusal {
  const problem = problemSchema.safeParse(json);
  if (!problem.success) return refuse("internal", `the api answered with status ${status}`);
  const { code, title, detail, issues } = problem.data;
  const places = issues?.map((issue) => `${issue.path}: ${issue.message}`).join("; ");
  return refuse(code, places || detail || title);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Some other server answers on that port; no schema fits this.
    return undefined;
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return error.message;
}

/** What a person at the terminal is told for a code, before the api's own words. */
const SENTENCE_BY_CODE: Partial<Record<RefusalCode, string>> = {
  "not-signed-in": "The api does not accept the administration token",
  "already-exists": "That exists already",
  "not-found": "That does not exist",
  "invalid-input": "The api does not accept the input",
  "device-retired": "That device is retired",
};

/** One plain sentence for a refusal of the api. */
export function refusalSentence({ code, detail }: Refusal, baseUrl: string): string {
  if (code === "api-unreachable") {
    return (
      `No Resik answers at ${baseUrl} (${detail}); start it with \`npm start\`, or set ` +
      "RESIK_HTTP_PORT or RESIK_API_URL to where it runs."
    );
  }
  const sentence = SENTENCE_BY_CODE[code] ?? `The api refused with ${code}`;
  return `${sentence}: ${detail.replace(/\.$/, "")}.`;
}

/** The value of an answer. @throws CommandError with one sentence for a refusal. */
export function requireAnswer<T>(answer: ApiAnswer<T>, baseUrl: string): T {
  if (answer.ok) return answer.value;
  throw new CommandError(refusalSentence(answer, baseUrl));
}
