import { isSlug } from "@resik/contract/slug";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isDeviceSlug } from "./device-slug.ts";

test("the pattern agrees with the contract's on any text", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9-]{0,45}$/));
  fc.assert(fc.property(text, (value) => isDeviceSlug(value) === isSlug(value)));
  expect(isDeviceSlug("bak-07")).toBe(true);
  expect(isDeviceSlug("Bak_07")).toBe(false);
});
