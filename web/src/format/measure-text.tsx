import { formatMeasureNumber, measureUnit, type Measure } from "./measure.ts";

/** A value whose unit steps back behind its number. */
export function MeasureText({ measure, value }: { measure: Measure; value: number }) {
  const unit = measureUnit(measure);
  const isClose = unit === "%" || unit === "°";
  return (
    <>
      {formatMeasureNumber(measure, value)}
      {!isClose && "\u00a0"}
      <span class={isClose ? "unit unit-close" : "unit"}>{unit}</span>
    </>
  );
}
