import type { UserCreation } from "@resik/contract/http/users";
import type { DemoResident } from "./bank/register-banks.ts";
import type { CommandContext } from "../context.ts";
import { formatTable } from "../table.ts";

const SHOWN_ROLES_MAX = 2;

const roleText = ({ role, site }: UserCreation["roles"][number]): string =>
  site === null ? role : `${role} at ${site}`;

export interface ShownDemo {
  /** Address by which people reach it. */
  url: string;
  accounts: readonly UserCreation[];
  resident: DemoResident;
}

/** Accounts first, so that the address stands below them, where eyes are when it appears. */
export function showDemo(
  { out }: Pick<CommandContext, "out">,
  { url, accounts, resident }: ShownDemo,
): void {
  out("Accounts of this demo (new passwords at each run):");
  const rows = accounts.map(({ username, password, roles }) => [
    username,
    password,
    roles.length > SHOWN_ROLES_MAX
      ? `${roles[0]?.role} at all banks`
      : roles.map(roleText).join(", "),
  ]);
  rows.push([resident.number, `PIN ${resident.pin}`, `member of ${resident.bankName}`]);
  for (const line of formatTable(["user", "password", "role"], rows)) out(`  ${line}`);
  out("");
  out(`Resik ready: ${url}`);
  out("");
  out(`  ${url}/                       stations now, with a live chart each`);
  out(
    `  ${url}/masuk                  sign in: the waste bank's desk, a member's savings, the agency`,
  );
  out(`  ${url}/api/v1/open/stations   the same as open data`);
  out(`  ${url}/docs                   the api`);
}
