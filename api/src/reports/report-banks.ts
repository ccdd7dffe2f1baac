import type { BankId } from "@resik/contract/bank/ids";
import type { RegistryDb } from "../registry/tables.ts";
import { lastDayOf, rangeOfMonth } from "./wib-month.ts";

/** A waste bank as the district's reports name it. */
export interface ReportBank {
  id: BankId;
  name: string;
  areaCode: string;
  areaName: string;
  lat: number;
  lon: number;
  decreeNumber: string | null;
  director: string | null;
  phone: string | null;
  /** Connected scales. */
  scales: number;
}

/** Every waste bank of the district in order of id, whether it was used or not. */
export async function listReportBanks(db: RegistryDb): Promise<ReportBank[]> {
  const rows = await db
    .selectFrom("sites")
    .leftJoin("banks", "banks.id", "sites.id")
    .select(["sites.id", "sites.name", "sites.area_code", "sites.area_name", "sites.lat"])
    .select(["sites.lon", "banks.decree_number", "banks.director", "banks.phone"])
    .select(({ selectFrom }) =>
      selectFrom("devices")
        .select(({ fn }) => fn.countAll<number>().as("scales"))
        .whereRef("devices.site", "=", "sites.id")
        .where("devices.kind", "=", "scale")
        .where("devices.retired_at_ms", "is", null)
        .as("scales"),
    )
    .where("sites.kind", "=", "waste-bank")
    .orderBy("sites.id")
    .execute();
  return rows.map((row) => ({
    // A site's id was checked when the site was added.
    id: row.id as BankId,
    name: row.name,
    areaCode: row.area_code,
    areaName: row.area_name,
    lat: row.lat,
    lon: row.lon,
    decreeNumber: row.decree_number,
    director: row.director,
    phone: row.phone,
    scales: row.scales ?? 0,
  }));
}

/** Members of each bank at the end of a month: who had joined and was not retired. */
export async function membersAtEndOf(
  db: RegistryDb,
  month: string,
): Promise<ReadonlyMap<string, number>> {
  const { toMs } = rangeOfMonth(month);
  const rows = await db
    .selectFrom("members")
    .select(({ fn }) => ["bank", fn.countAll<number>().as("members")])
    .where("joined_on", "<=", lastDayOf(month))
    .where(({ or, eb }) => or([eb("retired_at_ms", "is", null), eb("retired_at_ms", ">=", toMs)]))
    .groupBy("bank")
    .execute();
  return new Map(rows.map(({ bank, members }) => [bank, members]));
}
