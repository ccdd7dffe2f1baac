import { ISPU_CATEGORIES } from "@resik/contract/ispu/category";
import { CategoryBadge } from "./category-badge.tsx";
import { useAirText } from "./text/use-air-text.ts";

/** What each colour means for people, and what the words on the tiles mean. */
export function ScaleWords() {
  const air = useAirText();
  return (
    <section class="panel air-scale" aria-labelledby="air-scale">
      <h2 class="air-section-title" id="air-scale">
        {air.scaleTitle}
      </h2>
      <ul class="air-scale-rows">
        {ISPU_CATEGORIES.map(({ id, upTo }, index) => {
          const below = ISPU_CATEGORIES[index - 1]?.upTo;
          const from = below === undefined ? 0 : below + 1;
          return (
            <li class="air-scale-row" key={id}>
              <span class="air-scale-name">
                <CategoryBadge category={id} />
                <span class="air-note">
                  {Number.isFinite(upTo)
                    ? air.scaleUpTo(String(from), String(upTo))
                    : air.scaleAbove(String(below))}
                </span>
              </span>
              <span>{air.advice[id]}</span>
            </li>
          );
        })}
      </ul>
      <dl class="air-words">
        {Object.entries(air.words).map(([key, { title, text }]) => (
          <div key={key}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
