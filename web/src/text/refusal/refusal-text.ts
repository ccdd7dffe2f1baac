import type { ErrorCode } from "@resik/contract/error-code";
import type { Failure } from "../../edge/request.ts";
import type { Language } from "../catalogue.ts";
import { englishFailures, englishRefusals } from "./en.ts";
import { indonesianFailures, indonesianRefusals } from "./id.ts";

const REFUSALS: Record<Language, Record<ErrorCode, string>> = {
  id: indonesianRefusals,
  en: englishRefusals,
};
const FAILURES: Record<Language, typeof indonesianFailures> = {
  id: indonesianFailures,
  en: englishFailures,
};

/** Why something was refused and what to do now, in plain words. */
export function refusalText(failure: Failure, language: Language): string {
  const words = FAILURES[language];
  if (failure.reason !== "refused") return words[failure.reason];
  const { code, status, retryAfterS } = failure;
  if (code === "too-many-requests" && retryAfterS !== null) {
    return words.waitMinutes(Math.max(1, Math.ceil(retryAfterS / 60)));
  }
  return isKnown(code) ? REFUSALS[language][code] : words.unknown(status);
}

/** A later server may know codes that this page does not. */
const isKnown = (code: string): code is ErrorCode =>
  Object.prototype.hasOwnProperty.call(indonesianRefusals, code);
