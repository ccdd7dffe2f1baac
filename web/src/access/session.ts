import type { Role } from "@resik/contract/http/users";
import { isShape, isText, isTextOrNull } from "../edge/shape.ts";
import { requestJson, type Answer, type Failure } from "../edge/request.ts";
import { endPush } from "./end-push.ts";

/** Who is signed in, as the pages need to know it. */
export interface SignedInUser {
  /** Empty for somebody whom only this browser remembers. */
  id: string;
  /** Null for a member of a waste bank, who signs in by number, phone or card. */
  username: string | null;
  name: string;
  roles: { role: Role; site: string | null }[];
  /** The member of a waste bank that this account belongs to; null for everybody else. */
  member: { id: string; number: string; name: string; bank: string; bankName: string } | null;
}

export type Home = "/saya" | "/bank" | "/dlh";

/** The page on which somebody arrives after signing in; without a role, it says so. */
export function homeOf(user: SignedInUser): Home {
  if (user.member !== null) return "/saya";
  return banksOf(user).length > 0 ? "/bank" : "/dlh";
}

/** The waste banks at whose desk one works. */
export const banksOf = (user: SignedInUser): string[] => [
  ...new Set(
    user.roles
      .filter(({ role }) => role === "operator" || role === "treasurer")
      .flatMap(({ site }) => site ?? []),
  ),
];

/** Whether somebody keeps the money of this bank. */
export const isTreasurerOf = (user: SignedInUser, bank: string): boolean =>
  user.roles.some(({ role, site }) => role === "treasurer" && site === bank);

/** Whether somebody works for the environment agency, or runs the system. */
export const isStaff = (user: SignedInUser): boolean =>
  user.roles.some(({ role }) => role === "staff" || role === "administrator");

/** Whether somebody runs the system. */
export const isAdministrator = (user: SignedInUser): boolean =>
  user.roles.some(({ role }) => role === "administrator");

const ROLE_SET: Record<Role, true> = {
  administrator: true,
  staff: true,
  operator: true,
  treasurer: true,
  resident: true,
};

const isRole = (value: unknown): value is Role =>
  isText(value) && Object.prototype.hasOwnProperty.call(ROLE_SET, value);

/** Reads the answer of `GET me`; null when it is not one. */
export function parseMe(value: unknown): SignedInUser | null {
  if (!isShape(value) || !isShape(value.user)) return null;
  const { id, username, name, roles } = value.user;
  if (!isTextOrNull(username) || !isText(name) || !Array.isArray(roles)) return null;
  const grants: SignedInUser["roles"] = [];
  for (const grant of roles) {
    // A role of a later version is one these pages cannot act on.
    if (!isShape(grant) || !isRole(grant.role)) continue;
    grants.push({ role: grant.role, site: isText(grant.site) ? grant.site : null });
  }
  const member = parseMember(value.member);
  return { id: isText(id) ? id : "", username, name, roles: grants, member };
}

function parseMember(value: unknown): SignedInUser["member"] {
  if (!isShape(value)) return null;
  const { id, number, name, bank, bankName } = value;
  return isText(id) && isText(number) && isText(name) && isText(bank) && isText(bankName)
    ? { id, number, name, bank, bankName }
    : null;
}

/**
 * Who is signed in. Where nobody is any more, however the session ended, this browser is sent
 * nothing more: nobody waits for that.
 */
export async function fetchMe(): Promise<Answer<SignedInUser>> {
  const answer = await requestJson("/api/v1/me", parseMe);
  if (!answer.ok && isSignedOut(answer.failure)) void endPush();
  return answer;
}

/** Whether the api said that nobody is signed in. */
export const isSignedOut = (failure: Failure): boolean =>
  failure.reason === "refused" && failure.status === 401;

export const signIn = (username: string, password: string): Promise<Answer<true>> =>
  requestJson("/api/v1/auth/sign-in/username", () => true, { body: { username, password } });

/** By member number or phone, or by the card's token; and the PIN. */
export const signInMember = (
  who: { name: string } | { card: string },
  pin: string,
): Promise<Answer<true>> =>
  requestJson("/api/v1/auth/member/sign-in", () => true, { body: { ...who, pin } });

/** Ends what this browser is sent, then the session. */
export async function signOut(): Promise<Answer<true>> {
  await endPush();
  return requestJson("/api/v1/auth/sign-out", () => true, { body: {} });
}
