/**
 * Whether a write comes from our own pages (CSRF). Browsers say where a request started; a program
 * that says nothing is fine only when it brings no cookie, which a browser would add by itself.
 */
export function isSameOrigin(
  request: { headers: Headers; url: string },
  publicUrl: string | null,
): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = request.headers.get("origin");
  if (origin === null) return site === "same-origin" || !request.headers.has("cookie");
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}
