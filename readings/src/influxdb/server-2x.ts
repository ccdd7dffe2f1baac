import type { Retention } from "@resik/contract/measurement";
import { z } from "zod";
import { StoreUnavailableError } from "../port.ts";
import type { InfluxPlace } from "./address.ts";
import { UnfitStorageError } from "./influx-error.ts";
import { influxName } from "./influxql.ts";
import { CHUNKED } from "./query-answer.ts";
import { dialect1x } from "./server-1x.ts";
import type { InfluxDialect, StorageContext } from "./server.ts";
import { KEEP_SHARD_HOURS, RAW_SHARD_HOURS, tooShortSentence } from "./storage.ts";

/**
 * InfluxDB 2.4 and later: a bucket `database/retention` for each retention, which the server maps
 * by itself to that database and policy (influxdata/influxdb#23620). Neither is the default one,
 * so every question names its policy.
 */
export const dialect2x: InfluxDialect = {
  // Without a token it is an account of the 1.x interface, which may ask and cannot write
  // (influxdata/influxdb:v1/authorization/authorizer.go SchemeV1Basic).
  authorization: (credentials) =>
    credentials.token === null
      ? dialect1x.authorization(credentials)
      : `Token ${credentials.token}`,
  // The path that the client makes by itself.
  writePath: (place, org, retention) =>
    `/api/v2/write?${form({ org, bucket: bucketOf(place, retention), precision: "ns" })}`,
  queryTarget: ({ database }, rp) => ({ db: database, rp, ...CHUNKED }),
  // Here DELETE does not look at the parameter `rp`
  // (influxdata/influxdb:v1/coordinator/statement_executor.go executeDeleteSeriesStatement).
  deleteTarget: (retention, measurement) => `${influxName(retention)}.${influxName(measurement)}`,
  ensureStorage,
};

const bucketOf = ({ database }: InfluxPlace, retention: Retention): string =>
  `${database}/${retention}`;

const form = (parameters: Record<string, string>): string =>
  new URLSearchParams(parameters).toString();

async function ensureStorage(context: StorageContext): Promise<void> {
  await ensureBucket(context, "keep", null, KEEP_SHARD_HOURS);
  await ensureBucket(context, "raw", context.retentionDays, RAW_SHARD_HOURS);
}

const BUCKETS = z.object({
  buckets: z.array(
    z.object({
      name: z.string(),
      retentionRules: z.array(z.object({ everySeconds: z.number() })).default([]),
    }),
  ),
});
const ORGS = z.object({ orgs: z.array(z.object({ id: z.string(), name: z.string() })) });

const DAY_SECONDS = 86_400;

async function ensureBucket(
  context: StorageContext,
  retention: Retention,
  days: number | null,
  shardHours: number,
): Promise<void> {
  const { place, http, org } = context;
  const name = bucketOf(place, retention);
  const buckets = await list(context, `/api/v2/buckets?${form({ org, name })}`, BUCKETS);
  const present = buckets?.buckets.find((bucket) => bucket.name === name);
  if (present) {
    // No rule, or a rule of 0 seconds, keeps for ever.
    const everySeconds = present.retentionRules[0]?.everySeconds ?? 0;
    if (everySeconds !== 0 && everySeconds < (days ?? Infinity) * DAY_SECONDS) {
      const presentDays = everySeconds / DAY_SECONDS;
      throw new UnfitStorageError(tooShortSentence(`The bucket ${name}`, days, presentDays));
    }
    return;
  }
  const orgs = await list(context, `/api/v2/orgs?${form({ org })}`, ORGS);
  const orgID = orgs?.orgs.find((each) => each.name === org)?.id;
  if (orgID === undefined) {
    throw new UnfitStorageError(
      `InfluxDB has no organization of the name in RESIK_INFLUXDB_ORG (${org}) for this token.`,
    );
  }
  const rule = {
    type: "expire",
    everySeconds: (days ?? 0) * DAY_SECONDS,
    shardGroupDurationSeconds: shardHours * 3_600,
  };
  const answer = await http.request("POST", "/api/v2/buckets", {
    contentType: "application/json",
    body: JSON.stringify({ orgID, name, retentionRules: [rule] }),
  });
  // 422: another one made it in this moment; the next look finds it.
  if (answer.status !== 201) throw http.refusal(answer);
}

/** Null for 404: by version an absent name is that, or an empty list. */
async function list<T extends z.ZodType>(
  { http }: StorageContext,
  path: string,
  schema: T,
): Promise<z.infer<T> | null> {
  const answer = await http.request("GET", path);
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw http.refusal(answer);
  try {
    return schema.parse(JSON.parse(answer.body));
  } catch (cause) {
    throw new StoreUnavailableError(
      `InfluxDB at ${http.host} gave an answer that is not its own.`,
      { cause },
    );
  }
}
