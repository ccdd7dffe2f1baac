import { StartError } from "@resik/kit/program";

/** Which of the three InfluxDB interfaces a server speaks: 1.6+, 2.x or 3 Core. */
export type InfluxApi = 1 | 2 | 3;

export interface InfluxPlace {
  api: InfluxApi;
  /** Scheme, host and port, without a path: `http://127.0.0.1:8086`. */
  baseUrl: string;
  /** What `retention`s are added to: database on 1.x, first half of bucket names from 2.x on. */
  database: string;
}

/** The strictest rule of the three servers; 3 Core refuses anything else in a database name. */
const DATABASE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;

/** 3 Core listens on another port than its elders. */
const PORT_BY_API = { 1: 8_086, 2: 8_086, 3: 8_181 } as const satisfies Record<InfluxApi, number>;

const EXAMPLE = "influxdb://127.0.0.1:8086/resik?api=2";

export const isInfluxAddress = (url: string): boolean => /^influxdbs?:/i.test(url);

/**
 * Reads `influxdb://host:port/database?api=1|2|3`, with `influxdbs:` for TLS. Without a port it is
 * the one that the server takes by default.
 *
 * @throws StartError with one sentence for anything else; it never repeats the address, which may
 * hold a password.
 */
export function parseInfluxAddress(url: string): InfluxPlace {
  if (!isInfluxAddress(url) || !URL.canParse(url)) throw notAnAddress();
  const parsed = new URL(url);
  if (parsed.username !== "" || parsed.password !== "") {
    throw new StartError(
      "The address of InfluxDB must not hold a user or password; set RESIK_INFLUXDB_TOKEN, or " +
        "RESIK_INFLUXDB_USER and RESIK_INFLUXDB_PASSWORD.",
    );
  }
  const database = parsed.pathname.slice(1);
  const names = [...parsed.searchParams.keys()];
  if (parsed.hostname === "" || parsed.hash !== "" || names.some((name) => name !== "api")) {
    throw notAnAddress();
  }
  if (!DATABASE_NAME.test(database)) {
    throw new StartError(
      "The address of InfluxDB must name a database of letters, digits, _ and -, which starts " +
        `with a letter or digit, as in ${EXAMPLE}.`,
    );
  }
  const api = apiOf(parsed.searchParams.getAll("api"));
  const scheme = parsed.protocol === "influxdbs:" ? "https" : "http";
  const port = parsed.port === "" ? PORT_BY_API[api] : Number(parsed.port);
  return { api, baseUrl: `${scheme}://${parsed.hostname}:${port}`, database };
}

function apiOf(given: readonly string[]): InfluxApi {
  switch (given.join()) {
    case "1":
      return 1;
    case "2":
      return 2;
    case "3":
      return 3;
    default:
      throw new StartError(
        "The address of InfluxDB must end with its interface: ?api=1 for 1.x, ?api=2 for 2.x or " +
          "?api=3 for 3 Core.",
      );
  }
}

const notAnAddress = (): StartError =>
  new StartError(`The address of InfluxDB is not of the form ${EXAMPLE}.`);
