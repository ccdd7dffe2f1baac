import { z } from "zod";
import { StartError } from "@resik/kit/program";
import type { InfluxPlace } from "../address.ts";
import type { InfluxCredentials } from "../credentials.ts";
import type { InfluxHttp } from "../influx-http.ts";
import { influxName } from "../influxql.ts";
import { parseQueryAnswer } from "../query-answer.ts";

/** The storage of one test, on a server that may hold what other people need. */
export interface ThrowAway {
  /** @throws StartError when something of that name is there: it is not ours to write to. */
  assertAbsent(): Promise<void>;
  /** Removes it with all it holds; what is absent already is no error. */
  remove(): Promise<void>;
}

export function createThrowAway(
  place: InfluxPlace,
  { org }: InfluxCredentials,
  http: InfluxHttp,
): ThrowAway {
  const halves = [`${place.database}/raw`, `${place.database}/keep`];
  const storage = STORAGE_BY_API[place.api];
  const names = place.api === 1 ? [place.database] : halves;
  return {
    async assertAbsent() {
      for (const name of names) {
        if (await storage.find(http, name, org)) {
          throw new StartError(`InfluxDB has ${name} already; it was not touched.`);
        }
      }
    },
    async remove() {
      for (const name of names) {
        const id = await storage.find(http, name, org);
        if (id !== null) await storage.remove(http, id);
      }
    },
  };
}

interface StorageKind {
  /** By what it is removed; null when it is not there. */
  find(http: InfluxHttp, name: string, org: string): Promise<string | null>;
  remove(http: InfluxHttp, id: string): Promise<void>;
}

const BUCKETS = z.object({ buckets: z.array(z.object({ id: z.string(), name: z.string() })) });
const DATABASES = z.array(z.object({ "iox::database": z.string() }));

const STORAGE_BY_API: Readonly<Record<InfluxPlace["api"], StorageKind>> = {
  1: {
    async find(http, name) {
      const [databases] = parseQueryAnswer(await statement(http, "SHOW DATABASES"));
      return databases?.values.some((row) => row[0] === name) === true ? name : null;
    },
    async remove(http, name) {
      parseQueryAnswer(await statement(http, `DROP DATABASE ${influxName(name)}`));
    },
  },
  2: {
    async find(http, name, org) {
      const query = new URLSearchParams({ org, name }).toString();
      const answer = await http.request("GET", `/api/v2/buckets?${query}`);
      if (answer.status === 404) return null;
      if (answer.status !== 200) throw http.refusal(answer);
      const { buckets } = BUCKETS.parse(JSON.parse(answer.body));
      return buckets.find((bucket) => bucket.name === name)?.id ?? null;
    },
    async remove(http, id) {
      const answer = await http.request("DELETE", `/api/v2/buckets/${encodeURIComponent(id)}`);
      if (answer.status !== 204) throw http.refusal(answer);
    },
  },
  3: {
    async find(http, name) {
      const answer = await http.request("GET", "/api/v3/configure/database?format=json");
      if (answer.status !== 200) throw http.refusal(answer);
      const rows = DATABASES.parse(JSON.parse(answer.body));
      return rows.some((row) => row["iox::database"] === name) ? name : null;
    },
    async remove(http, name) {
      // At once, where the version can: one that is only marked may still count as one of five.
      const query = new URLSearchParams({ db: name, hard_delete_at: "now" }).toString();
      const answer = await http.request("DELETE", `/api/v3/configure/database?${query}`);
      if (answer.status !== 200) throw http.refusal(answer);
    },
  },
};

async function statement(http: InfluxHttp, q: string): Promise<string> {
  const answer = await http.request("POST", "/query", {
    contentType: "application/x-www-form-urlencoded",
    body: new URLSearchParams({ q }).toString(),
  });
  if (answer.status !== 200) throw http.refusal(answer);
  return answer.body;
}
