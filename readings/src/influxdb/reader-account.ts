import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { z } from "zod";
import { StoreUnavailableError } from "../port.ts";
import { parseInfluxAddress } from "./address.ts";
import { checkInfluxCredentials, type InfluxCredentials } from "./credentials.ts";
import type { InfluxHttp } from "./influx-http.ts";
import { influxName, influxText } from "./influxql.ts";
import { parseQueryAnswer, type InfluxSeries } from "./query-answer.ts";
import { connectInflux } from "./server.ts";
import { KEEP_SHARD_HOURS } from "./storage.ts";

export interface ReaderAccountOptions {
  /** Address of the readings, as in RESIK_READINGS_URL. */
  url: string;
  /** Of somebody who may make accounts: the operator token of 2.x, an administrator of 1.x. */
  credentials: InfluxCredentials;
  reader: { user: string; password: string };
  clock: Clock;
}

/**
 * Makes the account that may read the readings and nothing else, or gives it this password. It
 * signs in with user and password on `/query`, which is all that the api and Grafana ask.
 *
 * @throws StartError for an address or credentials that cannot be right; StoreUnavailableError, of
 * the kind AccessRefusedError when waiting will not help, for everything that the server says.
 */
export async function ensureReaderAccount(options: ReaderAccountOptions): Promise<void> {
  const { url, credentials, clock } = options;
  const place = parseInfluxAddress(url);
  checkInfluxCredentials(place, credentials);
  const http = connectInflux(place, credentials, clock);
  switch (place.api) {
    case 1:
      return grantOn1x(http, place.database, options);
    case 2:
      return authorizeOn2x(http, options);
    case 3:
      throw new StartError("InfluxDB 3 Core knows administrators only; it has no reading account.");
  }
}

async function grantOn1x(
  http: InfluxHttp,
  database: string,
  { reader }: ReaderAccountOptions,
): Promise<void> {
  const statement = async (q: string): Promise<InfluxSeries[]> => {
    const answer = await http.request("POST", "/query", {
      contentType: "application/x-www-form-urlencoded",
      body: new URLSearchParams({ q }).toString(),
    });
    if (answer.status !== 200) throw http.refusal(answer);
    return parseQueryAnswer(answer.body);
  };
  // Rights on a database need the database. It is the one that ingest would make (server-1x.ts).
  const [databases] = await statement("SHOW DATABASES");
  if (!databases?.values.some(([known]) => known === database)) {
    await statement(
      `CREATE DATABASE ${influxName(database)} WITH DURATION INF REPLICATION 1 ` +
        `SHARD DURATION ${KEEP_SHARD_HOURS}h NAME "keep"`,
    );
  }
  const name = influxName(reader.user);
  const [users] = await statement("SHOW USERS");
  const isKnown = users?.values.some(([user]) => user === reader.user) ?? false;
  await statement(
    isKnown
      ? `SET PASSWORD FOR ${name} = ${influxText(reader.password)}`
      : `CREATE USER ${name} WITH PASSWORD ${influxText(reader.password)}`,
  );
  await statement(`GRANT READ ON ${influxName(database)} TO ${name}`);
}

/** Accounts with a password are those of the 1.x interface; tokens have values of the server's own. */
const V1_ACCOUNTS = "/private/legacy/authorizations";

const ORGS = z.object({ orgs: z.array(z.object({ id: z.string(), name: z.string() })) });
const ACCOUNT = z.object({ id: z.string(), token: z.string() });
const ACCOUNTS = z.object({ authorizations: z.array(ACCOUNT) });

/**
 * What `influx v1 auth create` of the 2.x client does
 * (influxdata/influxdb:v1/authorization/http_server.go): the field `token` is the user's name.
 */
async function authorizeOn2x(
  http: InfluxHttp,
  { credentials, reader }: ReaderAccountOptions,
): Promise<void> {
  const { org } = credentials;
  const query = new URLSearchParams({ org }).toString();
  const path = `/api/v2/orgs?${query}`;
  const { orgs } = await ask(http, ORGS, "GET", path, { absent: { orgs: [] } });
  const orgID = orgs.find(({ name }) => name === org)?.id;
  if (orgID === undefined) {
    throw new StartError(
      `InfluxDB has no organization of the name in RESIK_INFLUXDB_ORG (${org}) for this token.`,
    );
  }
  const { authorizations } = await ask(http, ACCOUNTS, "GET", `${V1_ACCOUNTS}?orgID=${orgID}`);
  const account =
    authorizations.find(({ token }) => token === reader.user) ??
    (await ask(http, ACCOUNT, "POST", V1_ACCOUNTS, { body: newAccount(orgID, reader.user) }));
  const { password } = reader;
  const answer = await http.request(
    "POST",
    `${V1_ACCOUNTS}/${account.id}/password`,
    json({ password }),
  );
  if (answer.status !== 204) throw http.refusal(answer);
}

const newAccount = (orgID: string, user: string) => ({
  orgID,
  token: user,
  status: "active",
  description: "Reads the readings for the api and Grafana.",
  // Of the whole organization: ingest makes its buckets later.
  permissions: [{ action: "read", resource: { type: "buckets", orgID } }],
});

const json = (body: unknown) => ({ contentType: "application/json", body: JSON.stringify(body) });

async function ask<T extends z.ZodType>(
  http: InfluxHttp,
  schema: T,
  method: "GET" | "POST",
  path: string,
  { body, absent }: { body?: unknown; absent?: z.infer<T> } = {},
): Promise<z.infer<T>> {
  const answer = await http.request(method, path, body === undefined ? undefined : json(body));
  if (answer.status === 404 && absent !== undefined) return absent;
  if (answer.status !== (method === "GET" ? 200 : 201)) throw http.refusal(answer);
  try {
    return schema.parse(JSON.parse(answer.body));
  } catch (cause) {
    throw new StoreUnavailableError(
      `InfluxDB at ${http.host} gave an answer that is not its own.`,
      {
        cause,
      },
    );
  }
}
