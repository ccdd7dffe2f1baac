import { resolve } from "node:path";
import { createApiClient, type ApiClient } from "./api-client.ts";
import type { Environment } from "./context.ts";
import { findSecret } from "./secrets.ts";
import type { CliSettings } from "./settings.ts";
import { localHost } from "./system.ts";

/** A client of the api that runs with the same settings and data folder as this command. */
export function connectRunningApi(settings: CliSettings, environment: Environment): ApiClient {
  const host = localHost(settings.RESIK_HTTP_HOST);
  const baseUrl = settings.RESIK_API_URL ?? `http://${host}:${settings.RESIK_HTTP_PORT}`;
  const dataDir = resolve(settings.RESIK_DATA_DIR);
  const token = findSecret("RESIK_ADMIN_TOKEN", dataDir, environment);
  return createApiClient(baseUrl.replace(/\/+$/, ""), { token });
}
