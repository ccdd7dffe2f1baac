import { ISPU_CATEGORY_IDS } from "@resik/contract/ispu/category";
import { formatNumber } from "../format/number.ts";
import { CategoryBadge } from "./category-badge.tsx";
import { indexWords } from "./index-words.ts";
import type { AirOverview } from "./parse-ispu.ts";
import { useAirText } from "./text/use-air-text.ts";
import { categoryToActBy, worstHour } from "./worst.ts";

/** The district in one sentence, what it means for people, and how many stations say what. */
export function AirSummary({ overview }: { overview: AirOverview }) {
  const air = useAirText();
  const { stations, summary } = overview;
  const worst = stations.find(({ device }) => device === summary.worst);
  const smoke = worstHour(stations);
  const actBy = categoryToActBy(worst?.day ?? null, smoke?.hour ?? null);
  const counts = ISPU_CATEGORY_IDS.map((category) => ({
    category,
    count: stations.filter(({ day }) => day?.category === category).length,
  })).filter(({ count }) => count > 0);
  return (
    <section class="panel air-summary" aria-labelledby="air-summary">
      <h2 class="air-section-title" id="air-summary">
        {air.summaryTitle}
      </h2>
      {worst?.day ? (
        <p class="air-sentence">
          <CategoryBadge category={worst.day.category} />{" "}
          {counts.length === 1 && stations.length > 1
            ? air.allAre(air.categories[worst.day.category])
            : air.worstIs(
                worst.name,
                air.categories[worst.day.category],
                indexWords(worst.day, air),
              )}
        </p>
      ) : (
        <p class="air-sentence">{air.noneNow}</p>
      )}
      {smoke !== null && (
        <p class="air-advice">
          {air.smokeNow(
            smoke.station.name,
            formatNumber(smoke.hour.pm25UgM3, 1),
            air.categories[smoke.hour.category],
          )}
        </p>
      )}
      {actBy !== null && <p class="air-advice">{air.advice[actBy]}</p>}
      <ul class="air-counts">
        {counts.map(({ category, count }) => (
          <li key={category}>
            <span class={`air-dot ispu-${category}`} aria-hidden="true" />
            {air.countIn(formatNumber(count), air.categories[category])}
          </li>
        ))}
        {summary.without > 0 && <li>{air.countWithout(formatNumber(summary.without))}</li>}
      </ul>
    </section>
  );
}
