import type { Answer } from "../edge/request.ts";
import type { LiveReading, StationList } from "../edge/station.ts";
import { createReadingBuffer } from "./reading-buffer.ts";
import type { StationsAction } from "./stations-state.ts";

/** Ask for the list this often while no live events come, and while they do. */
export const POLL_PERIOD_MS = 10_000;
export const RESYNC_PERIOD_MS = 60_000;
/** A stream that the server refused is tried again after this. */
export const REOPEN_DELAY_MS = 30_000;

/** The part of an EventSource that is used; tests bring their own. */
export interface LiveStream {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  /** The browser gave up, it will not try again by itself. */
  isClosed(): boolean;
  close(): void;
}

export interface LiveSourceDeps {
  fetchList: (signal: AbortSignal) => Promise<Answer<StationList>>;
  openStream: (onReading: (reading: LiveReading) => void) => LiveStream;
  nowMs: () => number;
  dispatch: (action: StationsAction) => void;
}

type TimerId = ReturnType<typeof setTimeout> | undefined;

export interface LiveSource {
  /** Asks for the list now, for a retry button and for `online` events. */
  refresh(): void;
  close(): void;
}

/**
 * Keeps the stations fresh: the list first, live events after it, and the list again every ten
 * seconds whenever the events do not come. Each (re)connection fetches the list once more, because
 * what happened in between was not heard.
 */
export function startLiveSource(deps: LiveSourceDeps): LiveSource {
  const closing = new AbortController();
  let stream: LiveStream | null = null;
  let isStreaming = false;
  // What a page without events is: still opening its stream, or left to ask for the list.
  let waiting: "connecting" | "polling" = "connecting";
  let isFetching = false;
  let mustFetchAgain = false;
  let listTimer: TimerId;
  let reopenTimer: TimerId;

  const refresh = async (): Promise<void> => {
    if (closing.signal.aborted) return;
    if (isFetching) {
      // The answer under way may be older than the event that asks again.
      mustFetchAgain = true;
      return;
    }
    isFetching = true;
    clearTimeout(listTimer);
    const answer = await deps.fetchList(closing.signal);
    isFetching = false;
    if (closing.signal.aborted) return;
    if (answer.ok) {
      deps.dispatch({ type: "listed", list: answer.value, nowMs: deps.nowMs() });
      deps.dispatch({ type: "connected", connection: isStreaming ? "live" : waiting });
    } else {
      deps.dispatch({ type: "lost", failure: answer.failure });
    }
    const isLive = answer.ok && isStreaming;
    const isOverdue = mustFetchAgain;
    mustFetchAgain = false;
    if (isOverdue) return refresh();
    listTimer = setTimeout(() => void refresh(), isLive ? RESYNC_PERIOD_MS : POLL_PERIOD_MS);
  };

  const buffer = createReadingBuffer((readings) =>
    deps.dispatch({ type: "measured", readings, nowMs: deps.nowMs() }),
  );

  const open = (): void => {
    const opened = deps.openStream(buffer.push);
    stream = opened;
    opened.onopen = () => {
      isStreaming = true;
      void refresh();
    };
    opened.onerror = () => {
      // The list tells whether only the stream or the whole network is gone.
      if (isStreaming || waiting === "connecting") void refresh();
      isStreaming = false;
      waiting = "polling";
      if (!opened.isClosed()) return;
      opened.close();
      clearTimeout(reopenTimer);
      reopenTimer = setTimeout(open, REOPEN_DELAY_MS);
    };
  };

  void refresh();
  open();

  return {
    refresh: () => void refresh(),
    close() {
      closing.abort();
      for (const timer of [listTimer, reopenTimer]) clearTimeout(timer);
      buffer.close();
      stream?.close();
    },
  };
}
