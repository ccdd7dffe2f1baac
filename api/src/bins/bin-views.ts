import { expectedRise } from "@resik/contract/bin/bin-rhythm";
import { BIN_FULL_RATIO } from "@resik/contract/bin/fill-cycle";
import { forecastFull, type FullTime } from "@resik/contract/bin/full-forecast";
import type { BinView } from "@resik/contract/http/bins";
import { deviceConfigSchema } from "@resik/contract/payload/downlink";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { isInScope, type SiteScope } from "../auth/principal.ts";
import { silentAfterMs } from "../presence.ts";
import { toInstant } from "../registry/device-row.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { BOARD_BINS_MAX, type BinStanding } from "./bin-board.ts";

const DAY_MS = 86_400_000;

/** A bin with what a choice among bins needs beyond its view. */
export interface StandingBin {
  view: BinView;
  standing: BinStanding | null;
}

/** Where every bin in scope stands, by when it is full: full ones first, the unknown last. */
export async function standingBins(
  db: RegistryDb,
  board: ReadonlyMap<string, BinStanding>,
  query: { scope: SiteScope; site?: string | undefined; nowMs: number },
): Promise<StandingBin[]> {
  const rows = await db
    .selectFrom("devices")
    .innerJoin("sites", "sites.id", "devices.site")
    .select([
      "devices.id",
      "devices.name",
      "devices.site",
      "devices.lat",
      "devices.lon",
      "devices.config",
      "sites.name as siteName",
      "sites.area_name as areaName",
    ])
    .where("devices.kind", "=", "bin")
    .where("devices.retired_at_ms", "is", null)
    .orderBy("devices.id")
    .limit(BOARD_BINS_MAX)
    .execute();
  return rows
    .filter(({ site }) => isInScope(query.scope, site) && (query.site ?? site) === site)
    .map(({ id, name, site, siteName, areaName, lat, lon, config }) => {
      const standing = board.get(id) ?? null;
      const device = deviceIdSchema.parse(id);
      const place = { device, name, site: siteIdSchema.parse(site), siteName, areaName, lat, lon };
      const staleAfterMs = silentAfterMs({
        kind: "bin",
        config: deviceConfigSchema.parse(JSON.parse(config)),
      });
      const stand = standOf(standing, query.nowMs, staleAfterMs);
      return { view: { ...place, ...stand }, standing };
    })
    .sort((a, b) => urgencyMs(a.view) - urgencyMs(b.view) || byDevice(a.view, b.view));
}

const byDevice = (a: BinView, b: BinView): number =>
  a.device < b.device ? -1 : a.device > b.device ? 1 : 0;

const urgencyMs = ({ isFull, full }: BinView): number =>
  isFull ? -Infinity : full ? Date.parse(full.at) : Number.MAX_SAFE_INTEGER;

type Stand = Pick<
  BinView,
  "fillRatio" | "at" | "trust" | "isFull" | "emptiedAt" | "ratePerDay" | "full"
>;

function standOf(standing: BinStanding | null, nowMs: number, staleAfterMs: number): Stand {
  if (!standing) {
    const nothing = { fillRatio: null, at: null, emptiedAt: null, ratePerDay: null, full: null };
    return { ...nothing, trust: "stale", isFull: false };
  }
  const { belief, rhythm, heardMs } = standing;
  const { fillRatio, atMs, emptiedAtMs, trust } = belief;
  const isFull = fillRatio !== null && fillRatio >= BIN_FULL_RATIO;
  const full =
    fillRatio === null || atMs === null ? null : forecastFull({ rhythm, fillRatio, atMs, nowMs });
  return {
    fillRatio,
    at: atMs === null ? null : toInstant(atMs),
    trust: nowMs - heardMs > staleAfterMs ? "stale" : trust,
    isFull,
    emptiedAt: emptiedAtMs === null ? null : toInstant(emptiedAtMs),
    ratePerDay: fillRatio === null ? null : expectedRise(rhythm, nowMs, nowMs + DAY_MS),
    full: full && instantsOf(full),
  };
}

const instantsOf = ({ atMs, earlyMs, lateMs }: FullTime): NonNullable<BinView["full"]> => ({
  at: toInstant(atMs),
  early: toInstant(earlyMs),
  late: toInstant(lateMs),
});
