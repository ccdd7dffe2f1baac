import { expect, test } from "vitest";
import { noteText, PROGRAM_NOTES } from "./program-note.ts";

test("what the program noted is read in each language", () => {
  for (const note of Object.keys(PROGRAM_NOTES)) {
    const [id, en] = (["id", "en"] as const).map((language) =>
      noteText({ by: null, note }, language),
    );
    expect(id).not.toBe(note);
    expect(en).not.toBe(id);
  }
});

test("what somebody wrote stays as it was, also where it looks like a code", () => {
  expect(noteText({ by: "Sari", note: "arrived" }, "en")).toBe("arrived");
  expect(noteText({ by: null, note: "toString" }, "en")).toBe("toString");
  expect(noteText({ by: null, note: null }, "id")).toBeNull();
});
