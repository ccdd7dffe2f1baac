import { StartError } from "@resik/kit/program";
import type { InfluxPlace } from "./address.ts";

/** Who we are at InfluxDB; null where it is not set. */
export interface InfluxCredentials {
  token: string | null;
  user: string | null;
  password: string | null;
  /** Organization, on 2.x. */
  org: string;
}

/**
 * Whether credentials can be those of a server.
 *
 * @throws StartError with one sentence that names the setting.
 */
export function checkInfluxCredentials(place: InfluxPlace, credentials: InfluxCredentials): void {
  const { token, user, password } = credentials;
  // 2.x knows accounts with a password that may ask on `/query` and do nothing else.
  const mayAsk = place.api === 2 && user !== null && password !== null;
  if (place.api !== 1 && token === null && !mayAsk) {
    throw new StartError(
      "RESIK_INFLUXDB_TOKEN is not set; InfluxDB 2.x and 3 are entered with a token.",
    );
  }
  // Anything else is no header value, and errors about headers repeat the value.
  if (token !== null && !/^[\x21-\x7e]+$/.test(token)) {
    throw new StartError("RESIK_INFLUXDB_TOKEN holds a space or another character no token has.");
  }
  if (user?.includes(":") === true) {
    throw new StartError("RESIK_INFLUXDB_USER must not hold a colon.");
  }
  if (place.api === 1 && (user === null) !== (password === null)) {
    throw new StartError(
      "RESIK_INFLUXDB_USER and RESIK_INFLUXDB_PASSWORD must be set together or not at all.",
    );
  }
}
