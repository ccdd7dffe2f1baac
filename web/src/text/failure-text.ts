import { isRefusal, type Failure } from "../edge/request.ts";
import type { Catalogue } from "./catalogue.ts";

/** A failure in plain words that say what to do. */
export function failureText(failure: Failure, text: Catalogue): string {
  if (failure.reason === "network") return text.failure.network;
  if (failure.reason === "answer") return text.failure.answer;
  if (isRefusal(failure, "range-too-large")) return text.failure.rangeTooLarge;
  if (isRefusal(failure, "not-allowed")) return text.failure.notAllowed;
  if (failure.status === 429 || failure.status === 503) return text.failure.busy;
  return text.failure.refused(failure.status);
}
