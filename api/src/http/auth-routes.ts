import { memberSignInSchema } from "@resik/contract/http/bank/members";
import type { Context } from "hono";
import { z } from "zod";
import type { LockOut } from "../auth/lock-out.ts";
import { MEMBER_SIGN_IN_PATH } from "../auth/member-sign-in.ts";
import { AUTH_BASE_PATH, PEER_HEADER, type SignIn } from "../auth/sign-in.ts";
import type { ApiEvents, SignInOutcome } from "../events.ts";
import type { EdgeVariables } from "./edge.ts";
import { problemResponse, type ProblemInput } from "./problem.ts";
import { parseJson, readBody } from "./request-body.ts";
import { isSameOrigin } from "./same-origin.ts";

type AuthContext = Context<{ Variables: EdgeVariables }>;

/** What of the library is reachable; all else of it stays shut, also what later versions add. */
const OPEN_ENDPOINTS: ReadonlySet<string> = new Set([
  "POST /sign-in/username",
  `POST ${MEMBER_SIGN_IN_PATH}`,
  "POST /sign-out",
  "POST /change-password",
  "GET /get-session",
]);
const SIGN_IN = "POST /sign-in/username";
const MEMBER_SIGN_IN = `POST ${MEMBER_SIGN_IN_PATH}`;

const signInSchema = z.object({
  username: z.string().min(1).max(64),
  password: z.string().min(1).max(128),
});

export interface AuthRouteDeps {
  signIn: SignIn;
  lockOut: LockOut;
  events: ApiEvents;
  publicUrl: string | null;
}

/** Takes a request to the sign-in library through our own limits, and its answer out as ours. */
export async function serveAuth(c: AuthContext, deps: AuthRouteDeps): Promise<Response> {
  const endpoint = `${c.req.method} ${c.req.path.slice(AUTH_BASE_PATH.length)}`;
  const refuse = (problem: ProblemInput): Response => problemResponse(problem, c.get("requestId"));
  if (!OPEN_ENDPOINTS.has(endpoint)) return refuse({ code: "not-found" });
  if (c.req.method !== "GET" && !isSameOrigin(c.req.raw, deps.publicUrl)) {
    return refuse({ code: "not-allowed", detail: "the request came from another site" });
  }
  const text = c.req.method === "GET" ? null : await readBody(c.req.raw);
  if (text !== null && !text.ok) return refuse(text);
  const body = text === null || text.value === "" ? null : text.value;
  if (body !== null) {
    const json = parseJson(body, c.req.header("content-type") ?? null);
    if (!json.ok) return refuse(json);
  }
  const forward = () => deps.signIn.handler(toAuthRequest(c, body));
  if (endpoint === SIGN_IN) return signIn({ c, deps, refuse, body, forward });
  if (endpoint === MEMBER_SIGN_IN) return signInMember({ deps, refuse, body, forward });
  return translate(await forward(), refuse);
}

/** The same request with the peer's address as we saw it, and no other that it may claim. */
function toAuthRequest(c: AuthContext, body: string | null): Request {
  const headers = new Headers(c.req.raw.headers);
  headers.set(PEER_HEADER, c.get("peer"));
  headers.delete("content-length");
  headers.delete("transfer-encoding");
  // The library insists on a body where one may be; ours may be left out.
  const sent = body ?? (c.req.method === "GET" ? null : "{}");
  if (sent !== null) headers.set("content-type", "application/json");
  return new Request(c.req.url, { method: c.req.method, headers, body: sent });
}

interface SignInAttempt {
  deps: AuthRouteDeps;
  refuse: (problem: ProblemInput) => Response;
  body: string | null;
  forward: () => Promise<Response>;
}

async function signIn(input: SignInAttempt & { c: AuthContext }): Promise<Response> {
  const { c, deps, refuse, forward } = input;
  const { lockOut, events } = deps;
  const parsed = signInSchema.safeParse(input.body === null ? null : JSON.parse(input.body));
  if (!parsed.success) return refuse({ code: "invalid-input", detail: "username and password" });
  const { username } = parsed.data;
  const peer = c.get("peer");
  const waitS = await lockOut.begin(username, peer);
  if (waitS !== null) {
    events.signIn("locked-out");
    return refuse({ code: "too-many-requests", headers: { "retry-after": String(waitS) } });
  }
  const answer = await forward();
  if (answer.ok) {
    await lockOut.succeeded(username, peer);
    events.signIn("signed-in");
  } else {
    events.signIn(answer.status === 401 ? "wrong" : "refused");
  }
  return translate(answer, refuse);
}

/** The wrong PINs of a member are counted where the PIN is tried, by member and not by name. */
async function signInMember(input: SignInAttempt): Promise<Response> {
  const { deps, refuse, body, forward } = input;
  const parsed = memberSignInSchema.safeParse(body === null ? null : JSON.parse(body));
  if (!parsed.success || (parsed.data.name === undefined) === (parsed.data.card === undefined)) {
    return refuse({ code: "invalid-input", detail: "a number, phone or card, and a PIN" });
  }
  const answer = await forward();
  deps.events.signIn(memberOutcomeOf(answer.status));
  if (answer.status === 401) {
    return refuse({ code: "not-signed-in", detail: "number, card or PIN is wrong" });
  }
  return translate(answer, refuse);
}

function memberOutcomeOf(status: number): SignInOutcome {
  if (status === 200) return "signed-in";
  if (status === 401) return "wrong";
  return status === 429 || status === 423 ? "locked-out" : "refused";
}

/** The library's errors as problems; its good answers as they are. */
function translate(answer: Response, refuse: (problem: ProblemInput) => Response): Response {
  if (answer.ok) {
    answer.headers.set("cache-control", "no-store");
    return answer;
  }
  const retryAfter = answer.headers.get("x-retry-after");
  if (answer.status === 429) {
    return refuse({ code: "too-many-requests", headers: { "retry-after": retryAfter ?? "60" } });
  }
  if (answer.status === 401) {
    return refuse({ code: "not-signed-in", detail: "username or password is wrong" });
  }
  if (answer.status === 423) return refuse({ code: "pin-locked" });
  if (answer.status === 403) return refuse({ code: "not-allowed" });
  if (answer.status >= 500) return refuse({ code: "internal" });
  return refuse({ code: "invalid-input" });
}
