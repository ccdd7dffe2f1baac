import { isRefusal, type Failure } from "../edge/request.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { failureText } from "../text/failure-text.ts";
import type { AccessText } from "./text/use-access-text.ts";

interface Texts {
  access: AccessText;
  text: Catalogue;
}

/** Why a member could not sign in, in words that say what to do. */
export function memberSignInText(
  failure: Failure,
  { access, text }: Texts,
  isByCard: boolean,
): string {
  if (failure.reason !== "refused") return failureText(failure, text);
  if (failure.status === 423 || isRefusal(failure, "pin-locked")) return access.pinLocked;
  if (isRefusal(failure, "member-retired")) return access.retired;
  if (failure.status === 429) {
    const { retryAfterS } = failure;
    return retryAfterS === null
      ? access.locked
      : access.lockedFor(Math.max(1, Math.ceil(retryAfterS / 60)));
  }
  // Which of both was wrong, or whether there is such a member at all, is told to nobody.
  if ([400, 401, 403, 404].includes(failure.status)) {
    return isByCard ? access.wrongCard : access.wrong;
  }
  return failureText(failure, text);
}
