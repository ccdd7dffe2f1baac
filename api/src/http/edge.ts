import { createHmac } from "node:crypto";
import {
  STATUS_BY_ERROR_CODE,
  fail,
  ok,
  type ErrorCode,
  type Result,
} from "@resik/contract/error-code";
import { idempotencyKeySchema } from "@resik/contract/bank/ids";
import type { Clock } from "@resik/kit/clock";
import type { Context } from "hono";
import type { z } from "zod";
import { actorOf, mayUse, scopeOf, type Principal } from "../auth/principal.ts";
import { bearerOf, type PrincipalResolver } from "../auth/resolve-principal.ts";
import type { ApiEvents } from "../events.ts";
import type { IdempotentRequest } from "../registry/idempotency.ts";
import { isSameSecret } from "../registry/secret-hash.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { networkOf } from "./peer.ts";
import { problemResponse, toIssues, type ProblemIssues } from "./problem.ts";
import type { RateLimit } from "./rate-limit.ts";
import { parseJson, readBody } from "./request-body.ts";
import type { OwnKeyMode, Route, WriteMode } from "./route.ts";
import { runOnce } from "./run-once.ts";
import { isSameOrigin } from "./same-origin.ts";

/** What travels with a request from one layer to the next. */
export interface EdgeVariables {
  requestId: string;
  /** Address of the peer. */
  peer: string;
  /** The route's pattern, a closed set for metrics. */
  route: string;
}
export type EdgeContext = Context<{ Variables: EdgeVariables }>;

export interface EdgeDeps {
  db: RegistryDb;
  clock: Clock;
  resolvePrincipal: PrincipalResolver;
  brokerSecret: string;
  sessionSecret: string;
  publicUrl: string | null;
  rateLimit: RateLimit;
  events: Pick<ApiEvents, "rateLimited">;
}

type Failure = {
  ok: false;
  code: ErrorCode;
  detail: string;
  issues?: ProblemIssues;
  retryAfterS?: number;
};

/** Takes one request through credentials, input and effect, in this order. */
export async function serveRoute(route: Route, c: EdgeContext, deps: EdgeDeps): Promise<Response> {
  const requestId = c.get("requestId");
  const refuse = ({ code, detail, issues, retryAfterS }: Failure): Response => {
    const headers = retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) };
    return problemResponse({ code, detail, issues, headers }, requestId);
  };

  const admitted = await admit(route, c, deps);
  if (!admitted.ok) return refuse(admitted);
  const hurried = checkRate(route, c, admitted.value, deps);
  if (hurried) return refuse(hurried);
  const input = await readInput(route, c);
  if (!input.ok) return refuse(input);
  const key = readKey(route, c, admitted.value, {
    body: input.value.body,
    sessionSecret: deps.sessionSecret,
  });
  if (!key.ok) return refuse(key);

  const afterwards: (() => void)[] = [];
  const request = {
    principal: admitted.value,
    scope: scopeOf(admitted.value),
    ...input.value,
    headers: c.req.raw.headers,
    requestId,
    peer: c.get("peer"),
    key: null,
    replayed: () => undefined,
    afterwards: (run: () => void) => void afterwards.push(run),
  };
  if (route.write === undefined) {
    const result = await route.handle({ ...request, db: deps.db });
    if (!result.ok) return refuse(result);
    return result.value instanceof Response
      ? result.value
      : jsonResponse(JSON.stringify(result.value), route.status ?? 200);
  }
  if (keepsOwnKey(route.write)) {
    let isRepeat = false;
    const result = await route.handle({
      ...request,
      db: deps.db,
      key: idempotencyKeySchema.parse(key.value?.key),
      replayed: () => void (isRepeat = true),
    });
    if (!result.ok) return refuse(result);
    for (const run of afterwards) run();
    return jsonResponse(JSON.stringify(result.value), route.status ?? 200, replayHeader(isRepeat));
  }
  const done = await runOnce({
    db: deps.db,
    mode: route.write,
    request: key.value,
    secret: deps.sessionSecret,
    nowMs: deps.clock.nowMs(),
    async run(db) {
      const result = await route.handle({ ...request, db });
      if (!result.ok) return result;
      return ok({ status: route.status ?? 200, body: JSON.stringify(result.value) });
    },
  });
  if (!done.ok) return refuse(done);
  for (const run of afterwards) run();
  const { answer, replayed } = done.value;
  return jsonResponse(answer.body, answer.status, replayHeader(replayed));
}

/** Whether what is written keeps the key: then the edge keeps none. */
const keepsOwnKey = (write: WriteMode | undefined): write is OwnKeyMode =>
  write === "ledger" || write === "record";

const replayHeader = (isReplay: boolean): Readonly<Record<string, string>> =>
  isReplay ? { "idempotent-replayed": "true" } : {};

