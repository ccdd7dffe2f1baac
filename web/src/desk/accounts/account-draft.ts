import type { RoleGrant } from "@resik/contract/http/users";
import { refusedFields } from "../../access/password.ts";
import type { Grant } from "./parse-accounts.ts";

/** What one is at the environment agency. */
export const AGENCY_ROLES = ["none", "staff", "administrator"] as const;
export type AgencyRole = (typeof AGENCY_ROLES)[number];
/** What one is at a single place. */
export const DUTY_ROLES = ["operator", "treasurer"] as const;
export type DutyRole = (typeof DUTY_ROLES)[number];

export interface Duty {
  role: DutyRole;
  /** Empty while none is chosen. */
  site: string;
}

/** What somebody may do, as it stands in the form. */
export interface RolesDraft {
  agency: AgencyRole;
  duties: readonly Duty[];
}

export const NO_ROLES: RolesDraft = { agency: "none", duties: [] };
/** The contract's bound on the roles of one account, the agency's among them. */
export const DUTIES_MAX = 19;

const isDuty = (role: Grant["role"]): role is DutyRole =>
  role === "operator" || role === "treasurer";

export function draftOfRoles(grants: readonly Grant[]): RolesDraft {
  const has = (role: Grant["role"]): boolean => grants.some((grant) => grant.role === role);
  const agency = has("administrator") ? "administrator" : has("staff") ? "staff" : "none";
  const duties = grants.flatMap(({ role, site }) =>
    isDuty(role) ? [{ role, site: site ?? "" }] : [],
  );
  return { agency, duties };
}

/** A role as the api takes it; it reads the site's id. */
export type GrantInput = Omit<RoleGrant, "site"> & { site: string | null };

export interface ReadRoles {
  /** Null while a place is missing. */
  roles: GrantInput[] | null;
  /** Duties whose place is not chosen, by their position. */
  withoutSite: ReadonlySet<number>;
}

/** What the form says; a duty that stands there twice counts once. */
export function readRoles({ agency, duties }: RolesDraft): ReadRoles {
  const withoutSite = new Set(duties.flatMap(({ site }, index) => (site === "" ? [index] : [])));
  if (withoutSite.size > 0) return { roles: null, withoutSite };
  const roles: GrantInput[] = agency === "none" ? [] : [{ role: agency, site: null }];
  for (const { role, site } of duties) {
    const isThere = roles.some((grant) => grant.role === role && grant.site === site);
    if (!isThere) roles.push({ role, site });
  }
  return { roles, withoutSite };
}

/** A new account as it stands in the form. */
export interface AccountDraft extends RolesDraft {
  name: string;
  username: string;
  password: string;
}

export const NEW_ACCOUNT: AccountDraft = { name: "", username: "", password: "", ...NO_ROLES };

export type AccountProblem = "name" | "username" | "password" | "roles";

export interface AccountInput {
  name: string;
  username: string;
  password: string;
  roles: GrantInput[];
}

export interface ReadAccount extends Pick<ReadRoles, "withoutSite"> {
  /** Null while something is wrong. */
  account: AccountInput | null;
  problems: ReadonlySet<AccountProblem>;
}

/** What the form says; without a role an account could do nothing. */
export function readAccount(draft: AccountDraft): ReadAccount {
  const input = {
    name: draft.name.trim(),
    username: draft.username.trim().toLowerCase(),
    password: draft.password,
  };
  const { roles, withoutSite } = readRoles(draft);
  const problems = new Set<AccountProblem>(refusedFields(input));
  if (roles?.length === 0) problems.add("roles");
  const account = problems.size > 0 || roles === null ? null : { ...input, roles };
  return { account, problems, withoutSite };
}
