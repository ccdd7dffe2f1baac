import type { RegistryDb } from "../registry/tables.ts";

/** A report that nobody closed in so long says nothing of today's bin. */
const REPORT_MS_MAX = 7 * 86_400_000;

/** When residents last saw each bin full, of reports that are still open. */
export async function reportedBins(db: RegistryDb, nowMs: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("resident_reports")
    .select(["device", (eb) => eb.fn.max("seen_at_ms").as("seenMs")])
    .where("kind", "=", "full-bin")
    .where("state", "in", ["received", "in-work"])
    .where("seen_at_ms", ">", nowMs - REPORT_MS_MAX)
    .where("device", "is not", null)
    .groupBy("device")
    .execute();
  return new Map(rows.flatMap(({ device, seenMs }) => (device === null ? [] : [[device, seenMs]])));
}
