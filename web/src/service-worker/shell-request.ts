export type ShellRequest = "page" | "asset" | "network";

/** Files whose address carries a hash of their content: what was fetched once never changes. */
const HASHED_PREFIX = "/assets/";
const STEADY_PATHS: ReadonlySet<string> = new Set(["/theme.js", "/manifest.webmanifest"]);
const SERVER_PATH = /^\/(api|docs|healthz|readyz|metrics)(\/|$)/;

/**
 * Sorts a request: a `page` comes from the network and falls back to the kept shell, an `asset`
 * comes from the cache, everything else, above all every number, comes from the network or fails.
 */
export function sortShellRequest(request: {
  method: string;
  mode: string;
  url: URL;
  ownOrigin: string;
}): ShellRequest {
  const { method, mode, url, ownOrigin } = request;
  if (method !== "GET" || url.origin !== ownOrigin) return "network";
  if (SERVER_PATH.test(url.pathname)) return "network";
  if (mode === "navigate") return "page";
  if (url.pathname.startsWith(HASHED_PREFIX) || url.pathname.startsWith("/icons/")) return "asset";
  return STEADY_PATHS.has(url.pathname) ? "asset" : "network";
}
