import { ROLLUP_MS } from "@resik/contract/series";
import type { Clock } from "@resik/kit/clock";
import type { HourlySummary, RollUpResult } from "../port.ts";
import { computeHours, hourlyLine } from "./hour-computer.ts";
import type { Journal } from "./journal.ts";
import { writeOwnLines } from "./own-lines.ts";
import { hourlyPoints } from "./own-measurement.ts";
import { isExpired, readSeal, wholeFromMs, type SealWriter } from "./seal.ts";
import type { InfluxServer } from "./server.ts";
import type { Turn } from "./turn.ts";

/** Hours that one call takes from the journal at most, whatever was asked for. */
const HOURS_MAX = 5_000;

export interface RollUpOptions {
  server: InfluxServer;
  clock: Clock;
  journal: Journal;
  seal: SealWriter;
  /** Days that the server keeps raw readings; null where it keeps them until we delete. */
  retentionDays: number | null;
  /** The turn that batches are written in. */
  writing: Turn;
}

export function createRollUp(options: RollUpOptions): (hoursMax: number) => Promise<RollUpResult> {
  const { server, clock, journal, seal, retentionDays, writing } = options;
  return async (hoursMax) => {
    const taken = await writing(() => journal.take(Math.min(hoursMax, HOURS_MAX)));
    if (!taken) return { hours: 0, touched: [], more: false };
    if (retentionDays !== null) {
      // Before anything is computed: whoever reads later knows which hours nobody computes again.
      await seal.follow(wholeFromMs(clock.nowMs(), retentionDays));
    }
    const known = await readSeal(server);
    const touched = await computeHours(
      server,
      taken.hours.filter(({ channel, hourMs }) => !isExpired(channel, hourMs, known)),
    );
    // Last: a roll-up that was not written in full is made again from the same place.
    await journal.moveTo(taken.upToNs);
    return { hours: touched.length, touched, more: taken.more };
  };
}

/** Stores roll-ups that came from elsewhere and seals their hours. */
export async function writeCarriedRollUps(
  server: InfluxServer,
  seal: SealWriter,
  rows: readonly HourlySummary[],
): Promise<void> {
  if (rows.length === 0) return;
  const lastMs = rows.reduce((last, { hourMs }) => Math.max(last, hourMs), Number.MIN_SAFE_INTEGER);
  // First: what it says of an hour that is not there yet is too careful and never wrong.
  await seal.raise({ carriedBeforeMs: lastMs + ROLLUP_MS });
  for (const [channel, ofChannel] of Map.groupBy(rows, ({ channel }) => channel)) {
    const lines = ofChannel.map((row) => hourlyLine(row, true));
    await writeOwnLines(server, hourlyPoints(channel).retention, lines);
  }
}
