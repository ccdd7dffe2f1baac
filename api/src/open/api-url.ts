import type { RouteDeps } from "../deps.ts";
import { API_BASE_PATH } from "../http/openapi.ts";

/** Address by which the asker reached the api, for links in answers. */
export function apiUrlOf({ publicUrl }: Pick<RouteDeps, "publicUrl">, headers: Headers): string {
  const host = headers.get("host") ?? "localhost";
  // A host that is no host would put anything into our links.
  const safe = /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? host : "localhost";
  return `${publicUrl ?? `http://${safe}`}${API_BASE_PATH}`;
}

/**
 * Who may keep an answer with such links: without a public address they hold what the asker called
 * us, and a cache that many share would hand one asker's words to all others.
 */
export const cacheScopeOf = ({ publicUrl }: Pick<RouteDeps, "publicUrl">): "public" | "private" =>
  publicUrl === null ? "private" : "public";
