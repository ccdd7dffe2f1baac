import { STATUS_BY_ERROR_CODE, type ErrorCode } from "@resik/contract/error-code";
import type { Problem } from "@resik/contract/http/problem";
import type { z } from "zod";

const TITLE_BY_ERROR_CODE = {
  "invalid-input": "The request is not right",
  "not-signed-in": "Sign in first",
  "not-allowed": "This is not allowed for you",
  "not-found": "There is no such thing",
  "already-exists": "It exists already",
  "idempotency-conflict": "The idempotency key belongs to another request",
  "body-too-large": "The request is too large",
  "too-many-requests": "Too many requests; wait a little",
  "too-many-streams": "Too many open streams; try again later",
  "range-too-large": "The range is too large for one answer",
  "device-retired": "The device is retired",
  "link-used": "The link was used already",
  "broker-unavailable": "The broker cannot be reached",
  "device-silent": "The device did not answer in time",
  "insufficient-balance": "There is not enough for this",
  "already-reversed": "It was reversed already",
  "already-settled": "It was carried on already",
  "not-open": "The day is not open",
  "no-price": "There is no price for this",
  "price-changed": "Another price is in force",
  "price-outlier": "The price is far from the earlier ones; confirm it",
  "approval-missing": "An approval is missing",
  "below-minimum": "The amount is below the minimum",
  "term-running": "The savings term is not over",
  "reading-used": "This weighing was used already",
  "reading-unknown": "This weighing is not known yet, or was another weight",
  "member-retired": "The member is retired",
  "balance-left": "There is still money on the account",
  "pin-locked": "Too many wrong PINs; the waste bank must set a new one",
  "store-unavailable": "The store cannot answer now",
  internal: "Something went wrong on our side",
} as const satisfies Record<ErrorCode, string>;

export type ProblemIssues = NonNullable<Problem["issues"]>;

export interface ProblemInput {
  code: ErrorCode;
  detail?: string | undefined;
  issues?: ProblemIssues | undefined;
  headers?: Readonly<Record<string, string>>;
}

/** An RFC 9457 answer; its status comes from the code's table. */
export function problemResponse(input: ProblemInput, requestId: string): Response {
  const problem: Problem = {
    type: `about:blank#${input.code}`,
    title: TITLE_BY_ERROR_CODE[input.code],
    status: STATUS_BY_ERROR_CODE[input.code],
    code: input.code,
    requestId,
  };
  if (input.detail !== undefined) problem.detail = input.detail;
  if (input.issues !== undefined) problem.issues = input.issues;
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...input.headers,
    },
  });
}

const ISSUES_MAX = 20;

/** Where the input was wrong; the values themselves are not repeated. */
export const toIssues = (error: z.ZodError): ProblemIssues =>
  error.issues
    .slice(0, ISSUES_MAX)
    .map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
