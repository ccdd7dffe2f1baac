import { describe, expect, it } from "vitest";
import { encodeCursor } from "../registry/page-cursor.ts";
import { pageBeforeSeq } from "./seq-page.ts";

const ROWS = [5, 4, 3, 2, 1].map((seq) => ({ seq }));

/** As the registry's lists read: one row more than asked for. */
const read = ({ beforeSeq, limit }: { beforeSeq: number; limit: number }) =>
  Promise.resolve(ROWS.filter(({ seq }) => beforeSeq === 0 || seq < beforeSeq).slice(0, limit + 1));

describe("a list from the newest row on", () => {
  it.each([1, 2, 4, 5, 6])("is read whole in pages of %i", async (limit) => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await pageBeforeSeq({ cursor, limit }, read);
      if (!page.ok) throw new Error(page.detail);
      expect(page.value.items.length).toBeLessThanOrEqual(limit);
      seen.push(...page.value.items.map(({ seq }) => seq));
      cursor = page.value.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it.each(["", "x", "YWJj", encodeCursor("-1"), encodeCursor("1e9"), encodeCursor("9".repeat(16))])(
    "is not read from %j on, which is no cursor of ours",
    async (cursor) => {
      expect(await pageBeforeSeq({ cursor, limit: 2 }, read)).toMatchObject({
        code: "invalid-input",
      });
    },
  );
});
