import type { Failure } from "../edge/request.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { failureText } from "../text/failure-text.ts";

/** Why a sign-in did not work, in plain words. */
export function signInText(failure: Failure, text: Catalogue): string {
  if (failure.reason !== "refused") return failureText(failure, text);
  if (failure.status === 429) {
    const { retryAfterS } = failure;
    return retryAfterS === null
      ? text.access.locked
      : text.access.lockedFor(Math.max(1, Math.ceil(retryAfterS / 60)));
  }
  // The library says which of both was wrong by other codes too; a person is told neither.
  const isWrong = [400, 401, 403, 422].includes(failure.status);
  return isWrong ? text.access.wrong : failureText(failure, text);
}
