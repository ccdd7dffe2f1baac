import type { UserCreation } from "@resik/contract/http/users";
import type { CommandContext } from "../context.ts";
import { formatTable } from "../table.ts";

/** Accounts first, so that the address stands below them, where eyes are when it appears. */
export function showDemo(
  { out }: Pick<CommandContext, "out">,
  url: string,
  accounts: readonly UserCreation[],
): void {
  out("Accounts of this demo (new passwords at each run):");
  const rows = accounts.map(({ username, password, roles }) => [
    username,
    password,
    roles.map(({ role, site }) => (site === null ? role : `${role} at ${site}`)).join(", "),
  ]);
  for (const line of formatTable(["user", "password", "role"], rows)) out(`  ${line}`);
  out("");
  out(`Resik ready: ${url}`);
  out("");
  out(`  ${url}/                       stations now, with a live chart each`);
  out(`  ${url}/api/v1/open/stations   the same as open data`);
  out(`  ${url}/docs                   the api`);
  out("Ctrl-C ends it and removes its data.");
}
