import type { StoredChannel } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import { nextTurn } from "@resik/kit/next-turn";
import type { ReadingSource } from "@resik/readings/port";

/** What devices say, of which rules may ask. */
const CHANNELS = ["bin", "air", "scale", "status"] as const satisfies readonly StoredChannel[];

/** Broker and ingest report on themselves every 15 s; after this nothing comes through. */
const REPORT_MS_MAX = 90_000;
/** Readings that wait longer than this before they are stored make their devices look silent. */
const LAG_S_MAX = 60;
/** The names under which the two report on themselves; readings go through both of them. */
const REPORTERS: ReadonlySet<string> = new Set(["broker", "ingest"]);

export interface Newest {
  /** The newest readings of each device, at most one of a channel. */
  byDevice: ReadonlyMap<string, readonly Reading[]>;
  /**
   * False while readings do not come through as they are received: then a device's silence says
   * nothing of the device. True where nobody ever reported, or was told not to any more.
   */
  isPathClear: boolean;
}

/** The newest readings of all devices, read channel by channel with turns for others between. */
export async function readNewest(
  source: Pick<ReadingSource, "latest">,
  nowMs: number,
): Promise<Newest> {
  const byDevice = new Map<string, Reading[]>();
  let receivedAtMs = 0;
  for (const channel of CHANNELS) {
    for (const reading of await source.latest({ channel })) {
      receivedAtMs = Math.max(receivedAtMs, reading.receivedAtMs);
      const known = byDevice.get(reading.device);
      if (known) known.push(reading);
      else byDevice.set(reading.device, [reading]);
    }
    await nextTurn();
  }
  const reports = await source.latest({ channel: "pipeline" });
  const isPathClear = reports
    .filter(({ device }) => REPORTERS.has(device))
    .every((report) => isFlowing(report, { receivedAtMs, nowMs }));
  return { byDevice, isPathClear };
}

function isFlowing(
  report: Reading,
  { receivedAtMs, nowMs }: { receivedAtMs: number; nowMs: number },
): boolean {
  if (nowMs - report.receivedAtMs > REPORT_MS_MAX) {
    // Readings that came long after it show that it is the reports that ended, not the path.
    return receivedAtMs - report.receivedAtMs > REPORT_MS_MAX;
  }
  const lagS = report.fields["lagS"];
  return typeof lagS !== "number" || lagS <= LAG_S_MAX;
}
