import type { BinReading } from "@resik/contract/bin/bin-belief";
import { READING_PAYLOADS, type ReadingPayload } from "@resik/contract/payload/reading";
import { parseFleet } from "@resik/firmware-sim/fleet";
import { playFleet, type PlayedMessage } from "@resik/firmware-sim/play";
import type { ScenarioName } from "@resik/firmware-sim/scenario";

const DAY_MS = 86_400_000;
/** Any Monday: the bench depends on its seed alone. */
export const ORIGIN_MS = Date.parse("2026-06-01T00:00:00+07:00");

/** What was really in a bin at one instant. */
export interface RealFill {
  atMs: number;
  fillRatio: number;
  isBurning: boolean;
}

export interface HeardReading extends BinReading {
  /** When the broker received it: nobody knew it before. */
  heardMs: number;
}

/** One bin's life: what was so, every five minutes, and what was heard of it, as it came. */
export interface BinRecord {
  real: RealFill[];
  heard: HeardReading[];
}

/** Plays bins of 1 to 7 days to full for some days; the same seed, the same lives. */
export function recordBins(options: {
  seed: string;
  bins: number;
  days: number;
  scenario: ScenarioName;
}): BinRecord[] {
  const ids = Array.from({ length: options.bins }, (_, index) => `bin-${index + 1}`);
  const fleet = parseFleet({
    seed: options.seed,
    scenario: options.scenario,
    brokerUrl: "mqtt://127.0.0.1:1883",
    devices: ids.map((id) => ({ id, site: "tps-1", kind: "bin", password: "unused" })),
  });
  if (!fleet.ok) throw new Error(fleet.detail);
  const records = new Map<string, BinRecord>(ids.map((id) => [id, { real: [], heard: [] }]));
  const toMs = ORIGIN_MS + options.days * DAY_MS;
  const play = playFleet({
    fleet: fleet.value,
    fromMs: ORIGIN_MS,
    toMs,
    observe(spec, atMs, { fillRatio, burning }) {
      if (typeof fillRatio !== "number") return;
      records.get(spec.id)?.real.push({ atMs, fillRatio, isBurning: burning === true });
    },
  });
  for (let atMs = ORIGIN_MS; atMs < toMs; atMs += DAY_MS) {
    for (const message of play.advance(atMs + DAY_MS)) {
      if (message.channel === "bin") records.get(message.device)?.heard.push(heardOf(message));
    }
  }
  return [...records.values()];
}

function heardOf({ atMs: heardMs, payload }: PlayedMessage): HeardReading {
  const said: ReadingPayload & { fillRatio?: unknown } = READING_PAYLOADS.bin.parse(
    JSON.parse(new TextDecoder().decode(payload)),
  );
  const { sampledAt, quality = "ok", fillRatio } = said;
  const sampledMs = typeof sampledAt === "string" ? Date.parse(sampledAt) : (sampledAt ?? heardMs);
  return {
    heardMs,
    atMs: sampledMs,
    quality,
    fillRatio: typeof fillRatio === "number" ? fillRatio : null,
  };
}
