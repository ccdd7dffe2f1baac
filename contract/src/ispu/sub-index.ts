import { ISPU_BREAKPOINTS, ISPU_INDEX_MAX, ISPU_STEPS, type IspuParameter } from "./parameter.ts";

export interface SubIndex {
  /** Not rounded: whoever shows it rounds last. */
  index: number;
  /** The concentration lies beyond the table: shown as ">500", the index is 500. */
  beyondScale: boolean;
}

/**
 * The index of one parameter by the formula of P.14/2020, annex:
 * `I = (Ia − Ib) / (Xa − Xb) × (Xx − Xb) + Ib`, where a and b are the upper and lower limit of the
 * row that holds the concentration. The lower limit of a row is the upper limit of the row before
 * it, so that the index is continuous (some calculators start a row at 51 instead).
 *
 * @param concentration 24-hour mean, µg/m³.
 * @throws RangeError below zero or when it is no number: a missing value is never zero, and the
 * caller has to know which it is.
 */
export function subIndexOf(parameter: IspuParameter, concentration: number): SubIndex {
  if (!Number.isFinite(concentration) || concentration < 0) {
    throw new RangeError(`${concentration} µg/m³ is not a concentration`);
  }
  let lower = { index: 0, concentration: 0 };
  for (const [row, upperConcentration] of ISPU_BREAKPOINTS[parameter].entries()) {
    const upperIndex = ISPU_STEPS[row] ?? ISPU_INDEX_MAX;
    if (concentration === upperConcentration) return { index: upperIndex, beyondScale: false };
    if (concentration < upperConcentration) {
      const slope = (upperIndex - lower.index) / (upperConcentration - lower.concentration);
      // Rounding in the last binary place must not lift a value over the edge of its row.
      const index = slope * (concentration - lower.concentration) + lower.index;
      return { index: Math.min(index, upperIndex), beyondScale: false };
    }
    lower = { index: upperIndex, concentration: upperConcentration };
  }
  return { index: ISPU_INDEX_MAX, beyondScale: true };
}
