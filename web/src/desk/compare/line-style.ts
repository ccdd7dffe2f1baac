/** Dashes in pixels: lines are told apart without their colour too. */
export const DASHES: readonly (readonly number[])[] = [
  [],
  [10, 5],
  [3, 4],
  [14, 4, 3, 4],
  [6, 3, 6, 9],
  [1, 6],
];

/** Colour and dash of the line at this place. */
export function lineStyle(
  element: Element,
  index: number,
): { color: string; dash: readonly number[] } {
  const name = `--compare-${index + 1}`;
  return {
    color: getComputedStyle(element).getPropertyValue(name).trim(),
    dash: DASHES[index] ?? [],
  };
}
