import { systemClock } from "@resik/kit/clock";
import { parseInfluxAddress } from "./address.ts";
import type { InfluxCredentials } from "./credentials.ts";
import { openInfluxServer, type InfluxServer, type InfluxServerOptions } from "./server.ts";

export const NO_CREDENTIALS: InfluxCredentials = {
  token: null,
  user: null,
  password: null,
  org: "resik",
};

/** A server as ingest opens it, for ever and without credentials unless the test says otherwise. */
export const openServer = (
  address: string,
  options: Partial<InfluxServerOptions> = {},
): InfluxServer =>
  openInfluxServer(parseInfluxAddress(address), {
    credentials: NO_CREDENTIALS,
    clock: systemClock,
    retentionDays: null,
    readOnly: false,
    ...options,
  });
