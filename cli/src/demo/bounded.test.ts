import { expect, test } from "vitest";
import { mapBounded } from "./bounded.ts";

test("results keep the items' order and no more jobs than allowed run at once", async () => {
  let running = 0;
  let most = 0;
  const results = await mapBounded([5, 1, 4, 2, 3], 2, async (item) => {
    most = Math.max(most, ++running);
    for (let turn = 0; turn < item; turn++) await Promise.resolve();
    running--;
    return item * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

test("the first failure ends it and no further item is begun", async () => {
  const begun: number[] = [];
  const all = mapBounded([1, 2, 3, 4], 1, async (item) => {
    begun.push(item);
    if (item === 2) throw new Error("refused");
    return item;
  });
  await expect(all).rejects.toThrow("refused");
  expect(begun).toEqual([1, 2]);
});

test("no items give no results", async () => {
  expect(await mapBounded([], 4, async (item) => item)).toEqual([]);
});
