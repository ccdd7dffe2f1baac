import { expect, test } from "vitest";
import type { Failure } from "../../edge/request.ts";
import { outcomeAfter, type Outcome } from "./outcome.ts";

const lost: Failure = { reason: "network" };
const refused = (code: string): Failure => ({
  reason: "refused",
  status: 403,
  code,
  detail: "",
  retryAfterS: null,
});
const asking = { isLoading: true, failure: null };
const came = (failure: Failure | null) => ({ isLoading: false, failure });

test("nothing is known before the first answer or failure", () => {
  expect(outcomeAfter("waiting", asking)).toBe("waiting");
  expect(outcomeAfter("waiting", came(null))).toBe("answered");
  expect(outcomeAfter("waiting", came(lost))).toBe("failed");
  expect(outcomeAfter("waiting", came(refused("not-allowed")))).toBe("not-ours");
  expect(outcomeAfter("waiting", came(refused("not-signed-in")))).toBe("failed");
});

test("asking again leaves what came before until there is something else", () => {
  for (const before of ["answered", "failed", "not-ours"] satisfies Outcome[]) {
    expect(outcomeAfter(before, asking)).toBe(before);
    expect(outcomeAfter(before, came(null))).toBe("answered");
  }
});
