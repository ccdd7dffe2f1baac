import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../../edge/request.ts";
import type { AlertRow } from "../edge/parse-alerts.ts";
import {
  POLL_PERIOD_MS,
  REOPEN_DELAY_MS,
  RESYNC_PERIOD_MS,
  SETTLE_MS,
  startAlertWatch,
  type AlertsNow,
  type AlertStream,
} from "./alert-watch.ts";

const row = (id: string): AlertRow => ({
  id,
  rule: "bin-full",
  ruleName: null,
  severity: "warning",
  state: "open",
  site: "tps-puri",
  siteName: "TPS Puri",
  areaName: "Pati",
  subject: id,
  subjectName: id,
  subjectKind: "bin",
  lat: 0,
  lon: 0,
  value: null,
  openedAt: 0,
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  escalatedAt: null,
  assignee: null,
  task: null,
});

/** A desk whose server and stream the test plays. */
function watch(rows: AlertRow[] = []) {
  const desk = {
    rows,
    isAway: false,
    asked: 0,
    opened: 0,
    isClosed: false,
    fresh: [] as string[],
    failures: 0,
    stream: null as AlertStream | null,
    hear: () => undefined as void,
  };
  const started = startAlertWatch({
    async fetchNow(): Promise<Answer<AlertsNow>> {
      desk.asked += 1;
      if (desk.isAway) return { ok: false, failure: { reason: "network" } };
      const summary = {
        open: desk.rows.length,
        acknowledged: 0,
        bySeverity: { critical: 0, high: 0, warning: desk.rows.length },
      };
      return { ok: true, value: { rows: desk.rows, isCut: false, summary } };
    },
    openStream(onAlert) {
      desk.opened += 1;
      desk.hear = onAlert;
      desk.stream = {
        onopen: null,
        onerror: null,
        isClosed: () => desk.isClosed,
        close: () => undefined,
      };
      return desk.stream;
    },
    onAlerts: (_now, fresh) => desk.fresh.push(...fresh.map(({ id }) => id)),
    onFailure: () => (desk.failures += 1),
  });
  return { desk, close: started.close, refresh: started.refresh };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("without events it asks every fifteen seconds, with events it listens", async () => {
  const { desk, close } = watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(desk.asked).toBe(1);
  await vi.advanceTimersByTimeAsync(POLL_PERIOD_MS);
  expect(desk.asked).toBe(2);
  desk.stream?.onopen?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(desk.asked).toBe(3);
  await vi.advanceTimersByTimeAsync(RESYNC_PERIOD_MS - 1);
  expect(desk.asked).toBe(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(desk.asked).toBe(4);
  close();
});

test("a storm of events is one question, and tells of what is new once", async () => {
  const { desk, close } = watch([row("old")]);
  await vi.advanceTimersByTimeAsync(0);
  expect(desk.fresh).toEqual([]);
  desk.rows = [row("b"), row("a"), row("old")];
  for (let count = 0; count < 40; count += 1) desk.hear();
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
  expect(desk.asked).toBe(2);
  expect(desk.fresh).toEqual(["b", "a"]);
  desk.hear();
  await vi.advanceTimersByTimeAsync(SETTLE_MS);
  expect(desk.fresh).toEqual(["b", "a"]);
  close();
});

test("events that never pause are asked about as they come, not when they end", async () => {
  const { desk, close } = watch();
  await vi.advanceTimersByTimeAsync(0);
  desk.rows = [row("a")];
  for (let count = 0; count < 20; count += 1) {
    desk.hear();
    await vi.advanceTimersByTimeAsync(SETTLE_MS / 2);
  }
  expect(desk.fresh).toEqual(["a"]);
  expect(desk.asked).toBeGreaterThan(3);
  expect(desk.asked).toBeLessThanOrEqual(1 + 10);
  close();
});

test("an alert that came while the server was away is told of when it is back", async () => {
  const { desk, close } = watch();
  await vi.advanceTimersByTimeAsync(0);
  desk.isAway = true;
  await vi.advanceTimersByTimeAsync(POLL_PERIOD_MS);
  expect(desk.failures).toBe(1);
  desk.isAway = false;
  desk.rows = [row("a")];
  await vi.advanceTimersByTimeAsync(POLL_PERIOD_MS);
  expect(desk.fresh).toEqual(["a"]);
  close();
});

test("a stream that was refused is opened again later; a closed desk does nothing more", async () => {
  const { desk, close } = watch();
  await vi.advanceTimersByTimeAsync(0);
  desk.isClosed = true;
  desk.stream?.onerror?.();
  await vi.advanceTimersByTimeAsync(REOPEN_DELAY_MS);
  expect(desk.opened).toBe(2);
  close();
  const { asked } = desk;
  await vi.advanceTimersByTimeAsync(10 * RESYNC_PERIOD_MS);
  expect({ asked: desk.asked, opened: desk.opened }).toEqual({ asked, opened: 2 });
});

test("what is done by hand asks at once, also while an older question is under way", async () => {
  const { desk, close, refresh } = watch();
  refresh();
  refresh();
  await vi.advanceTimersByTimeAsync(0);
  expect(desk.asked).toBe(2);
  close();
});
