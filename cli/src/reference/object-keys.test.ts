import { expect, test } from "vitest";
import { z } from "zod";
import { objectKeys } from "./object-keys.ts";

test("every key says its kind, its bounds and whether it must be there", () => {
  const schema = z.strictObject({
    v: z.literal(1),
    count: z.int().min(0).max(86_400),
    ratio: z.number().min(0).optional(),
    id: z.string().regex(/^[a-z]{4}$/),
    detail: z.string().max(200).optional(),
    name: z.enum(["tare", "reboot"]),
    at: z.union([z.iso.datetime(), z.int().min(0).max(9)]),
    ok: z.boolean(),
  });
  expect(objectKeys(schema)).toEqual([
    { name: "v", words: "always `1`", required: true },
    { name: "count", words: "whole number, 0 to 86,400", required: true },
    { name: "ratio", words: "number, from 0", required: false },
    { name: "id", words: "text like `^[a-z]{4}$`", required: true },
    { name: "detail", words: "text, at most 200 characters", required: false },
    { name: "name", words: "`tare`, `reboot`", required: true },
    { name: "at", words: "text in RFC 3339, UTC, or whole number, 0 to 9", required: true },
    { name: "ok", words: "boolean", required: true },
  ]);
});

test("a form without words is refused, never passed over", () => {
  expect(() => objectKeys(z.object({ nested: z.object({}) }))).toThrow("no words");
});
