import { expect, test } from "vitest";
import { beginDraft, followed, settled } from "./use-draft.ts";

const A = { interval: "20", depth: "100" };
const B = { interval: "10", depth: "100" };
const TYPED = { interval: "5", depth: "100" };

test("a form in which nothing is typed follows what somebody else stored", () => {
  expect(followed(beginDraft(A), B)).toEqual(beginDraft(B));
});

test("what is typed stays when somebody else stores meanwhile, and that is told", () => {
  const typed = { ...beginDraft(A), draft: TYPED };
  expect(followed(typed, { ...A })).toBe(typed);
  const overtaken = followed(typed, B);
  expect(overtaken).toMatchObject({ draft: TYPED, other: B });
  // Put back meanwhile: there is nothing to tell any more.
  expect(followed(overtaken, A)).toMatchObject({ draft: TYPED, other: null });
});

test("somebody else who stored just what is typed is nothing to tell", () => {
  expect(followed({ ...beginDraft(A), draft: B }, B)).toEqual(beginDraft(B));
});

test("what was stored stands, also while what is read is still the one before", () => {
  const stored = settled({ ...beginDraft(A), draft: TYPED }, TYPED, B);
  expect(followed(stored, A)).toMatchObject({ base: B, draft: B, other: null });
  expect(followed(stored, B)).toMatchObject({ base: B, draft: B, other: null });
});

test("what was typed while it was sent is not thrown away", () => {
  const later = { interval: "6", depth: "100" };
  expect(settled({ ...beginDraft(A), draft: later }, TYPED, B)).toMatchObject({
    base: B,
    draft: later,
  });
});
