/** Where a label would stand on the screen, in pixels. */
export interface LabelBox {
  /** Its middle from left to right. */
  x: number;
  top: number;
  width: number;
  height: number;
}

/** The labels that lie over none before them; those that come first go first. */
export function freeLabels<T extends LabelBox>(boxes: readonly T[]): T[] {
  const free: T[] = [];
  for (const box of boxes) {
    if (!free.some((other) => isOver(box, other))) free.push(box);
  }
  return free;
}

const isOver = (one: LabelBox, other: LabelBox): boolean =>
  Math.abs(one.x - other.x) * 2 < one.width + other.width &&
  one.top < other.top + other.height &&
  other.top < one.top + one.height;
