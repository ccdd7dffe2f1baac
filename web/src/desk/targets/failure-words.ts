import type { TargetsText } from "./text/use-targets-text.ts";

/** Words for what the api says of a failure; what is not known is shown as it is. */
export function failureWords(detail: string, { failures }: TargetsText): string {
  const status = /^answered (\d{3})$/.exec(detail)?.[1];
  if (status !== undefined) return failures.answered(status);
  if (/^no answer within|^ETIMEDOUT/.test(detail)) return failures.timeout;
  if (detail === "ECONNREFUSED") return failures.refused;
  if (/^(ENOTFOUND|EAI_AGAIN)$/.test(detail)) return failures.unknownHost;
  if (/^(ECONNRESET|EPIPE|ECONNECTION|ESOCKET)/.test(detail)) return failures.reset;
  if (/CERT|TLS|SSL/.test(detail)) return failures.tls;
  if (detail.startsWith("EAUTH")) return failures.login;
  if (detail === "this address may not be used") return failures.address;
  if (detail.startsWith("the secrets cannot be opened")) return failures.secrets;
  if (detail === "the target was switched off") return failures.off;
  if (detail === "the target was removed") return failures.removed;
  if (detail === "no phone has switched this on") return failures.noPhone;
  return detail.endsWith("messages wait") ? failures.full : detail;
}
