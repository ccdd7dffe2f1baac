import { setupSchema } from "@resik/contract/http/users";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { refusedFields } from "./password.ts";

const fine = { username: "kepala.dlh", name: "Kepala", password: "empat kata mudah" };

test("what follows the stated rules is accepted by the form and by the contract", () => {
  expect(refusedFields(fine).size).toBe(0);
  expect(setupSchema.safeParse({ token: "t", ...fine }).success).toBe(true);
});

test("each rule refuses its own field", () => {
  expect([...refusedFields({ ...fine, username: "Ab" })]).toEqual(["username"]);
  expect([...refusedFields({ ...fine, name: "  " })]).toEqual(["name"]);
  expect([...refusedFields({ ...fine, password: "123456789" })]).toEqual(["password"]);
});

test("the form never accepts what the contract refuses", () => {
  const input = fc.record({
    username: fc.string({ maxLength: 32 }),
    name: fc.string({ maxLength: 130 }),
    password: fc.string({ maxLength: 140 }),
  });
  fc.assert(
    fc.property(input, (value) => {
      if (refusedFields(value).size > 0) return;
      expect(setupSchema.safeParse({ token: "t", ...value }).success).toBe(true);
    }),
  );
});
