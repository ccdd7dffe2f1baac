import type { RoleGrant } from "@resik/contract/http/users";
import {
  answerOf,
  fields,
  instantMs,
  list,
  nullable,
  oneOf,
  pageOf,
  text,
  type Read,
} from "../../edge/parts.ts";

type Role = RoleGrant["role"];

// The contract's own list would bring its schemas along.
const ROLES = [
  "administrator",
  "staff",
  "operator",
  "treasurer",
  "resident",
] as const satisfies readonly Role[];

const grantPart = fields({ role: oneOf(ROLES), site: nullable(text) });
export type Grant = Read<typeof grantPart>;

const accountShape = { id: text, username: text, name: text, roles: list(grantPart) };
const accountPart = fields({ ...accountShape, createdAt: instantMs });
export type Account = Read<typeof accountPart>;

/** `GET users`. */
export const parseAccounts = answerOf(pageOf(accountPart));
/** `GET users/{id}` and the answer of `PUT users/{id}/roles`. */
export const parseAccount = answerOf(accountPart);
/** The answer of `POST users`. */
export const parseNewAccount = answerOf(fields(accountShape));
/** The answer of `POST users/{username}/password`. */
export const parseReset = answerOf(fields({ username: text }));
