/**
 * What a page of ours may do: its own files and nothing else. Pictures may also be made by the
 * page itself (`data:`, `blob:`), which map and chart libraries do, or be map tiles of the one
 * origin that the installation names.
 */
const contentSecurityPolicy = (tilesOrigin: string | null): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob:${tilesOrigin === null ? "" : ` ${tilesOrigin}`}`,
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

const HSTS_S = 31_536_000;

/** Puts the headers that protect browsers on an answer; `open` data may be read from any page. */
export function setSecurityHeaders(
  headers: Headers,
  options: { https: boolean; open: boolean; tilesOrigin: string | null },
): void {
  headers.set("content-security-policy", contentSecurityPolicy(options.tilesOrigin));
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "same-origin");
  headers.set("x-frame-options", "DENY");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", options.open ? "cross-origin" : "same-origin");
  // Receipt printers: `usb` is ours alone, and so is `bluetooth` by default; naming it is an error
  // in browsers that have none.
  headers.set("permissions-policy", "geolocation=(self), camera=(self), microphone=(), usb=(self)");
  if (options.open) headers.set("access-control-allow-origin", "*");
  if (options.https) headers.set("strict-transport-security", `max-age=${HSTS_S}`);
}