const jsonResponse = (
  body: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(body, {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });

async function admit(route: Route, c: EdgeContext, deps: EdgeDeps): Promise<Result<Principal>> {
  const request = c.req.raw;
  if (route.access === "broker") {
    const bearer = bearerOf(request.headers);
    return bearer !== null && isSameSecret(bearer, deps.brokerSecret)
      ? ok({ kind: "anonymous" })
      : fail("not-signed-in", "the broker's secret is missing or wrong");
  }
  const isWrite = route.method !== "get";
  if (route.access === "public") {
    return isWrite && !isSameOrigin(request, deps.publicUrl)
      ? crossSite()
      : ok({ kind: "anonymous" });
  }
  const principal = await deps.resolvePrincipal(request.headers);
  if (principal.kind === "anonymous") return fail("not-signed-in", "no valid session or token");
  if (principal.kind === "user" && isWrite && !isSameOrigin(request, deps.publicUrl)) {
    return crossSite();
  }
  if (!mayUse(principal, route.access, c.req.param("bank") ?? null))
    return fail("not-allowed", `this needs ${route.access}`);
  return ok(principal);
}

/** The failure of somebody who asks too often; null for everybody else. */
function checkRate(
  { rate }: Route,
  c: EdgeContext,
  principal: Principal,
  { rateLimit, events }: Pick<EdgeDeps, "rateLimit" | "events">,
): Failure | null {
  if (rate === undefined) return null;
  const asker = principal.kind === "anonymous" ? networkOf(c.get("peer")) : actorOf(principal);
  const retryAfterS = rateLimit.take(rate, asker);
  if (retryAfterS === null) return null;
  events.rateLimited(rate);
  return { ...fail("too-many-requests", `wait ${retryAfterS} seconds`), retryAfterS };
}

const crossSite = () => fail("not-allowed", "the request came from another site");

interface RouteInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

async function readInput(
  route: Route,
  c: EdgeContext,
): Promise<{ ok: true; value: RouteInput } | Failure> {
  const params = parsePart("path", route.params, c.req.param());
  if (!params.ok) return params;
  const query = parsePart("query", route.query, c.req.query());
  if (!query.ok) return query;
  if (route.method === "get") {
    return ok({ params: params.value, query: query.value, body: undefined });
  }
  const text = await readBody(c.req.raw, route.bodyBytesMax);
  if (!text.ok) return text;
  if (!route.body) return ok({ params: params.value, query: query.value, body: undefined });
  const json = parseJson(text.value, c.req.header("content-type") ?? null);
  if (!json.ok) return json;
  const body = parsePart("body", route.body, json.value);
  if (!body.ok) return body;
  return ok({ params: params.value, query: query.value, body: body.value });
}

function parsePart(
  part: string,
  schema: z.ZodType | undefined,
  value: unknown,
): { ok: true; value: unknown } | Failure {
  if (!schema) return ok(undefined);
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return { ...fail("invalid-input", `the ${part} is not right`), issues: toIssues(parsed.error) };
}

function readKey(
  route: Route,
  c: EdgeContext,
  principal: Principal,
  { body, sessionSecret }: { body: unknown; sessionSecret: string },
): Result<IdempotentRequest | null> {
  const key = c.req.header("idempotency-key");
  if (keepsOwnKey(route.write) && !/^[\x21-\x7e]{8,120}$/.test(key ?? "")) {
    return fail("invalid-input", "idempotency-key is needed: 8 to 120 visible ASCII characters");
  }
  if (key === undefined || route.write === undefined) return ok(null);
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    return fail("invalid-input", "idempotency-key has 1 to 200 visible ASCII characters");
  }
  const input = `${route.method} ${c.req.path}\n${JSON.stringify(body) ?? ""}`;
  // Keyed: a body may hold a PIN or a password, and a plain hash of six digits is soon undone.
  const inputSha256 = createHmac("sha256", sessionSecret).update(input).digest("hex");
  return ok({ actor: actorOf(principal), key, inputSha256 });
}

/** The codes that the edge itself may answer for a route, for its documentation. */
export function edgeErrorsOf(route: Route): ErrorCode[] {
  const codes: ErrorCode[] = ["internal"];
  if (route.params || route.query || route.body) codes.push("invalid-input");
  if (route.body) codes.push("body-too-large");
  if (route.access !== "public") codes.push("not-signed-in");
  if (route.access !== "broker" && (route.access !== "public" || route.method !== "get")) {
    codes.push("not-allowed");
  }
  if (route.write) codes.push("idempotency-conflict");
  if (route.rate) codes.push("too-many-requests");
  return codes.toSorted((a, b) => STATUS_BY_ERROR_CODE[a] - STATUS_BY_ERROR_CODE[b]);
}
