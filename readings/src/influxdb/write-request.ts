import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { HttpError, InfluxDB } from "@influxdata/influxdb-client";
import type { InfluxPlace } from "./address.ts";
import { jsonOf, wordsOf } from "./influx-error.ts";
import type { InfluxAnswer, InfluxHttp } from "./influx-http.ts";

/** What a server said about lines; a refusal of anything else is an error and no outcome. */
export type WriteOutcome = { ok: true } | LinesRefused;

export interface LinesRefused {
  ok: false;
  /** The server's own words. */
  detail: string;
  /** The request was too large; its lines may all be right. */
  tooLarge: boolean;
  /** Lines that the server named as wrong, by index; empty where it names none. */
  named: readonly RefusedLine[];
}

export interface RefusedLine {
  index: number;
  /** The server's own words. */
  detail: string;
}

export interface LineWriter {
  /**
   * Lines in one request; what is neither stored nor the lines' fault comes back as it was answered.
   *
   * @throws StoreUnavailableError when there is no answer.
   */
  send(path: string, lines: readonly string[]): Promise<{ outcome: WriteOutcome } | InfluxAnswer>;
  close(): void;
}

/**
 * Writes through the official client, one WriteApi a request: its own buffer, retries and timers
 * stay empty (`maxRetries: 0`, one flush), because they give lines up after three minutes and read
 * `Retry-After` as milliseconds. Ingest keeps what is not stored, and repeats it for ever.
 */
export function createLineWriter(place: InfluxPlace, http: InfluxHttp): LineWriter {
  const agent = place.baseUrl.startsWith("https:")
    ? new HttpsAgent({ keepAlive: true })
    : new HttpAgent({ keepAlive: true });
  const client = new InfluxDB({
    url: place.baseUrl,
    timeout: http.answerTimeoutMs,
    transportOptions: { agent },
    ...(http.authorization === null ? {} : { headers: { authorization: http.authorization } }),
  });
  return {
    async send(path, lines) {
      const api = client.getWriteApi("", "", "ns", {
        // Above the one record: reaching it would send before the flush, unawaited.
        batchSize: 2,
        maxBatchBytes: Number.POSITIVE_INFINITY,
        flushInterval: 0,
        maxRetries: 0,
        gzipThreshold: GZIP_THRESHOLD_BYTES,
        // An own promise keeps the client from logging and from taking an error for a success
        // whose text speaks of hinted handoff.
        async writeFailed(error) {
          throw error;
        },
      });
      api.path = path;
      // All lines as one record: the client counts and keeps each record apart, for nothing here.
      api.writeRecord(lines.join("\n"));
      try {
        await api.flush();
        return { outcome: { ok: true } };
      } catch (error) {
        if (!(error instanceof HttpError)) throw http.unreachable(error);
        const answer = answerOf(error);
        const outcome = linesRefused(place, answer, lines);
        return outcome ? { outcome } : answer;
      }
    },
    close: () => agent.destroy(),
  };
}

/**
 * Never: 5000 lines (0.6 MB) took 27-45 ms on loopback as they are, and 40-52 ms packed, with twice
 * the processor time on our side (2 cores, influxd 1.6.7). Programs and server stand on one
 * machine or in one room.
 */
const GZIP_THRESHOLD_BYTES = Number.MAX_SAFE_INTEGER;

function answerOf(error: HttpError): InfluxAnswer {
  const retryAfter = error.headers?.["retry-after"];
  return {
    status: error.statusCode,
    body: error.body ?? "",
    retryAfter: typeof retryAfter === "string" ? retryAfter : null,
  };
}

/** Null for an answer that is not about the lines. */
function linesRefused(
  { api }: InfluxPlace,
  { status, body }: InfluxAnswer,
  lines: readonly string[],
): LinesRefused | null {
  const detail = wordsOf(body);
  if (status === 413) return { ok: false, detail, tooLarge: true, named: [] };
  // 1.x and 3 say 400 for lines, 2.x also 422; 3 says 422 when it is full (databases, tables,
  // columns), which no line can help. A server's own refusal is JSON; a 400 of something between
  // us is not, and must not throw readings away. The client cuts bodies without a JSON header
  // at 1000 characters, so only the beginning counts.
  const concernsLines = status === 400 || (status === 422 && api === 2);
  if (!concernsLines || !/^\s*\{\s*"(?:error|code|message)"/.test(body)) return null;
  return { ok: false, detail, tooLarge: false, named: api === 3 ? namedLines(body, lines) : [] };
}

/**
 * 3 Core names every wrong line when it keeps the good ones: `data` holds `line_number` from 1,
 * the beginning of the line (all of it before 3.10, 20 bytes since) and the reason
 * (influxdata/influxdb:influxdb3_types/src/write.rs). What does not fit our lines is not believed.
 */
function namedLines(body: string, lines: readonly string[]): RefusedLine[] {
  const data = jsonOf(body)?.data;
  if (!Array.isArray(data)) return [];
  const named: RefusedLine[] = [];
  for (const each of data as unknown[]) {
    if (typeof each !== "object" || each === null) return [];
    const {
      line_number: number,
      error_message: detail,
      original_line: start,
    } = {
      line_number: null,
      error_message: null,
      original_line: null,
      ...each,
    } as Record<string, unknown>;
    const line = typeof number === "number" ? lines[number - 1] : undefined;
    if (line === undefined || typeof number !== "number") return [];
    if (typeof start !== "string" || typeof detail !== "string") return [];
    if (!line.startsWith(start)) return [];
    named.push({ index: number - 1, detail: wordsOf(detail) });
  }
  return named;
}
