import type { BankId, MemberId } from "@resik/contract/bank/ids";
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
      /** The member of a waste bank that this account belongs to; null for everybody else. */
      member: { id: MemberId; bank: BankId } | null;
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

/** How colleagues read it in stories: a person's name; the command line is called what it is. */
export const nameOf = (principal: Principal): string =>
  principal.kind === "user" ? principal.name : principal.kind;

/**
 * Who may use a route. `site`: staff everywhere, operators and treasurers for their own sites,
 * others not at all. `member`: a resident with an account at a waste bank, for that account alone.
 * The `bank-…` ones belong to routes with `{bank}` in their path: `bank-desk` to its operators and
 * treasurers, `bank-treasury` to its treasurers, `bank-read` to both and to staff (figures without
 * names), `bank-govern` to its treasurers and to administrators. Neither staff nor the command
 * line handles a bank's money or reads its members.
 */
export const ACCESSES = [
  "public",
  "broker",
  "signed-in",
  "member",
  "site",
  "bank-desk",
  "bank-treasury",
  "bank-read",
  "bank-govern",
  "staff",
  "administrator",
] as const;
export type Access = (typeof ACCESSES)[number];

const hasRole = (principal: Principal, roles: readonly RoleGrant["role"][]): boolean =>
  principal.kind === "user" && principal.roles.some((grant) => roles.includes(grant.role));

const isStaff = (principal: Principal): boolean =>
  principal.kind === "cli" || hasRole(principal, ["administrator", "staff"]);

export const isAdministrator = (principal: Principal): boolean =>
  principal.kind === "cli" || hasRole(principal, ["administrator"]);

/** Whether the principal has one of these roles at this very bank. */
export const worksAt = (
  principal: Principal,
  bank: string | null,
  roles: readonly RoleGrant["role"][],
): boolean =>
  bank !== null &&
  principal.kind === "user" &&
  principal.roles.some((grant) => grant.site === bank && roles.includes(grant.role));

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
 * and are nobody else's. `bank` is the one in the path; null where there is none.
 */
export function mayUse(
  principal: Principal,
  access: Exclude<Access, "broker">,
  bank: string | null,
): boolean {
  switch (access) {
    case "public":
      return true;
    case "signed-in":
      return principal.kind === "user";
    case "site": {
      const scope = scopeOf(principal);
      return scope === "all" || scope.size > 0;
    }
    case "member":
      return principal.kind === "user" && principal.member !== null;
    case "bank-desk":
      return worksAt(principal, bank, ["operator", "treasurer"]);
    case "bank-treasury":
      return worksAt(principal, bank, ["treasurer"]);
    case "bank-read":
      return isStaff(principal) || worksAt(principal, bank, ["operator", "treasurer"]);
    case "bank-govern":
      return isAdministrator(principal) || worksAt(principal, bank, ["treasurer"]);
    case "staff":
      return isStaff(principal);
    case "administrator":
      return isAdministrator(principal);
  }
}
