import type { Retention } from "@resik/contract/measurement";
import type { Clock } from "@resik/kit/clock";
import { StoreUnavailableError } from "../port.ts";
import type { InfluxApi, InfluxPlace } from "./address.ts";
import type { InfluxCredentials } from "./credentials.ts";
import { InfluxStatementError, wordsOf } from "./influx-error.ts";
import { createInfluxHttp, type InfluxHttp } from "./influx-http.ts";
import { parseQueryAnswer, type InfluxSeries } from "./query-answer.ts";
import { dialect1x } from "./server-1x.ts";
import { dialect2x } from "./server-2x.ts";
import { dialect3x } from "./server-3x.ts";
import { createLineWriter, type WriteOutcome } from "./write-request.ts";

/** What the adapter needs of a server, whichever of the three interfaces it has. */
export interface InfluxServer {
  /**
   * Writes lines in one request; they are durable when it resolves ok. Otherwise the server refused
   * at least one of them and may have kept the others: `writeLines` finds out which.
   *
   * @throws StoreUnavailableError for everything that is not the lines' fault.
   */
  write(retention: Retention, lines: readonly string[]): Promise<WriteOutcome>;
  /**
   * One InfluxQL statement that reads; a writer's server has its storage before. Measurements in it stand without database and policy:
   * they are those of `retention`. A measurement that is not there answers no series.
   *
   * @throws StoreUnavailableError when the server does not answer, refuses or cannot;
   * InfluxStatementError when it does not understand the statement.
   */
  query(retention: Retention, statement: string): Promise<InfluxSeries[]>;
  /** False where points cannot be deleted one by one (3 Core). */
  readonly canDelete: boolean;
  /**
   * Deletes the points of a measurement for which a condition on `time` and tags holds.
   *
   * @throws what `query` throws; InfluxStatementError where `canDelete` is false.
   */
  deleteFrom(retention: Retention, measurement: string, condition: string): Promise<void>;
  /**
   * Creates what is absent of the database and checks what is there. A server that was opened to
   * read only creates nothing: there it finds out whether it may read.
   *
   * @throws StoreUnavailableError, of the kind AccessRefusedError or UnfitStorageError when waiting
   * will not help.
   */
  ensureStorage(): Promise<void>;
  /** Null when the server answers to a question about our database, else one sentence why not. */
  notReady(): Promise<string | null>;
  /** Closes idle connections. */
  close(): void;
}

export interface InfluxServerOptions {
  credentials: InfluxCredentials;
  clock: Clock;
  /** Days that `raw` is kept; null keeps it for ever. */
  retentionDays: number | null;
  /** A reader creates nothing and writes nothing. */
  readOnly: boolean;
  /** Longest wait for an answer; absent, half a minute. */
  answerTimeoutMs?: number;
}

/** What differs between the three interfaces. */
export interface InfluxDialect {
  /** Value of the `authorization` header; null sends none. */
  authorization(credentials: InfluxCredentials): string | null;
  writePath(place: InfluxPlace, org: string, retention: Retention): string;
  /** Parameters by which `/query` finds the database. */
  queryTarget(place: InfluxPlace, retention: Retention): Record<string, string>;
  /** What FROM of a DELETE names; null where the server cannot delete. */
  deleteTarget: ((retention: Retention, measurement: string) => string) | null;
  ensureStorage(context: StorageContext): Promise<void>;
}

export interface StorageContext {
  place: InfluxPlace;
  http: InfluxHttp;
  org: string;
  retentionDays: number | null;
  /** A statement that names its database itself. */
  statement(text: string): Promise<InfluxSeries[]>;
}

const DIALECTS = {
  1: dialect1x,
  2: dialect2x,
  3: dialect3x,
} as const satisfies Record<InfluxApi, InfluxDialect>;

/** How the refusal of a write looks at storage: gone, or of an unknown state. */
const STORAGE_IN_DOUBT = new Set([404, 500]);

/** Requests to a server with the credentials of its kind. */
export const connectInflux = (
  place: InfluxPlace,
  credentials: InfluxCredentials,
  clock: Clock,
  answerTimeoutMs?: number,
): InfluxHttp =>
  createInfluxHttp({
    baseUrl: place.baseUrl,
    authorization: DIALECTS[place.api].authorization(credentials),
    clock,
    ...(answerTimeoutMs === undefined ? {} : { answerTimeoutMs }),
  });

/** Opens nothing yet: the first request makes the first connection. */
export function openInfluxServer(place: InfluxPlace, options: InfluxServerOptions): InfluxServer {
  const dialect: InfluxDialect = DIALECTS[place.api];
  const { org } = options.credentials;
  const http = connectInflux(place, options.credentials, options.clock, options.answerTimeoutMs);
  const writer = createLineWriter(place, http);
  let storageKnown = false;

  const run = async (target: Record<string, string>, q: string): Promise<InfluxSeries[]> => {
    // POST, because servers refuse or warn about statements that change anything by GET, and
    // because a statement may be longer than an address can be. Without `epoch`: query-answer.ts.
    const answer = await http.request("POST", "/query", {
      contentType: "application/x-www-form-urlencoded",
      body: new URLSearchParams({ q, ...target }).toString(),
    });
    if (answer.status === 200) return parseQueryAnswer(answer.body);
    if (answer.status === 400) throw new InfluxStatementError(`${wordsOf(answer.body)} (${q})`);
    throw http.refusal(answer);
  };
  const ask = (retention: Retention, statement: string): Promise<InfluxSeries[]> =>
    run(dialect.queryTarget(place, retention), statement);
  const probe = async (): Promise<void> => {
    await ask("raw", 'SELECT * FROM "latest" LIMIT 1');
  };
  const ensureStorage = async (): Promise<void> => {
    if (options.readOnly) return probe();
    const { retentionDays } = options;
    const statement = (text: string): Promise<InfluxSeries[]> => run({}, text);
    await dialect.ensureStorage({ place, http, org, retentionDays, statement });
    storageKnown = true;
  };
  const query = async (retention: Retention, statement: string): Promise<InfluxSeries[]> => {
    if (!options.readOnly && !storageKnown) await ensureStorage();
    try {
      return await ask(retention, statement);
    } catch (error) {
      // A database that was dropped under us is told as an error like any other.
      storageKnown = false;
      throw error;
    }
  };

  return {
    query,
    ensureStorage,
    canDelete: dialect.deleteTarget !== null,
    async write(retention, lines) {
      if (options.readOnly) throw new Error("this server was opened to read only");
      if (lines.length === 0) return { ok: true };
      if (!storageKnown) await ensureStorage();
      const answer = await writer.send(dialect.writePath(place, org, retention), lines);
      if ("outcome" in answer) return answer.outcome;
      // Made again before the next write. 1.x answers 500 for a policy that is gone.
      if (STORAGE_IN_DOUBT.has(answer.status)) storageKnown = false;
      throw http.refusal(answer);
    },
    async deleteFrom(retention, measurement, condition) {
      if (!dialect.deleteTarget) {
        throw new InfluxStatementError("this InfluxDB cannot delete points");
      }
      const target = dialect.deleteTarget(retention, measurement);
      await query(retention, `DELETE FROM ${target} WHERE ${condition}`);
    },
    async notReady() {
      try {
        await probe();
        return null;
      } catch (error) {
        if (error instanceof StoreUnavailableError) return error.message;
        throw error;
      }
    },
    close() {
      writer.close();
    },
  };
}
