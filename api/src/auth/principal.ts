import type { RoleGrant } from "@resik/contract/http/users";

/** The sites one may see: all of them, or these. */
export type SiteScope = "all" | ReadonlySet<string>;

export type Principal =
  | { kind: "anonymous" }
  /** The command line, by the administration token. */
  | { kind: "cli" }
  | {
      kind: "user";
      id: string;
      username: string;
      name: string;
      roles: readonly RoleGrant[];
    };

/** How the audit log and idempotency keys call a principal. */
export function actorOf(principal: Principal): string {
  switch (principal.kind) {
    case "anonymous":
    case "cli":
      return principal.kind;
    case "user":
      return `user:${principal.id}`;
  }
}

/**
 * Who may use a route. `site`: staff everywhere, operators and treasurers for their own sites,
 * others not at all.
 */
export type Access = "public" | "broker" | "signed-in" | "site" | "staff" | "administrator";

const hasRole = (principal: Principal, roles: readonly RoleGrant["role"][]): boolean =>
  principal.kind === "user" && principal.roles.some((grant) => roles.includes(grant.role));

const isStaff = (principal: Principal): boolean =>
  principal.kind === "cli" || hasRole(principal, ["administrator", "staff"]);

/** The sites whose devices and readings the principal may read. */
export function scopeOf(principal: Principal): SiteScope {
  if (isStaff(principal)) return "all";
  if (principal.kind !== "user") return new Set();
  return new Set(
    principal.roles
      .filter((grant) => grant.role === "operator" || grant.role === "treasurer")
      .flatMap((grant) => grant.site ?? []),
  );
}

export const isInScope = (scope: SiteScope, site: string): boolean =>
  scope === "all" || scope.has(site);

/**
 * Whether the principal may use a route of this access. `broker` routes check their own secret
 * and are nobody else's.
 */
export function mayUse(principal: Principal, access: Exclude<Access, "broker">): boolean {
  switch (access) {
    case "public":
      return true;
    case "signed-in":
      return principal.kind === "user";
    case "site": {
      const scope = scopeOf(principal);
      return scope === "all" || scope.size > 0;
    }
    case "staff":
      return isStaff(principal);
    case "administrator":
      return principal.kind === "cli" || hasRole(principal, ["administrator"]);
  }
}
