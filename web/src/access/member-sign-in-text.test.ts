import { expect, test } from "vitest";
import type { Failure } from "../edge/request.ts";
import { indonesian } from "../text/id.ts";
import { memberSignInText } from "./member-sign-in-text.ts";
import { indonesian as access } from "./text/id.ts";

const texts = { access, text: indonesian };
const refused = (status: number, code: string, retryAfterS: number | null = null): Failure => ({
  reason: "refused",
  status,
  code,
  detail: "",
  retryAfterS,
});

test("a wrong number, a wrong PIN and an unknown member read the same", () => {
  const answers = [
    refused(401, "not-signed-in"),
    refused(404, "not-found"),
    refused(400, "invalid-input"),
  ].map((failure) => memberSignInText(failure, texts, false));
  expect(new Set(answers)).toEqual(new Set([access.wrong]));
});

test("a lock says how many minutes to wait, and a locked PIN whom to ask", () => {
  const locked = memberSignInText(refused(429, "too-many-requests", 841), texts, false);
  expect(locked).toContain("Tunggu 15 menit");
  expect(memberSignInText(refused(429, "", null), texts, false)).toBe(access.locked);
  expect(memberSignInText(refused(423, "pin-locked"), texts, true)).toContain("minta PIN baru");
});

test("a card that may have been replaced is said to be so", () => {
  expect(memberSignInText(refused(401, "not-signed-in"), texts, true)).toBe(access.wrongCard);
});

test("no network is not called a wrong PIN", () => {
  expect(memberSignInText({ reason: "network" }, texts, false)).toBe(indonesian.failure.network);
  expect(memberSignInText(refused(503, "store-unavailable"), texts, false)).toBe(
    indonesian.failure.busy,
  );
});
