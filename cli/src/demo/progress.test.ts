import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createProgress } from "./progress.ts";

test("without a terminal a few lines tell how far it is, never backwards", () => {
  const notes: string[] = [];
  const progress = createProgress("writing", {
    progressStream: null,
    note: (line) => notes.push(line),
  });
  for (const ratio of [0, 0.1, 0.3, 0.2, 0.31, 0.6, 1, 2]) progress.update(ratio);
  progress.end();
  progress.update(1);
  expect(notes).toEqual(["writing 0 %", "writing 30 %", "writing 60 %", "writing 100 %"]);
});

test("at a terminal one line is drawn over itself and ended once", () => {
  const stream = new PassThrough();
  const notes: string[] = [];
  // Only `write` of a terminal is used.
  const progressStream = stream as unknown as NodeJS.WriteStream;
  const progress = createProgress("writing", { progressStream, note: (line) => notes.push(line) });
  for (const ratio of [0.501, 0.502, 1]) progress.update(ratio);
  progress.end();
  progress.end();
  expect(String(stream.read())).toBe("\rwriting 50 %\rwriting 100 %\n");
  expect(notes).toEqual([]);
});
