import { z } from "zod";
import { memberOfUser } from "../registry/member-accounts.ts";
import { grantsByUserIds } from "../registry/role-grants.ts";
import { isSameSecret } from "../registry/secret-hash.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { Principal } from "./principal.ts";
import type { SignIn } from "./sign-in.ts";

const sessionUserSchema = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string().nullish(),
});

/** The token of an `Authorization: Bearer` header, null when there is none. */
export function bearerOf(headers: Headers): string | null {
  const match = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(headers.get("authorization") ?? "");
  return match?.[1] ?? null;
}

export type PrincipalResolver = (headers: Headers) => Promise<Principal>;

/**
 * Who asks. A bearer token is compared with the administration token and never mixed with a
 * cookie: a wrong one is nobody, whatever else the request carries.
 */
export function createPrincipalResolver(options: {
  db: RegistryDb;
  signIn: SignIn;
  adminToken: string;
}): PrincipalResolver {
  return async (headers) => {
    const bearer = bearerOf(headers);
    if (bearer !== null) {
      return isSameSecret(bearer, options.adminToken) ? { kind: "cli" } : { kind: "anonymous" };
    }
    if (!headers.has("cookie")) return { kind: "anonymous" };
    const session = await options.signIn.api.getSession({ headers });
    if (!session) return { kind: "anonymous" };
    const user = sessionUserSchema.parse(session.user);
    const grants = await grantsByUserIds(options.db, [user.id]);
    const roles = grants.get(user.id) ?? [];
    const isResident = roles.some(({ role }) => role === "resident");
    return {
      kind: "user",
      id: user.id,
      username: user.username ?? "",
      name: user.name,
      roles,
      member: isResident ? await memberOfUser(options.db, user.id) : null,
    };
  };
}
