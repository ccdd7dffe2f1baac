import { NEARLY_FULL_RATIO, fillLevelOf } from "./fill-level.ts";

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)}%`;

/**
 * A bar with a mark where "nearly full" begins; hatched where the level is unknown. Decorative: the
 * figure beside it says the same in text.
 */
export function FillBar({ fillRatio }: { fillRatio: number | null }) {
  if (fillRatio === null) return <span class="fill fill-unknown" aria-hidden="true" />;
  return (
    <svg class={`fill fill-${fillLevelOf(fillRatio)}`} aria-hidden="true" focusable="false">
      <rect class="fill-ground" width="100%" height="100%" />
      <rect class="fill-level" width={percent(fillRatio)} height="100%" />
      <line
        class="fill-mark"
        x1={percent(NEARLY_FULL_RATIO)}
        x2={percent(NEARLY_FULL_RATIO)}
        y1="0"
        y2="100%"
      />
    </svg>
  );
}
