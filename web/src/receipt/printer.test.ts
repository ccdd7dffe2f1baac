import { expect, test } from "vitest";
import { chunksOf } from "./printer.ts";

test("bytes are handed over in parts that together are the whole", () => {
  const bytes = Uint8Array.from({ length: 205 }, (_, index) => index);
  const chunks = chunksOf(bytes, 100);
  expect(chunks.map(({ length }) => length)).toEqual([100, 100, 5]);
  expect(chunks.flatMap((chunk) => [...chunk])).toEqual([...bytes]);
  expect(chunksOf(new Uint8Array(0), 100)).toEqual([]);
});
