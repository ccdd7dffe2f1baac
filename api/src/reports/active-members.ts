import type { BankId } from "@resik/contract/bank/ids";
import type { ActiveMembers } from "@resik/contract/http/bank/reports";
import { memberNames } from "../bank/bank-names.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { MonthReader } from "./month-reader.ts";
import { wholeOf } from "./monthly-report.ts";

/** Ids that one question to the registry names. */
const NAMED_MAX = 500;

/** Who brought something in a month, most deposits first. Has names: for the bank's desk alone. */
export async function listActiveMembers(
  { db, months }: { db: RegistryDb; months: MonthReader },
  bank: BankId,
  month: string,
): Promise<ActiveMembers> {
  const figures = wholeOf(await months.read(bank, month));
  const active = [...figures.members].filter(([, { deposits }]) => deposits > 0);
  const rows: ActiveMembers["rows"] = [];
  for (let start = 0; start < active.length; start += NAMED_MAX) {
    const part = active.slice(start, start + NAMED_MAX);
    const names = await memberNames(
      db,
      part.map(([id]) => id),
    );
    for (const [id, { deposits, massG, netRupiah }] of part) {
      const known = names.get(id);
      // A registry that was restored from an older backup than the book may lack somebody.
      const { number, name } = known ?? { number: "", name: id };
      rows.push({ number, name, deposits, massG, netRupiah });
    }
  }
  rows.sort(
    (left, right) => right.deposits - left.deposits || left.number.localeCompare(right.number),
  );
  return { month, rows };
}
