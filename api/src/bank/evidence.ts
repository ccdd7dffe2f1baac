import type { Evidence } from "@resik/contract/bank/command";
import type { BankId } from "@resik/contract/bank/ids";
import type { Unit } from "@resik/contract/bank/quantity";
import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Reading } from "@resik/contract/reading";
import { deviceIdSchema } from "@resik/contract/slug";
import type { RouteDeps } from "../deps.ts";
import { askStore } from "../readings-access.ts";

type EvidenceDeps = Pick<RouteDeps, "db" | "source" | "events">;

/** A line as a phone claims that a scale showed it. */
export interface ClaimedLine {
  quantity: number;
  /** The item's unit; null when the bank has no such item, which the ledger refuses. */
  unit: Unit | null;
  evidence: Evidence;
  /** When it was weighed, by the phone. */
  atMs: number;
}

/**
 * How far the phone's time may be from the reading's. Within it clocks that are not set are
 * forgiven; beyond it somebody looks for an old weighing that nobody used.
 */
const EVIDENCE_AWAY_MS_MAX = 12 * 3_600_000;

/** By the scale's clock, or by when it came: a scale without a network sends later. */
const isOfThatTime = ({ sampledAtMs, receivedAtMs }: Reading, atMs: number): boolean =>
  [sampledAtMs, receivedAtMs].some(
    (readAtMs) => readAtMs !== null && Math.abs(readAtMs - atMs) <= EVIDENCE_AWAY_MS_MAX,
  );

const ofBank = async (deps: EvidenceDeps, bank: BankId, device: string): Promise<boolean> => {
  const row = await deps.db
    .selectFrom("devices")
    .select("id")
    .where("id", "=", device)
    .where("site", "=", bank)
    .executeTakeFirst();
  return row !== undefined;
};

/** Only a load that stood still, was within the scale's range and had this very mass is evidence. */
const shows = (reading: Reading, bank: BankId, massG: number): boolean =>
  reading.site === bank &&
  reading.quality === "ok" &&
  reading.fields["stable"] === true &&
  reading.fields["overload"] !== true &&
  reading.fields["massG"] === massG;

/**
 * Holds a claim against the reading that the scale itself sent, and takes the validity of its tera
 * from there.
 *
 * @returns `reading-unknown` when there is no such reading of a scale of this bank (yet: it may
 * still be under way), or it shows something else or is of another time; `store-unavailable`.
 */
export async function checkEvidence(
  deps: EvidenceDeps,
  bank: BankId,
  { quantity, unit, evidence, atMs }: ClaimedLine,
): Promise<Result<Evidence>> {
  const { boot, seq } = evidence;
  const unknown = fail("reading-unknown", `reading ${evidence.device}/${boot}/${seq}`);
  const device = deviceIdSchema.safeParse(evidence.device);
  if (!device.success || (unit !== null && unit !== "kg")) return unknown;
  if (!(await ofBank(deps, bank, device.data))) return unknown;
  const reading = await askStore(deps, (source) =>
    source.reading({ channel: "scale", device: device.data, boot, seq }),
  );
  if (!reading.ok) return reading;
  if (!reading.value || !shows(reading.value, bank, quantity)) return unknown;
  if (!isOfThatTime(reading.value, atMs)) return unknown;
  const tera = reading.value.fields["teraUntil"];
  return ok({ ...evidence, teraUntil: typeof tera === "string" ? tera : null });
}
