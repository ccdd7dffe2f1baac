import {
  rolesChangeSchema,
  userCreationSchema,
  userRowSchema,
  userSchema,
} from "@resik/contract/http/users";
import { expect, test } from "vitest";
import {
  draftOfRoles,
  DUTIES_MAX,
  NEW_ACCOUNT,
  readAccount,
  readRoles,
  type Duty,
} from "./account-draft.ts";
import { parseAccount, parseAccounts, parseNewAccount } from "./parse-accounts.ts";

const USER = {
  id: "u1",
  username: "petugas.melati",
  name: "Ani",
  roles: [
    { role: "staff", site: null },
    { role: "treasurer", site: "bsu-melati" },
  ],
};
const ROW = { ...USER, createdAt: "2026-11-21T00:00:00.000Z" };
const DUTY: Duty = { role: "operator", site: "bsu-melati" };
const DRAFT = {
  ...NEW_ACCOUNT,
  name: " Ani ",
  username: "ani",
  password: "sapu lidi bersih",
  duties: [DUTY],
};

test("an account is read as the api answers it, alone, in a list and when it is made", () => {
  expect(userRowSchema.safeParse(ROW).success).toBe(true);
  expect(userSchema.safeParse(USER).success).toBe(true);
  const account = parseAccount(ROW);
  expect(account).toMatchObject(USER);
  expect(parseAccounts({ items: [ROW], next: null })).toEqual({ items: [account], next: null });
  expect(parseNewAccount(USER)).toEqual(USER);
  expect(parseAccount({ ...ROW, roles: [{ role: "king", site: null }] })).toBeNull();
});

test("what somebody may do is read from the form as it was stored, and the api takes it", () => {
  const { roles, withoutSite } = readRoles(draftOfRoles(parseAccount(ROW)?.roles ?? []));
  expect(withoutSite.size).toBe(0);
  expect(roles).toEqual(USER.roles);
  expect(rolesChangeSchema.safeParse({ roles }).success).toBe(true);
});

test("an administrator needs no role of the staff beside it", () => {
  const both = [
    { role: "staff", site: null },
    { role: "administrator", site: null },
  ] as const;
  expect(draftOfRoles(both)).toEqual({ agency: "administrator", duties: [] });
});

test("a duty needs its place, and counts once however often it stands there", () => {
  const missing = readRoles({ agency: "staff", duties: [DUTY, { role: "treasurer", site: "" }] });
  expect(missing.roles).toBeNull();
  expect([...missing.withoutSite]).toEqual([1]);
  expect(readRoles({ agency: "none", duties: [DUTY, DUTY] }).roles).toEqual([DUTY]);
  expect(readRoles({ agency: "none", duties: [] }).roles).toEqual([]);
});

test("as many duties as the form takes are taken by the api", () => {
  const duties = Array.from({ length: DUTIES_MAX }, (_, at) => ({
    ...DUTY,
    site: `bsu-${at + 10}`,
  }));
  const { roles } = readRoles({ agency: "staff", duties });
  expect(rolesChangeSchema.safeParse({ roles }).success).toBe(true);
});

test("a new account needs a name, a user name, a password and something to do", () => {
  const { account, problems } = readAccount(DRAFT);
  expect([...problems]).toEqual([]);
  expect(account).toEqual({
    name: "Ani",
    username: "ani",
    password: DRAFT.password,
    roles: [DUTY],
  });
  expect(userCreationSchema.safeParse(account).success).toBe(true);
  const nothing = readAccount(NEW_ACCOUNT);
  expect(nothing.account).toBeNull();
  expect([...nothing.problems].sort()).toEqual(["name", "password", "roles", "username"]);
  const noPlace = readAccount({ ...DRAFT, duties: [{ role: "operator", site: "" }] });
  expect(noPlace.account).toBeNull();
  expect([...noPlace.withoutSite]).toEqual([0]);
});
