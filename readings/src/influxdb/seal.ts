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
    `SELECT "expiredBeforeMs", "droppedBeforeMs", "carriedBeforeMs"
     FROM ${influxName(MEASUREMENT.name)} GROUP BY "writer"`,
  );
  const rows = [...rowsOf(answer)];
  const highest = (...names: (keyof typeof MEASUREMENT.fields)[]): number | null => {
    const known = rows
      .flatMap((row) => names.map((name) => row.number(name)))
      .filter((ms) => ms !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    expiredBeforeMs: highest("expiredBeforeMs", "droppedBeforeMs"),
    carriedBeforeMs: highest("carriedBeforeMs"),
  };
}

/** The seal of one writer. */
export interface SealWriter {
  /** Of what this writer deleted or carried itself: it never falls. */
  raise(seal: Partial<Record<keyof Seal, number>>): Promise<void>;
  /**
   * Of what the server drops by itself as time passes. It goes with the clock, also back: after a
   * clock that was years ahead is right, no hour until then would be computed otherwise.
   */
  follow(droppedBeforeMs: number): Promise<void>;
}

export function createSealWriter(server: InfluxServer, writer: string): SealWriter {
  /** What this writer's point says of the server's own dropping, as far as this process knows. */
  let followedMs: number | null = null;

  const write = (fields: Readonly<Record<string, number>>): Promise<void> =>
    writeOwnLines(server, MEASUREMENT.retention, [
      encodeLine(MEASUREMENT, { tags: { writer }, fields, timeNs: 0n }),
    ]);

  return {
    async raise(seal) {
      const known = await readSeal(server);
      const higher = Object.entries(seal).filter(
        ([name, ms]) => ms > (known[name as keyof Seal] ?? Number.NEGATIVE_INFINITY),
      );
      if (higher.length > 0) await write(Object.fromEntries(higher));
    },
    async follow(droppedBeforeMs) {
      if (followedMs === droppedBeforeMs) return;
      await write({ droppedBeforeMs });
      followedMs = droppedBeforeMs;
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
