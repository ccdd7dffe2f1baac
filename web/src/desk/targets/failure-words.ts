import type { TargetsText } from "./text/use-targets-text.ts";

/** Words for what the api says of a failure; what is not known is shown as it is. */
export function failureWords(detail: string, { failures }: TargetsText): string {
  const status = /^answered (\d{3})$/.exec(detail)?.[1];
  if (status !== undefined) return failures.answered(status);
  const some = /^(\d+) of (\d+) addresses refused$/.exec(detail);
  if (some !== null) return failures.someRefused(some[1] ?? "", some[2] ?? "");
  if (/^no answer within|^not all were asked|^ETIMEDOUT/.test(detail)) return failures.timeout;
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(detail)) return failures.refused;
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(detail)) return failures.unknownHost;
  // "failed" is a connection that ended without an answer and without a code.
  if (/^(failed$|ECONNRESET|EPIPE|ECONNECTION|ESOCKET)/.test(detail)) return failures.reset;
  if (/CERT|TLS|SSL/.test(detail)) return failures.tls;
  if (detail.startsWith("EAUTH")) return failures.login;
  if (detail === "this address may not be used") return failures.address;
  if (detail.startsWith("the secrets cannot be opened")) return failures.secrets;
  if (detail === "the target was switched off") return failures.off;
  if (detail === "the target was removed") return failures.removed;
  if (detail === "no phone has switched this on") return failures.noPhone;
  if (detail === "the phone is gone" || detail === "the phone's keys are not right") {
    return failures.phoneGone;
  }
  return detail.endsWith("messages wait") ? failures.full : detail;
}
