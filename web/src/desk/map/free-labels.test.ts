import * as fc from "fast-check";
import { expect, test } from "vitest";
import { freeLabels, type LabelBox } from "./free-labels.ts";

const pixels = fc.integer({ min: 0, max: 400 });
const size = fc.integer({ min: 1, max: 120 });
const box = fc.record({ x: pixels, top: pixels, width: size, height: size });

/** Whether a point of the screen lies inside a label. */
const covers = ({ x, top, width, height }: LabelBox, px: number, py: number): boolean =>
  px > x - width / 2 && px < x + width / 2 && py > top && py < top + height;

test("no point of the screen lies under two labels, and the first label is always there", () => {
  fc.assert(
    fc.property(fc.array(box, { minLength: 1, maxLength: 30 }), pixels, pixels, (all, x, y) => {
      const free = freeLabels(all);
      expect(free[0]).toBe(all[0]);
      expect(free.filter((one) => covers(one, x, y)).length).toBeLessThanOrEqual(1);
    }),
  );
});

test("a label goes only where one before it is in its way", () => {
  const label = (x: number, top: number) => ({ x, top, width: 40, height: 20 });
  const apart = [label(0, 0), label(40, 0), label(0, 20)];
  expect(freeLabels(apart)).toEqual(apart);
  expect(freeLabels([label(0, 0), label(39, 0), label(0, 19), label(70, 0)])).toEqual([
    label(0, 0),
    label(70, 0),
  ]);
});
