import { UNKNOWN_RHYTHM } from "@resik/contract/bin/bin-rhythm";
import type { FigureId } from "@resik/contract/figure";
import {
  airFigure,
  districtAirOf,
  sharedAirUgM3,
  type DistrictAir,
} from "@resik/contract/health/air-figures";
import {
  AIR_WINDOW_MS,
  airStandingOf,
  type AirStanding,
} from "@resik/contract/health/air-standing";
import {
  BIN_WINDOW_MS,
  binFigure,
  binStandingOf,
  type BinStanding,
} from "@resik/contract/health/bin-figures";
import { familyRatioOf } from "@resik/contract/health/family";
import { teraDaysLeft } from "@resik/contract/health/tera-days";
import type { Device } from "@resik/contract/http/registry";
import type { Reading } from "@resik/contract/reading";
import { nextTurn } from "@resik/kit/next-turn";
import type { ReadingSource } from "@resik/readings/port";
import type { Newest } from "./newest.ts";
import { createSampleWindows, type OnDropped } from "./sample-window.ts";
import { toAirSample, toBinSample } from "./samples.ts";
import { readBinHistory, readFamilyBiases, type BinHistory } from "./slow-figures.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How often a bin's weeks are looked at again. */
const HISTORY_EVERY_MS = 6 * HOUR_MS;
const FAMILY_EVERY_MS = HOUR_MS / 2;
const BIN_RELOAD_MS = 3 * HOUR_MS;
const AIR_RELOAD_MS = HOUR_MS;
/** Questions to the store in one refresh; the others are asked in the next ones. */
const WINDOWS_ASKED_MAX = 400;
const HISTORIES_ASKED_MAX = 40;
/** Figures that ask how a station compares with the others in its last day. */
const FAMILY_FIGURES: readonly FigureId[] = ["airFamilyRatio", "pm25PlumeUgM3", "pm25HourUgM3"];
/** Devices refreshed before others get a turn. */
const TURN_DEVICES = 100;

/** What rules ask of devices, worked out from their readings as far as these changed. */
export interface FigureBoard {
  /** @throws what the source throws. */
  refresh(devices: readonly Device[], newest: Newest["byDevice"], nowMs: number): Promise<void>;
  /** Null where the readings say nothing of it. */
  figureOf(device: Device, figure: FigureId, nowMs: number): number | null;
  /** What the whole district has in the air, where a station's hour is no worse; null else. */
  sharedAirUgM3(device: Device): number | null;
  /** When the cell of a bin is empty; null where nobody can tell. */
  batteryEmptyMs(device: Device): number | null;
  /** When the newest reading came that was judged; null without one. */
  judgedAtMs(device: Device): number | null;
}

interface Slow<T> {
  value: T;
  atMs: number;
}

export interface FigureBoardOptions {
  source: Pick<ReadingSource, "scan" | "series">;
  /** Whether anybody asks for a figure; by default for all of them. */
  wants?: (figure: FigureId) => boolean;
  /** How often a bin's weeks, and the family of stations, are looked at again. */
  historyEveryMs?: number;
  familyEveryMs?: number;
  /** Told of samples of a device that floods, which are not judged. */
  onDropped?: OnDropped;
}

interface Judged<Standing> {
  /** The samples that it was made of: the same list means the same standing. */
  samples: readonly unknown[];
  standing: Standing | null;
}

/** What the readings of bins come to, with what weeks of them say. */
function createBins({ source, onDropped, historyEveryMs = HISTORY_EVERY_MS }: FigureBoardOptions) {
  const windows = createSampleWindows({
    source,
    channel: "bin",
    windowMs: BIN_WINDOW_MS,
    reloadEveryMs: BIN_RELOAD_MS,
    toSample: toBinSample,
    onDropped,
  });
  const judged = new Map<string, Judged<BinStanding>>();
  const histories = new Map<string, Slow<BinHistory>>();
  return {
    windows,
    standingOf: (id: string): BinStanding | null => judged.get(id)?.standing ?? null,
    historyOf: (id: string): BinHistory | undefined => histories.get(id)?.value,
    async refresh(newest: Reading, nowMs: number): Promise<void> {
      const samples = await windows.take(newest, nowMs);
      if (judged.get(newest.device)?.samples === samples) return;
      const rhythm = histories.get(newest.device)?.value.rhythm ?? UNKNOWN_RHYTHM;
      judged.set(newest.device, { samples, standing: binStandingOf(samples, rhythm) });
    },
    /** Learns again what changes slowly; who waited longest first. */
    async refreshHistories(devices: readonly Device[], nowMs: number): Promise<void> {
      const due = devices
        .filter(({ kind, id }) => kind === "bin" && judged.has(id))
        .map((device) => ({ device, atMs: histories.get(device.id)?.atMs ?? 0 }))
        .filter(({ atMs }) => nowMs - atMs >= historyEveryMs)
        .sort((left, right) => left.atMs - right.atMs)
        .slice(0, HISTORIES_ASKED_MAX);
      for (const { device } of due) {
        const value = await readBinHistory(source, device.id, nowMs);
        histories.set(device.id, { value, atMs: nowMs });
        // Its samples are judged again with the new rhythm.
        const standing = judged.get(device.id)?.standing ?? null;
        judged.set(device.id, { samples: [], standing });
        await nextTurn();
      }
    },
    forget: (known: ReadonlySet<string>) => {
      forgetOthers([judged, histories], known, windows.forget);
    },
  };
}

