import type { Site } from "@resik/contract/http/registry";
import type { UserCreation } from "@resik/contract/http/users";
import { createSecret } from "@resik/kit/random";

/** 96 random bits: short enough to type from one window into another. */
const PASSWORD_CHARS = 16;

/** Treasurer of every bank; registers their members. */
export const COORDINATOR = "koordinator";

/** One account for each way to look at the demo, named by duty; passwords are new at each run. */
export function demoAccounts(sites: readonly Site[]): UserCreation[] {
  const banks = sites.filter((site) => site.kind === "waste-bank");
  const [bank] = banks;
  if (!bank) throw new Error("the demo district has no waste bank");
  const password = (): string => createSecret().slice(0, PASSWORD_CHARS);
  return [
    {
      username: "admin",
      name: "Administrator",
      password: password(),
      roles: [{ role: "administrator", site: null }],
    },
    {
      username: "dlh",
      name: "Petugas DLH",
      password: password(),
      roles: [{ role: "staff", site: null }],
    },
    {
      username: "petugas",
      name: `Petugas ${bank.name}`,
      password: password(),
      roles: [{ role: "operator", site: bank.id }],
    },
    {
      username: "bendahara",
      name: `Bendahara ${bank.name}`,
      password: password(),
      roles: [{ role: "treasurer", site: bank.id }],
    },
    {
      username: COORDINATOR,
      name: "Koordinator bank sampah",
      password: password(),
      roles: banks.map(({ id }) => ({ role: "treasurer" as const, site: id })),
    },
  ];
}
