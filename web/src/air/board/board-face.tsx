import { ISPU_PARAMETER_NAMES } from "@resik/contract/ispu/parameter";
import { formatNumber } from "../../format/number.ts";
import { formatClock, formatMoment, ZONE_NAME } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { indexWords } from "../index-words.ts";
import { useAirText } from "../text/use-air-text.ts";
import { categoryToActBy } from "../worst.ts";
import type { BoardStation } from "./board-state.ts";

/** One station on the board: its index on the official colour, and the last hour beside it. */
export function BoardFace({ station }: { station: BoardStation }) {
  return (
    <div class="board-face">
      <BoardIndex station={station} />
      <BoardSide station={station} />
    </div>
  );
}

function BoardIndex({ station }: { station: BoardStation }) {
  const { language } = useLanguage();
  const air = useAirText();
  const { day, oldAtMs } = station;
  if (day === null) {
    return (
      <section class="board-index board-none">
        <p class="board-label">{air.index}</p>
        <p class="board-number">–</p>
        <p class="board-name">{oldAtMs === null ? air.noIndex : air.board.old}</p>
        <p class="board-small">
          {oldAtMs === null ? air.noIndexText : air.board.oldText(formatMoment(oldAtMs, language))}
        </p>
      </section>
    );
  }
  const marks = [
    ...(day.provisional ? [air.provisional] : []),
    ...(station.indicative ? [air.indicative] : []),
  ];
  return (
    <section class={`board-index ispu-${day.category}`}>
      <p class="board-label">{air.index}</p>
      <p class="board-number">{indexWords(day, air)}</p>
      <p class="board-name">{air.categories[day.category]}</p>
      <p class="board-small">
        {air.critical(ISPU_PARAMETER_NAMES[day.critical])}
        {marks.map((mark) => ` · ${mark}`)}
      </p>
      <p class="board-small">
        {air.board.dataAt(`${formatClock(Date.parse(day.at), language)} ${ZONE_NAME}`)}
      </p>
    </section>
  );
}

function BoardSide({ station }: { station: BoardStation }) {
  const { language } = useLanguage();
  const air = useAirText();
  const { day, hour } = station;
  const category = categoryToActBy(day, hour);
  return (
    <div class="board-side">
      <section class="board-hour">
        <p class="board-label">{air.hourTitle}</p>
        {hour === null ? (
          <p class="board-small">{air.noHour}</p>
        ) : (
          <>
            <p class="board-value">
              {formatNumber(hour.pm25UgM3, 1)} <span class="board-unit">µg/m³</span>
            </p>
            <p class="board-small">
              {air.hourLooks(air.categories[hour.category])} ·{" "}
              {air.hourUntil(`${formatClock(Date.parse(hour.at), language)} ${ZONE_NAME}`)}
            </p>
          </>
        )}
      </section>
      {category !== null && <p class="board-advice">{air.advice[category]}</p>}
    </div>
  );
}
