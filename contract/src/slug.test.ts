import { expect, it } from "vitest";
import { evidenceSchema } from "./bank/command.ts";
import { deviceIdSchema, isSlug, SLUG_CHARACTERS_MAX } from "./slug.ts";

const LONGEST = `${"a-".repeat(39)}a`;

it("a slug has 2 to 40 letters and digits, single hyphens between them", () => {
  expect(LONGEST).toHaveLength(SLUG_CHARACTERS_MAX);
  for (const slug of ["a1", "bak-puri-03", "a".repeat(40), LONGEST]) {
    expect(isSlug(slug)).toBe(true);
    expect(deviceIdSchema.safeParse(slug).success).toBe(true);
  }
  for (const text of ["a", "a".repeat(41), `${LONGEST}a`, "a--b", "-a1", "a1-", "A1", "a_1"]) {
    expect(isSlug(text)).toBe(false);
    expect(deviceIdSchema.safeParse(text).success).toBe(false);
  }
});

it("a scale of any id that can be registered can be the evidence of a weighing", () => {
  const from = (device: string) =>
    evidenceSchema.safeParse({ device, boot: "b1", seq: 0, teraUntil: null }).success;
  expect(from(LONGEST)).toBe(true);
  expect(from(`${LONGEST}a`)).toBe(false);
});
