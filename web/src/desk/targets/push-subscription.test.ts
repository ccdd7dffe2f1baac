import { expect, it } from "vitest";
import { bytesOf, pushAbility } from "./push-subscription.ts";

it("reads the server's key, whatever letters it has", () => {
  expect([...bytesOf("-_8")]).toEqual([251, 255]);
  expect([...bytesOf("BAEC")]).toEqual([4, 1, 2]);
});

it("is not possible outside of a secure page", () => {
  expect(pushAbility()).toBe("insecure");
});
