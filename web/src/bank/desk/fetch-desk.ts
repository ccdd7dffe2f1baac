import { requestJson, type Failure } from "../../edge/request.ts";
import type { KeptDesk } from "./desk.ts";
import { parseDesk } from "./parse-desk.ts";
import { keepDesk, readKeptDesk } from "./phone-desk.ts";

/** Lists younger than this need not be asked for by pages that do not show them. */
const WARM_MS = 600_000;

/** Asks for the desk and keeps it on the phone. */
export async function fetchDesk(
  bank: string,
  username: string,
): Promise<{ kept: KeptDesk } | { failure: Failure }> {
  const answer = await requestJson(`/api/v1/banks/${bank}/desk`, parseDesk);
  if (!answer.ok) return { failure: answer.failure };
  const fetchedAtMs = Date.now();
  const desk = answer.value;
  const clockAheadMs = fetchedAtMs - desk.takenAtMs;
  const kept: KeptDesk = { bank, username, fetchedAtMs, clockAheadMs, desk };
  await keepDesk(kept);
  return { kept };
}

/**
 * Puts the lists on the phone while there is a network, whatever page of the desk was opened: who
 * signed in at home weighs in a hall without one.
 */
export async function warmDesk(bank: string, username: string): Promise<void> {
  try {
    const kept = await readKeptDesk(bank, username);
    if (kept === null || Date.now() - kept.fetchedAtMs > WARM_MS) await fetchDesk(bank, username);
  } catch (error) {
    // The phone's store failed. The weighing screen says so to whoever needs it.
    console.error(error);
  }
}
