import { fail, ok, type Result } from "@resik/contract/error-code";
import type { IspuHistory } from "@resik/contract/http/ispu";
import type { Device } from "@resik/contract/http/registry";
import { ISPU_HOURS } from "@resik/contract/ispu/day-mean";
import { ispuOfHours } from "@resik/contract/ispu/hour-index";
import { ISPU_HISTORY_DAYS_MAX } from "@resik/contract/limits";
import { ROLLUP_MS } from "@resik/contract/series";
import type { RouteDeps } from "../deps.ts";
import { askStore } from "../readings-access.ts";
import { correctionsOf } from "../registry/desk/corrections.ts";
import { isIndicative } from "./indicative.ts";
import { readStationHours } from "./station-hours.ts";

const DAY_MS = 24 * ROLLUP_MS;

/** Full hours: the index at the first one is of the 24 hours before it. */
export interface HourRange {
  firstMs: number;
  /** Inclusive. */
  lastMs: number;
}

/**
 * The full hours after `from` and up to `to`, none of them in the future.
 *
 * @returns `invalid-input` when the range is empty, `range-too-large` above a year.
 */
export function hoursBetween(
  { from, to }: { from: string; to: string },
  nowMs: number,
): Result<HourRange, "invalid-input" | "range-too-large"> {
  const fromMs = Date.parse(from);
  const toMs = Date.parse(to);
  if (fromMs >= toMs) return fail("invalid-input", "from must be before to");
  if (toMs - fromMs > ISPU_HISTORY_DAYS_MAX * DAY_MS) {
    return fail("range-too-large", `at most ${ISPU_HISTORY_DAYS_MAX} days`);
  }
  const hourOf = (ms: number): number => Math.floor(ms / ROLLUP_MS) * ROLLUP_MS;
  return ok({ firstMs: hourOf(fromMs) + ROLLUP_MS, lastMs: hourOf(Math.min(toMs, nowMs)) });
}

/** The index of one station hour by hour. */
export async function readHistory(
  deps: Pick<RouteDeps, "db" | "source" | "events" | "ispuCompleteRatio">,
  device: Device,
  { firstMs, lastMs }: HourRange,
): Promise<Result<IspuHistory, "store-unavailable" | "invalid-input">> {
  const history: IspuHistory = {
    device: device.id,
    indicative: isIndicative(device),
    at: [],
    index: [],
    beyondScale: [],
    category: [],
    critical: [],
    provisional: [],
  };
  if (lastMs < firstMs) return ok(history);
  const corrections = await correctionsOf(deps.db, [device.id], deps.events);
  const fromMs = firstMs - ISPU_HOURS * ROLLUP_MS;
  const read = await askStore(deps, (source) =>
    readStationHours(source, corrections, { devices: [device.id], fromMs, toMs: lastMs }),
  );
  if (!read.ok) return read;
  const hours = read.value.get(device.id);
  if (!hours) return ok(history);
  const range = { firstMs: firstMs - ROLLUP_MS, lastMs: lastMs - ROLLUP_MS };
  for (const [index, ispu] of ispuOfHours(hours, range, deps.ispuCompleteRatio).entries()) {
    if (!ispu) continue;
    history.at.push(firstMs + index * ROLLUP_MS);
    history.index.push(ispu.index);
    history.beyondScale.push(ispu.beyondScale);
    history.category.push(ispu.category.id);
    history.critical.push(ispu.critical);
    history.provisional.push(ispu.provisional);
  }
  return ok(history);
}
