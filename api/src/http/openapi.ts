import { STATUS_BY_ERROR_CODE, type ErrorCode } from "@resik/contract/error-code";
import { memberSignInSchema } from "@resik/contract/http/bank/members";
import { problemSchema } from "@resik/contract/http/problem";
import { z } from "zod";
import type { Access } from "../auth/principal.ts";
import { MEMBER_SIGN_IN_PATH } from "../auth/member-sign-in.ts";
import { AUTH_BASE_PATH } from "../auth/sign-in.ts";
import { edgeErrorsOf } from "./edge.ts";
import { toJsonSchema } from "./json-schema.ts";
import type { Route, WriteMode } from "./route.ts";

export const API_BASE_PATH = "/api/v1";

type Json = Readonly<Record<string, unknown>>;

const WHO_BY_ACCESS = {
  public: "everybody",
  broker: "the broker",
  "signed-in": "whoever is signed in",
  member: "a resident, for the own account",
  site: "staff; operators and treasurers for their own sites",
  "bank-desk": "operators and treasurers of the bank",
  "bank-treasury": "treasurers of the bank",
  "bank-read": "operators and treasurers of the bank; staff and administrators",
  "bank-govern": "treasurers of the bank; administrators",
  staff: "staff and administrators",
  administrator: "administrators",
} as const satisfies Record<Access, string>;

/** Who may use a route, in words. */
export const whoMayUse = (access: Access): string => WHO_BY_ACCESS[access];

function securityOf(access: Access): Json[] {
  switch (access) {
    case "public":
      return [];
    case "broker":
      return [{ brokerSecret: [] }];
    case "signed-in":
    case "member":
    case "bank-desk":
    case "bank-treasury":
      return [{ session: [] }];
    case "bank-read":
    case "bank-govern":
    case "site":
    case "staff":
    case "administrator":
      return [{ session: [] }, { administrationToken: [] }];
  }
}

function parametersOf(schema: z.ZodType | undefined, where: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

const IDEMPOTENCY_PARAMETER = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same key with the same input gives the first answer again, for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 200 },
} as const;

const LEDGER_KEY_PARAMETER = {
  ...IDEMPOTENCY_PARAMETER,
  required: true,
  description:
    "Made where the fact arose and kept until an answer came. The same key with the same input " +
    "gives the first answer again, for good; also when that was a refusal. A receipt in it is made " +
    "anew: it says so when the transfer was reversed since.",
  schema: { type: "string", minLength: 8, maxLength: 120 },
} as const;

const RECORD_KEY_PARAMETER = {
  ...LEDGER_KEY_PARAMETER,
  description:
    "Made where the fact was written down and kept until an answer came. The same key with the " +
    "same input gives what was made of it, as it is now, for good; a refusal is not kept.",
} as const;

const KEY_PARAMETERS = {
  transaction: IDEMPOTENCY_PARAMETER,
  claim: IDEMPOTENCY_PARAMETER,
  ledger: LEDGER_KEY_PARAMETER,
  record: RECORD_KEY_PARAMETER,
} as const satisfies Record<WriteMode, Json>;

function answersOf(route: Route): Json {
  const good =
    "schema" in route.answer
      ? { "application/json": { schema: toJsonSchema(route.answer.schema, "output") } }
      : Object.fromEntries(
          route.answer.contentTypes.map((type) => [type, { schema: { type: "string" } }]),
        );
  const answers: Record<string, unknown> = {
    [route.status ?? 200]: { description: "The answer", content: good },
  };
  const codesByStatus = new Map<number, Set<ErrorCode>>();
  for (const code of [...edgeErrorsOf(route), ...(route.errors ?? [])]) {
    const status = STATUS_BY_ERROR_CODE[code];
    codesByStatus.set(status, (codesByStatus.get(status) ?? new Set()).add(code));
  }
  for (const [status, codes] of codesByStatus) {
    answers[status] = {
      description: [...codes].join(", "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    };
  }
  return answers;
}

function operationOf(route: Route): Json {
  const body = route.body
    ? {
        requestBody: {
          required: true,
          content: { "application/json": { schema: toJsonSchema(route.body, "input") } },
        },
      }
    : {};
  return {
    operationId: `${route.method}${route.path.replaceAll(/[^A-Za-z]+(\w?)/g, (_all, next: string) => next.toUpperCase())}`,
    summary: route.summary,
    description: `For ${whoMayUse(route.access)}.`,
    tags: [route.path.split("/")[1] ?? ""],
    security: securityOf(route.access),
    parameters: [
      ...parametersOf(route.params, "path"),
      ...parametersOf(route.query, "query"),
      ...(route.write ? [KEY_PARAMETERS[route.write]] : []),
    ],
    ...body,
    responses: answersOf(route),
  };
}

/** Sign-in belongs to the library; what of it is open is described here by hand. */
const AUTH_PATHS = {
  [`${AUTH_BASE_PATH}/sign-in/username`]: {
    post: {
      operationId: "postAuthSignInUsername",
      summary: "Sign in; the answer sets the session cookie",
      tags: ["auth"],
      security: [],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: {
              type: "object",
              required: ["username", "password"],
              properties: { username: { type: "string" }, password: { type: "string" } },
            },
          },
        },
      },
      responses: {
        200: { description: "Signed in" },
        401: { description: "not-signed-in: username or password is wrong" },
        429: { description: "too-many-requests: wait for Retry-After seconds" },
      },
    },
  },
  [`${AUTH_BASE_PATH}${MEMBER_SIGN_IN_PATH}`]: {
    post: {
      operationId: "postAuthMemberSignIn",
      summary: "Sign in as a member: number or phone, or the card's token, and the PIN",
      tags: ["auth"],
      security: [],
      requestBody: {
        required: true,
        content: { "application/json": { schema: toJsonSchema(memberSignInSchema, "input") } },
      },
      responses: {
        200: { description: "Signed in" },
        401: { description: "not-signed-in: number, card or PIN is wrong" },
        423: { description: "pin-locked: the bank must set a new PIN" },
        429: { description: "too-many-requests: wait for Retry-After seconds" },
      },
    },
  },
  [`${AUTH_BASE_PATH}/sign-out`]: {
    post: {
      operationId: "postAuthSignOut",
      summary: "End the session",
      tags: ["auth"],
      security: [{ session: [] }],
      responses: { 200: { description: "Signed out" } },
    },
  },
  [`${AUTH_BASE_PATH}/change-password`]: {
    post: {
      operationId: "postAuthChangePassword",
      summary: "Change one's own password",
      tags: ["auth"],
      security: [{ session: [] }],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: {
              type: "object",
              required: ["currentPassword", "newPassword"],
              properties: {
                currentPassword: { type: "string" },
                newPassword: { type: "string" },
                revokeOtherSessions: { type: "boolean" },
              },
            },
          },
        },
      },
      responses: { 200: { description: "Changed" }, 400: { description: "invalid-input" } },
    },
  },
} as const;

/** The document of all routes, made from the schemas that check the requests. */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = `${API_BASE_PATH}${route.path.replaceAll("*}", "}")}`;
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Resik",
      version: "1",
      description: "Waste banks, bins and air of a district. Problems follow RFC 9457.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths: { ...paths, ...AUTH_PATHS },
    components: {
      schemas: { Problem: toJsonSchema(problemSchema, "output") },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "resik.session_token" },
        administrationToken: { type: "http", scheme: "bearer" },
        brokerSecret: { type: "http", scheme: "bearer" },
      },
    },
  };
}
