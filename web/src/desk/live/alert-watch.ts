import type { Answer, Failure } from "../../edge/request.ts";
import type { AlertRow, AlertSummary } from "../edge/parse-alerts.ts";

/** Ask this often while no live events come, and while they do. */
export const POLL_PERIOD_MS = 15_000;
export const RESYNC_PERIOD_MS = 60_000;
/** Events that come within this time after the first of them are one question. */
export const SETTLE_MS = 300;
/** A stream that the server refused is tried again after this. */
export const REOPEN_DELAY_MS = 60_000;

/** What is wrong now. */
export interface AlertsNow {
  /** Not ended, newest first; the newest ones alone where there are more than fit. */
  rows: readonly AlertRow[];
  isCut: boolean;
  summary: AlertSummary;
}

export interface AlertStream {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  /** The browser gave up, it will not try again by itself. */
  isClosed(): boolean;
  close(): void;
}

export interface AlertWatchDeps {
  fetchNow: (signal: AbortSignal) => Promise<Answer<AlertsNow>>;
  openStream: (onAlert: () => void) => AlertStream;
  /** `fresh`: those that were not there at the question before; none at the first. */
  onAlerts: (now: AlertsNow, fresh: readonly AlertRow[]) => void;
  onFailure: (failure: Failure) => void;
}

export interface AlertWatch {
  /** Asks now, after something was done. */
  refresh(): void;
  close(): void;
}

type TimerId = ReturnType<typeof setTimeout> | undefined;

/** What stood in the answer before. */
interface Known {
  ids: ReadonlySet<string>;
  newestMs: number;
}

/** What was not there before; nothing at the first answer. */
function freshOf(before: Known | null, now: AlertsNow): AlertRow[] {
  if (before === null) return [];
  // Where more are open than fit, an old one that moves up is not new.
  return now.rows.filter(
    (row) => !before.ids.has(row.id) && (!now.isCut || row.openedAt >= before.newestMs),
  );
}

/**
 * Keeps the alerts fresh: an event only says that something changed, and the list is asked for
 * again. Without events it is asked for every 15 seconds.
 */
export function startAlertWatch(deps: AlertWatchDeps): AlertWatch {
  const closing = new AbortController();
  let stream: AlertStream | null = null;
  let isStreaming = false;
  let isAsking = false;
  let mustAskAgain = false;
  let askTimer: TimerId;
  let settleTimer: TimerId;
  let reopenTimer: TimerId;
  let known: Known | null = null;

  const take = (now: AlertsNow): void => {
    const fresh = freshOf(known, now);
    known = {
      ids: new Set(now.rows.map(({ id }) => id)),
      newestMs: now.rows.reduce((newest, row) => Math.max(newest, row.openedAt), 0),
    };
    deps.onAlerts(now, fresh);
  };

  const ask = async (): Promise<void> => {
    if (closing.signal.aborted) return;
    if (isAsking) {
      // The answer under way may be older than what asks again.
      mustAskAgain = true;
      return;
    }
    isAsking = true;
    clearTimeout(askTimer);
    const answer = await deps.fetchNow(closing.signal);
    isAsking = false;
    if (closing.signal.aborted) return;
    if (answer.ok) take(answer.value);
    else deps.onFailure(answer.failure);
    if (mustAskAgain) {
      mustAskAgain = false;
      return ask();
    }
    const restMs = answer.ok && isStreaming ? RESYNC_PERIOD_MS : POLL_PERIOD_MS;
    askTimer = setTimeout(() => void ask(), restMs);
  };

  const open = (): void => {
    const opened = deps.openStream(() => {
      // Counted from the first: events that never pause must not put the question off for ever.
      settleTimer ??= setTimeout(() => {
        settleTimer = undefined;
        void ask();
      }, SETTLE_MS);
    });
    stream = opened;
    opened.onopen = () => {
      isStreaming = true;
      // What happened before it stood was not heard.
      void ask();
    };
    opened.onerror = () => {
      if (isStreaming) void ask();
      isStreaming = false;
      if (!opened.isClosed()) return;
      opened.close();
      clearTimeout(reopenTimer);
      reopenTimer = setTimeout(open, REOPEN_DELAY_MS);
    };
  };

  void ask();
  open();
  return {
    refresh: () => void ask(),
    close() {
      closing.abort();
      for (const timer of [askTimer, settleTimer, reopenTimer]) clearTimeout(timer);
      stream?.close();
    },
  };
}
