/**
 * The next point with a value in a direction; from nowhere, the last point. Null when there is
 * none.
 */
export function stepIndex(
  values: readonly (number | null)[],
  from: number | null,
  step: 1 | -1,
): number | null {
  let index = from === null ? values.length - 1 : from + step;
  const direction = from === null ? -1 : step;
  while (index >= 0 && index < values.length) {
    if (values[index] !== null) return index;
    index += direction;
  }
  return null;
}
