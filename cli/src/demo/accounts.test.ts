import { userCreationSchema } from "@resik/contract/http/users";
import { expect, test } from "vitest";
import { demoAccounts } from "./accounts.ts";
import { buildDistrict } from "./district.ts";

const { sites } = buildDistrict("pati");

test("the accounts are ones that the api takes, the operator at a waste bank", () => {
  const accounts = demoAccounts(sites);
  for (const account of accounts) expect(userCreationSchema.parse(account)).toEqual(account);
  const bank = accounts.find(({ username }) => username === "petugas")?.roles[0]?.site;
  expect(sites.find((site) => site.id === bank)?.kind).toBe("waste-bank");
});

test("no two accounts and no two runs share a password", () => {
  const passwords = [...demoAccounts(sites), ...demoAccounts(sites)].map((each) => each.password);
  expect(new Set(passwords).size).toBe(passwords.length);
});