/** What the readings of stations come to, alone and together. */
function createStations(options: FigureBoardOptions) {
  const { source, onDropped, wants = () => true, familyEveryMs = FAMILY_EVERY_MS } = options;
  const windows = createSampleWindows({
    source,
    channel: "air",
    windowMs: AIR_WINDOW_MS,
    reloadEveryMs: AIR_RELOAD_MS,
    toSample: toAirSample,
    onDropped,
  });
  const judged = new Map<string, Judged<AirStanding>>();
  let family: Slow<Map<string, number | null>> | null = null;
  let district: DistrictAir = { hourUgM3: null, recentUgM3: null, beforeUgM3: null };
  return {
    windows,
    standingOf: (id: string): AirStanding | null => judged.get(id)?.standing ?? null,
    async refresh(newest: Reading, nowMs: number): Promise<void> {
      const samples = await windows.take(newest, nowMs);
      if (judged.get(newest.device)?.samples === samples) return;
      judged.set(newest.device, { samples, standing: airStandingOf(samples) });
    },
    async refreshDistrict(devices: readonly Device[], nowMs: number): Promise<void> {
      const isWanted = FAMILY_FIGURES.some((figure) => wants(figure));
      const isDue = !family || nowMs - family.atMs >= familyEveryMs || nowMs < family.atMs;
      if (isWanted && isDue) {
        const ids = devices.filter(({ kind }) => kind === "air").map(({ id }) => id);
        const known = family?.value;
        const value = await readFamilyBiases(source, ids, nowMs);
        // While it was silent nobody cleaned a head, or it shows when it has spoken for a while.
        for (const [id, bias] of value) value.set(id, bias ?? known?.get(id) ?? null);
        family = { value, atMs: nowMs };
      }
      const standings = [...judged.values()].flatMap(({ standing }) => standing ?? []);
      district = districtAirOf(standings, nowMs);
    },
    figureOf(id: string, figure: FigureId, nowMs: number): number | null {
      const bias = family?.value.get(id) ?? null;
      if (figure === "airFamilyRatio") return bias === null ? null : familyRatioOf(bias);
      const standing = judged.get(id)?.standing ?? null;
      return airFigure(standing, district, { figure, nowMs, bias });
    },
    sharedAirUgM3(id: string): number | null {
      const standing = judged.get(id)?.standing ?? null;
      return standing && sharedAirUgM3(standing, district, family?.value.get(id) ?? null);
    },
    forget: (known: ReadonlySet<string>) => forgetOthers([judged], known, windows.forget),
  };
}

/** Devices that are retired or gone leave nothing behind. */
function forgetOthers(
  maps: readonly Map<string, unknown>[],
  known: ReadonlySet<string>,
  forget: (id: string) => void,
): void {
  for (const map of maps) {
    for (const id of map.keys()) {
      if (known.has(id)) continue;
      map.delete(id);
      forget(id);
    }
  }
}

export function createFigureBoard(options: FigureBoardOptions): FigureBoard {
  const bins = createBins(options);
  const stations = createStations(options);
  let newestByDevice: Newest["byDevice"] = new Map();

  const newestOf = (device: Device, channel: Reading["channel"]): Reading | undefined =>
    newestByDevice.get(device.id)?.find((one) => one.channel === channel);

  async function refreshWindows(devices: readonly Device[], nowMs: number): Promise<void> {
    let asked = 0;
    for (const [index, device] of devices.entries()) {
      if (index % TURN_DEVICES === TURN_DEVICES - 1) await nextTurn();
      if (device.kind === "scale") continue;
      const newest = newestOf(device, device.kind);
      if (!newest) continue;
      const own = device.kind === "bin" ? bins : stations;
      if (own.windows.needsStore(newest, nowMs) && asked++ >= WINDOWS_ASKED_MAX) continue;
      await own.refresh(newest, nowMs);
    }
  }

  return {
    async refresh(devices, newest, nowMs) {
      newestByDevice = newest;
      const known = new Set<string>(devices.map(({ id }) => id));
      bins.forget(known);
      stations.forget(known);
      await bins.refreshHistories(devices, nowMs);
      await refreshWindows(devices, nowMs);
      await stations.refreshDistrict(devices, nowMs);
    },
    figureOf(device, figure, nowMs) {
      const { id, kind } = device;
      if (figure === "batteryDaysLeft") {
        const emptyAtMs = bins.historyOf(id)?.emptyAtMs ?? null;
        return emptyAtMs === null ? null : Math.max(0, (emptyAtMs - nowMs) / DAY_MS);
      }
      if (kind === "bin") {
        const standing = bins.standingOf(id);
        return standing && binFigure(standing, figure, nowMs);
      }
      if (figure === "batteryV") return supplyV(newestOf(device, "status"), nowMs);
      if (kind === "air") return stations.figureOf(id, figure, nowMs);
      return figure === "teraDaysLeft" ? teraOf(newestOf(device, "scale"), nowMs) : null;
    },
    sharedAirUgM3: ({ id }) => stations.sharedAirUgM3(id),
    batteryEmptyMs: ({ id }) => {
      const history = bins.historyOf(id);
      return history?.isFalling === true ? history.emptyAtMs : null;
    },
    judgedAtMs: ({ id }) =>
      bins.standingOf(id)?.newestMs ?? stations.standingOf(id)?.newestMs ?? null,
  };
}

function supplyV(status: Reading | undefined, nowMs: number): number | null {
  const value = status?.fields["batteryV"];
  return status && typeof value === "number" && nowMs - status.atMs <= DAY_MS ? value : null;
}

function teraOf(scale: Reading | undefined, nowMs: number): number | null {
  const until = scale?.fields["teraUntil"];
  return typeof until === "string" ? teraDaysLeft(until, nowMs) : null;
}
