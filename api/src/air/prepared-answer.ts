import { createHash } from "node:crypto";

/** A public answer as it is sent. */
export interface PreparedAnswer {
  body: string;
  etag: string;
}

/** `tag` is what its ETag is made of: the content without the time of its making. */
export function prepareAnswer(value: unknown, tag: unknown = value): PreparedAnswer {
  const body = JSON.stringify(value);
  const tagged = tag === value ? body : JSON.stringify(tag);
  const digest = createHash("sha256").update(tagged).digest("base64url").slice(0, 22);
  return { body, etag: `W/"${digest}"` };
}

/** Sends it, or says that the asker has it already. Caches may keep it for `ageS` seconds. */
export function sendAnswer(
  { body, etag }: PreparedAnswer,
  headers: Headers,
  ageS: number,
): Response {
  const common = { "cache-control": `public, max-age=${ageS}`, etag };
  const known = headers.get("if-none-match")?.split(",") ?? [];
  if (known.some((part) => part.trim() === etag)) {
    return new Response(null, { status: 304, headers: common });
  }
  return new Response(body, { headers: { "content-type": "application/json", ...common } });
}
