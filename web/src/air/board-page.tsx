import { useEffect, useRef, useState } from "preact/hooks";
import { stationsHref } from "../route/route.ts";
import { useNow } from "../shell/now-context.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { formatClock, ZONE_NAME } from "../format/time.ts";
import { useLanguage } from "../text/language-context.tsx";
import { BoardFace } from "./board/board-face.tsx";
import { boardStationOf, shouldReload, stationOfTurn } from "./board/board-state.ts";
import { useAirText } from "./text/use-air-text.ts";
import { useIspu } from "./use-ispu.ts";
import "./board/board.css";
import "./category.css";

const TURN_MS = 12_000;

/**
 * ISPU on a public screen: one station at a time, large, for weeks. What was received last stays
 * when the network goes, with its time and the word that the connection is lost, until it is too
 * old to be shown.
 */
export function BoardPage() {
  const { language } = useLanguage();
  const air = useAirText();
  const nowMs = useNow();
  const answer = useIspu();
  const lastAnswerMs = useLastAnswer(answer.value, nowMs);
  const { turn, isPaused, setPaused } = useTurns();
  usePageTitle(air.board.title);
  useWholeScreen();
  useDailyReload(lastAnswerMs, nowMs);

  const overview = answer.value;
  const station = overview === null ? null : stationOfTurn(overview, turn);
  const clock = (atMs: number): string => `${formatClock(atMs, language)} ${ZONE_NAME}`;
  const isCut = answer.failure !== null;
  return (
    <div class="board">
      <header class="board-head">
        <h1 class="board-station">{station?.name ?? overview?.district.name ?? air.board.title}</h1>
        <p class="board-clock">{clock(nowMs)}</p>
      </header>
      {station === null ? (
        <p class="board-empty" aria-busy={answer.isLoading && !isCut}>
          {overview === null ? (isCut ? air.board.never : "…") : air.emptyTitle}
        </p>
      ) : (
        <BoardFace station={boardStationOf(station, nowMs)} />
      )}
      <footer class="board-foot">
        {isCut && lastAnswerMs !== null && (
          <p class="board-cut" role="status">
            {air.board.offline(clock(lastAnswerMs))}
          </p>
        )}
        <p class="board-place">
          {overview?.district.name}
          {overview !== null && overview.stations.length > 1 && (
            <>
              {" · "}
              {air.board.of(
                String((turn % overview.stations.length) + 1),
                String(overview.stations.length),
              )}
            </>
          )}
        </p>
        <div class="board-tools">
          <button class="button button-quiet" type="button" onClick={() => setPaused(!isPaused)}>
            {isPaused ? air.board.resume : air.board.pause}
          </button>
          <a class="button button-quiet" href={stationsHref()}>
            {air.board.leave}
          </a>
        </div>
      </footer>
    </div>
  );
}

/** When the newest answer came; null before the first. */
function useLastAnswer(value: object | null, nowMs: number): number | null {
  const last = useRef<{ value: object | null; atMs: number | null }>({ value: null, atMs: null });
  if (value !== null && last.current.value !== value) last.current = { value, atMs: nowMs };
  return last.current.atMs;
}

/** Counts turns until somebody pauses. */
function useTurns() {
  const [turn, setTurn] = useState(0);
  const [isPaused, setPaused] = useState(false);
  useEffect(() => {
    if (isPaused) return undefined;
    const timer = setInterval(() => setTurn((before) => before + 1), TURN_MS);
    return () => clearInterval(timer);
  }, [isPaused]);
  return { turn, isPaused, setPaused };
}

/** Takes the page's own head and foot away for as long as the board stands. */
function useWholeScreen(): void {
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.screen = "board";
    return () => {
      delete root.dataset.screen;
    };
  }, []);
}

function useDailyReload(lastAnswerMs: number | null, nowMs: number): void {
  const startedMs = useRef(nowMs);
  useEffect(() => {
    if (shouldReload({ startedMs: startedMs.current, lastAnswerMs, nowMs })) location.reload();
  }, [lastAnswerMs, nowMs]);
}
