import type { BankId, MemberId } from "@resik/contract/bank/ids";
import { fail, ok } from "@resik/contract/error-code";
import { pageOf, pageQueryShape } from "@resik/contract/http/page";
import {
  meSchema,
  passwordResetSchema,
  rolesChangeSchema,
  setupSchema,
  setupStateSchema,
  userCreationSchema,
  userRowSchema,
  usernameSchema,
  userSchema,
  type Me,
} from "@resik/contract/http/users";
import { z } from "zod";
import { actorOf } from "../auth/principal.ts";
import { addUser, findUser, listUsers, resetPassword, setRoles } from "../auth/users.ts";
import { memberNames } from "../bank/bank-names.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { writeAudit } from "../registry/audit.ts";
import { decodeCursor, toPage } from "../registry/page-cursor.ts";
import { hasAdministrator } from "../registry/role-grants.ts";
import { siteNamesByIds } from "../registry/sites.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { consumeSetupToken, restoreSetupToken } from "../registry/setup-token.ts";

export const peopleRoutes = (deps: RouteDeps): Route[] => [
  meRoute(),
  ...userRoutes(deps),
  ...oneUserRoutes(deps),
  ...passwordRoutes(deps),
  ...setupRoutes(deps),
];

const meRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/me",
    summary: "Who is signed in, and with which roles",
    access: "signed-in",
    answer: { schema: meSchema },
    async handle({ db, principal }) {
      if (principal.kind !== "user") return fail("not-signed-in", "no session");
      const { id, username, name, roles } = principal;
      const member = principal.member === null ? null : await viewMember(db, principal.member);
      return ok({ user: { id, username, name, roles: [...roles] }, member });
    },
  });

async function viewMember(
  db: RegistryDb,
  { id, bank }: { id: MemberId; bank: BankId },
): Promise<Me["member"]> {
  const name = (await memberNames(db, [id])).get(id);
  const bankName = (await siteNamesByIds(db, new Set([bank]))).get(bank);
  return name && bankName !== undefined ? { ...name, bank, bankName } : null;
}

const userRoutes = ({ clock, signIn }: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/users",
    summary: "Accounts in order of username",
    access: "administrator",
    query: z.object(pageQueryShape),
    answer: { schema: pageOf(userRowSchema) },
    async handle({ db, query }) {
      const after = decodeCursor(query.cursor);
      if (!after.ok) return after;
      const users = await listUsers(db, { afterUsername: after.value, limit: query.limit });
      return ok(toPage(users, query.limit, (user) => user.username));
    },
  }),
  defineRoute({
    method: "post",
    path: "/users",
    summary: "Make an account with a password and roles",
    access: "administrator",
    body: userCreationSchema,
    // The sign-in library writes by itself, so this cannot share one transaction with its key.
    write: "claim",
    status: 201,
    errors: ["already-exists", "not-found"],
    answer: { schema: userSchema },
    async handle({ db, body, principal }) {
      const added = await addUser({ db, signIn }, body);
      if (!added.ok) return added;
      const actor = actorOf(principal);
      const target = added.value.id;
      await writeAudit(db, { atMs: clock.nowMs(), actor, action: "user.add", target });
      return added;
    },
  }),
];

/** An opaque id, unlike a username, may stand in the address of a page. */
const userParamsSchema = z.object({ id: z.string().regex(/^[\w-]{1,64}$/) });

const oneUserRoutes = ({ clock }: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/users/{id}",
    summary: "An account with its roles",
    access: "administrator",
    params: userParamsSchema,
    errors: ["not-found"],
    answer: { schema: userRowSchema },
    async handle({ db, params }) {
      const user = await findUser(db, params.id);
      return user === null ? fail("not-found", `no user ${params.id}`) : ok(user);
    },
  }),
  defineRoute({
    method: "put",
    path: "/users/{id}/roles",
    summary:
      "Give an account other roles; without any its access ends. One's own are not to change",
    access: "administrator",
    params: userParamsSchema,
    body: rolesChangeSchema,
    write: "transaction",
    errors: ["not-found", "not-allowed"],
    answer: { schema: userRowSchema },
    async handle({ db, params, body, principal }) {
      // What one may do oneself is for somebody else to judge.
      if (principal.kind === "user" && principal.id === params.id) {
        return fail("not-allowed", "one's own roles are given by another administrator");
      }
      const changed = await setRoles(db, params.id, body.roles);
      if (!changed.ok) return changed;
      const target = changed.value.id;
      const actor = actorOf(principal);
      await writeAudit(db, { atMs: clock.nowMs(), actor, action: "user.roles", target });
      return changed;
    },
  }),
];

const passwordRoutes = ({ clock, signIn }: RouteDeps): Route[] => [
  defineRoute({
    method: "post",
    path: "/users/{username}/password",
    summary: "Give somebody a new password and end all their sessions",
    access: "administrator",
    params: z.object({ username: usernameSchema }),
    body: passwordResetSchema,
    write: "claim",
    errors: ["not-found"],
    answer: { schema: z.object({ username: z.string() }) },
    async handle({ db, params, body, principal }) {
      const reset = await resetPassword({ db, signIn }, params.username, body.password);
      if (!reset.ok) return reset;
      const actor = actorOf(principal);
      const target = reset.value.id;
      await writeAudit(db, { atMs: clock.nowMs(), actor, action: "user.password", target });
      return ok({ username: params.username });
    },
  }),
];

const setupRoutes = ({ clock, signIn }: RouteDeps): Route[] => [
  defineRoute({
    method: "get",
    path: "/setup",
    summary: "Whether the system still waits for its first administrator",
    access: "public",
    answer: { schema: setupStateSchema },
    handle: async ({ db }) => ok({ needed: !(await hasAdministrator(db)) }),
  }),
  defineRoute({
    method: "post",
    path: "/setup/administrator",
    summary: "Make the first administrator with the token of the one-time link",
    access: "public",
    body: setupSchema,
    write: "claim",
    status: 201,
    errors: ["link-used", "already-exists"],
    answer: { schema: userSchema },
    async handle({ db, body }) {
      const { token, ...account } = body;
      const consumed = await consumeSetupToken(db, token, clock.nowMs());
      if (!consumed.ok) return consumed;
      const roles = [{ role: "administrator" as const, site: null }];
      const added = await addUser({ db, signIn }, { ...account, roles });
      if (!added.ok) {
        await restoreSetupToken(db, token);
        return added;
      }
      const target = added.value.id;
      const line = { atMs: clock.nowMs(), actor: "setup", action: "setup.administrator", target };
      await writeAudit(db, { ...line, action: "setup.administrator" });
      return added;
    },
  }),
];
