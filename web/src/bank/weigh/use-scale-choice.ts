import { useState } from "preact/hooks";
import { readSetting, readText, writeSetting } from "../../shell/kept-setting.ts";
import type { Desk } from "../desk/desk.ts";
import type { QueueItem } from "../queue/queue-item.ts";
import { isSameReading, type Draft } from "./draft.ts";
import { evidenceOf } from "./scale-state.ts";
import { useScale } from "./use-scale.ts";
import { WEIGH_WAYS, type ScaleInUse, type WeighWay } from "./weight-panel.tsx";

const WAY_SETTING = "weigh-way";

/** The scale that this phone listens to; the choice is kept for the next day. */
export function useScaleChoice(
  desk: Desk,
  draft: Draft | null,
  items: readonly QueueItem[],
): ScaleInUse {
  const deviceSetting = `scale-${desk.bank.id}`;
  const [way, setWay] = useState<WeighWay>(() => readSetting(WAY_SETTING, WEIGH_WAYS, "scale"));
  const [chosen, setChosen] = useState(() => readText(deviceSetting));
  const known = desk.scales.find(({ device }) => device === chosen) ?? desk.scales[0];
  const device = known?.device ?? null;
  const state = useScale(way === "scale" && draft !== null ? device : null);
  const { reading } = state;
  return {
    way,
    onWay(next) {
      writeSetting(WAY_SETTING, next);
      setWay(next);
    },
    scales: desk.scales,
    device,
    onDevice(next) {
      writeSetting(deviceSetting, next);
      setChosen(next);
    },
    state,
    isUsed:
      reading !== null &&
      usedReadings(draft, items).some((used) => isSameReading(used, evidenceOf(reading))),
  };
}

/** Readings that stand on a line of this phone: in the draft, waiting, or sent lately. */
const usedReadings = (draft: Draft | null, items: readonly QueueItem[]) => [
  ...(draft?.lines ?? []).flatMap(({ evidence }) => evidence ?? []),
  ...items
    .filter(({ state }) => state !== "discarded")
    .flatMap(({ body }) => body.lines.flatMap(({ evidence }) => evidence ?? [])),
];
