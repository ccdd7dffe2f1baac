import type { RouteDeps } from "../deps.ts";
import { API_BASE_PATH } from "../http/openapi.ts";

/** Address by which the asker reached the api, for links in answers. */
export function apiUrlOf({ publicUrl }: Pick<RouteDeps, "publicUrl">, headers: Headers): string {
  const host = headers.get("host") ?? "localhost";
  // A host that is no host would put anything into our links.
  const safe = /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? host : "localhost";
  return `${publicUrl ?? `http://${safe}`}${API_BASE_PATH}`;
}
