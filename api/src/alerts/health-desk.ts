import { FIGURE_IDS, figureOf, type FigureId } from "@resik/contract/figure";
import type { DeviceHealth } from "@resik/contract/http/device-health";
import type { Device } from "@resik/contract/http/registry";
import type { Clock } from "@resik/kit/clock";
import type { ReadingSource } from "@resik/readings/port";
import { judgePresence } from "../device-presence.ts";
import type { StateBoard } from "../presence.ts";
import { toInstant } from "../registry/device-row.ts";
import { faultsOf } from "./device-faults.ts";
import type { FigureBoard } from "./figure-board.ts";
import { readNewest, type Newest } from "./newest.ts";
import type { Roster } from "./roster.ts";

/** What somebody asked for a moment ago is not worked out again. */
const FRESH_MS = 30_000;

/** What is wrong with devices, from the figures that rules are judged by. */
export interface HealthDesk {
  /** @throws what the source throws. */
  healthOf(devices: readonly Device[]): Promise<DeviceHealth[]>;
}

export interface HealthDeskOptions {
  source: Pick<ReadingSource, "latest">;
  board: FigureBoard;
  roster: Roster;
  states: StateBoard;
  clock: Clock;
}

export function createHealthDesk(options: HealthDeskOptions): HealthDesk {
  const { source, board, roster, clock } = options;
  let known: { untilMs: number; newest: Promise<Newest["byDevice"]> } | null = null;

  async function freshen(): Promise<Newest["byDevice"]> {
    const nowMs = clock.nowMs();
    const { byDevice } = await readNewest(source, nowMs);
    // All of them, because stations are judged by their neighbours.
    const devices = [...(await roster.bySite()).values()].flat();
    await board.refresh(devices, byDevice, nowMs);
    return byDevice;
  }

  return {
    async healthOf(devices) {
      const nowMs = clock.nowMs();
      if (!known || clock.monotonicMs() >= known.untilMs) {
        const newest = freshen();
        known = { untilMs: clock.monotonicMs() + FRESH_MS, newest };
        newest.catch(() => (known = null));
      }
      const byDevice = await known.newest;
      return devices.map((device): DeviceHealth => {
        const { presence } = judgePresence(options, device, byDevice.get(device.id) ?? []);
        const figures = figuresOf(board, device, nowMs);
        const judgedAtMs = board.judgedAtMs(device);
        const emptyMs = board.batteryEmptyMs(device);
        return {
          device: device.id,
          judgedAt: judgedAtMs === null ? null : toInstant(judgedAtMs),
          faults: faultsOf(device.kind, presence, figures),
          figures,
          batteryEmptyAt: emptyMs === null ? null : toInstant(emptyMs),
        };
      });
    },
  };
}

function figuresOf(
  board: FigureBoard,
  device: Device,
  nowMs: number,
): Partial<Record<FigureId, number>> {
  const figures: Partial<Record<FigureId, number>> = {};
  for (const id of FIGURE_IDS) {
    if (!figureOf(id).kinds.includes(device.kind)) continue;
    const value = board.figureOf(device, id, nowMs);
    if (value !== null) figures[id] = value;
  }
  return figures;
}
