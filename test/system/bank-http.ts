import { postedSchema } from "@resik/contract/http/bank/transfers";
import { systemClock } from "@resik/kit/clock";

/** What came of a write: its place in the book, or the code by which it was refused. */
export type Outcome = { seq: number; sha256: string; isReplayed: boolean } | { refused: string };

/** How long the api may be away before a client of a test gives up for good. */
const AWAY_MS_MAX = 20_000;
const RETRY_MS = 25;

/** A phone at a waste bank: it keeps its keys and asks again until it has an answer. */
export interface BankHttp {
  /** Asks until an answer came, over every death of the api. */
  write(path: string, key: string, body: object): Promise<Outcome>;
  /** Asks once; null when no answer came. */
  tryWrite(path: string, key: string, body: object): Promise<Outcome | null>;
  /** Requests that the api had and never answered. */
  cut(): number;
  /** Of the writes that were cut, those that a later try found in the book. */
  foundWritten(): number;
}

export function createBankHttp(options: {
  origin: string;
  bank: string;
  headers: Readonly<Record<string, string>>;
}): BankHttp {
  const { origin, bank, headers } = options;
  let cut = 0;
  let foundWritten = 0;

  async function ask(path: string, key: string, body: object): Promise<Outcome> {
    const answer = await fetch(`${origin}/api/v1/banks/${bank}/${path}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
    });
    const content: unknown = await answer.json();
    if (answer.status >= 500) throw new Error(`${path}: ${answer.status}`);
    if (!answer.ok) {
      // Every problem of ours has a code.
      return { refused: (content as { code: string }).code };
    }
    const { seq, sha256 } = postedSchema.parse(content).transfer;
    return { seq, sha256, isReplayed: answer.headers.has("idempotent-replayed") };
  }

  function noteCut(error: unknown): boolean {
    if (isRefusedConnection(error)) return false;
    cut++;
    return true;
  }

  return {
    tryWrite: (path, key, body) =>
      ask(path, key, body).catch((error: unknown) => {
        noteCut(error);
        return null;
      }),
    async write(path, key, body) {
      const untilMs = systemClock.monotonicMs() + AWAY_MS_MAX;
      for (let wasCut = false; ;) {
        const outcome = await ask(path, key, body).catch((error: unknown) => {
          wasCut ||= noteCut(error);
          return null;
        });
        if (outcome) {
          if (wasCut && "seq" in outcome && outcome.isReplayed) foundWritten++;
          return outcome;
        }
        if (systemClock.monotonicMs() > untilMs) throw new Error(`${path}: no answer for ${key}`);
        await systemClock.sleep(RETRY_MS);
      }
    },
    cut: () => cut,
    foundWritten: () => foundWritten,
  };
}

/** Nobody listened, so nobody had the request. */
const isRefusedConnection = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  "code" in error.cause &&
  error.cause.code === "ECONNREFUSED";
