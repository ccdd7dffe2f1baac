import { CHANNELS, type StoredChannel } from "@resik/contract/channel";
import { ROLLUP_MS } from "@resik/contract/series";
import { rowsOf } from "./answer-row.ts";
import { influxName } from "./influxql.ts";
import { encodeLine } from "./line.ts";
import { writeOwnLines } from "./own-lines.ts";
import { OWN } from "./own-measurement.ts";
import type { InfluxServer } from "./server.ts";

const MEASUREMENT = OWN.seal;

/** From when on raw readings are there; null while none was ever lost. */
export interface Seal {
  /** Raw readings before this may have expired: such hours are as their roll-ups say, for good. */
  expiredBeforeMs: number | null;
  /** Roll-ups before this came from another store without their raw readings, here and there. */
  carriedBeforeMs: number | null;
}

export async function readSeal(server: InfluxServer): Promise<Seal> {
  const answer = await server.query(
    MEASUREMENT.retention,
    `SELECT "expiredBeforeMs", "carriedBeforeMs" FROM ${influxName(MEASUREMENT.name)}
     GROUP BY "writer"`,
  );
  const rows = [...rowsOf(answer)];
  const highest = (name: keyof Seal): number | null => {
    const known = rows.map((row) => row.number(name)).filter((ms) => ms !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    expiredBeforeMs: highest("expiredBeforeMs"),
    carriedBeforeMs: highest("carriedBeforeMs"),
  };
}

/** Raises the seal of one writer; it never falls. */
export interface SealWriter {
  raise(seal: Partial<Record<keyof Seal, number>>): Promise<void>;
}

export function createSealWriter(server: InfluxServer, writer: string): SealWriter {
  return {
    async raise(seal) {
      const known = await readSeal(server);
      const higher = Object.entries(seal).filter(
        ([name, ms]) => ms > (known[name as keyof Seal] ?? Number.NEGATIVE_INFINITY),
      );
      if (higher.length === 0) return;
      const fields = Object.fromEntries(higher);
      const line = encodeLine(MEASUREMENT, { tags: { writer }, fields, timeNs: 0n });
      await writeOwnLines(server, MEASUREMENT.retention, [line]);
    },
  };
}

/** Whether an hour's raw readings may be gone, so that its roll-up is all there is. */
export const isExpired = (
  channel: StoredChannel,
  hourMs: number,
  { expiredBeforeMs }: Seal,
): boolean => CHANNELS[channel].expires && expiredBeforeMs !== null && hourMs < expiredBeforeMs;

const DAY_MS = 86_400_000;

/**
 * The first hour that is whole on a server which keeps `raw` for some days. The server's clock may
 * be another than ours; an hour more than our clock says leaves room for that.
 */
export const wholeFromMs = (nowMs: number, retentionDays: number): number =>
  (Math.floor((nowMs - retentionDays * DAY_MS) / ROLLUP_MS) + 2) * ROLLUP_MS;
