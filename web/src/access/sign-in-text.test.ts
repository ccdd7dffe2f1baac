import { expect, test } from "vitest";
import { indonesian as text } from "../text/id.ts";
import { signInText } from "./sign-in-text.ts";

const refused = (status: number, retryAfterS: number | null = null) =>
  ({ reason: "refused", status, code: "", detail: "", retryAfterS }) as const;

test("a wrong password and an unknown name read the same", () => {
  expect(signInText(refused(401), text)).toBe(text.access.wrong);
  expect(signInText(refused(422), text)).toBe(text.access.wrong);
});

test("a lock-out says how long to wait, rounded up", () => {
  expect(signInText(refused(429, 61), text)).toContain("2 menit");
  expect(signInText(refused(429, 1), text)).toContain("1 menit");
  expect(signInText(refused(429), text)).toBe(text.access.locked);
});

test("a broken network or server is not blamed on the password", () => {
  expect(signInText({ reason: "network" }, text)).toBe(text.failure.network);
  expect(signInText(refused(500), text)).toBe(text.failure.refused(500));
});
