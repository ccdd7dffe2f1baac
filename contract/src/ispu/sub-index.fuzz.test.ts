import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ISPU_CATEGORIES, ispuCategoryOf } from "./category.ts";
import { ISPU_BREAKPOINTS, ISPU_PARAMETERS, ISPU_STEPS } from "./parameter.ts";
import { subIndexOf } from "./sub-index.ts";

const parameters = fc.constantFrom(...ISPU_PARAMETERS);
const concentrations = fc.oneof(
  fc.double({ min: 0, max: 60_000, noNaN: true }),
  // Close to an edge, on either side of it.
  fc
    .record({
      parameter: parameters,
      row: fc.nat(4),
      by: fc.double({ min: -1, max: 1, noNaN: true }),
    })
    .map(({ parameter, row, by }) => (ISPU_BREAKPOINTS[parameter][row] ?? 0) + by * 1e-6),
);

describe("sub-index over all concentrations", () => {
  it("never falls when the concentration rises, and stays within 0 and 500", () => {
    fc.assert(
      fc.property(parameters, concentrations, concentrations, (parameter, one, other) => {
        const lower = subIndexOf(parameter, Math.min(one, other));
        const higher = subIndexOf(parameter, Math.max(one, other));
        expect(lower.index).toBeLessThanOrEqual(higher.index);
        expect(lower.index).toBeGreaterThanOrEqual(0);
        expect(higher.index).toBeLessThanOrEqual(500);
      }),
    );
  });

  it("has no step: it changes at most as fast as its steepest row", () => {
    fc.assert(
      fc.property(
        parameters,
        concentrations,
        fc.double({ min: 0, max: 1e-3, noNaN: true }),
        (parameter, concentration, by) => {
          const edges = [0, ...ISPU_BREAKPOINTS[parameter]];
          const steepest = Math.max(
            ...ISPU_STEPS.map((index, row) => {
              const rise = index - (ISPU_STEPS[row - 1] ?? 0);
              return rise / ((edges[row + 1] ?? 0) - (edges[row] ?? 0));
            }),
          );
          const change =
            subIndexOf(parameter, concentration + by).index -
            subIndexOf(parameter, concentration).index;
          expect(change).toBeLessThanOrEqual(steepest * by + 1e-8);
        },
      ),
    );
  });

  it("lies in the category whose row of the table holds the concentration", () => {
    fc.assert(
      fc.property(parameters, concentrations, (parameter, concentration) => {
        const row = ISPU_BREAKPOINTS[parameter].findIndex((upper) => concentration <= upper);
        const expected = ISPU_CATEGORIES[row < 0 ? ISPU_CATEGORIES.length - 1 : row];
        const { index } = subIndexOf(parameter, concentration);
        const upTo = Math.min(expected?.upTo ?? 0, 500);
        const from = row > 0 ? (ISPU_CATEGORIES[row - 1]?.upTo ?? 0) : 0;
        expect(index).toBeLessThanOrEqual(upTo);
        expect(index).toBeGreaterThanOrEqual(row < 0 ? 300 : from);
        // A rounding step above an edge the index may still be the edge itself.
        const isOnEdge = index === from && row !== 0;
        const category = ispuCategoryOf(isOnEdge ? index + 1e-9 : index);
        expect(category.id).toBe(expected?.id);
      }),
    );
  });
});
