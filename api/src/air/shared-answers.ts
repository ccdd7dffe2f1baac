import { createHash } from "node:crypto";
import type { Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";

/** A public answer as it is sent. */
export interface PreparedAnswer {
  body: string;
  etag: string;
}

export interface SharedAnswers {
  /** The answer under this key, made at most once in a while however many ask. */
  get(key: string, make: () => Promise<Result<PreparedAnswer>>): Promise<Result<PreparedAnswer>>;
}

export interface SharedAnswersOptions {
  clock: Pick<Clock, "monotonicMs">;
  /** How long an answer is shared: so late may data be that came meanwhile. */
  freshMs: number;
  entriesMax: number;
  /** Characters of all answers kept together. */
  charactersMax: number;
}

interface Entry {
  untilMs: number;
  answer: Promise<Result<PreparedAnswer>>;
  characters: number;
}

/**
 * Shares answers that cost the store something between all who ask within moments. At either
 * maximum the oldest ones go; a failure is told to those who wait for it and never kept.
 */
export function createSharedAnswers(options: SharedAnswersOptions): SharedAnswers {
  const { clock, freshMs, entriesMax, charactersMax } = options;
  const entries = new Map<string, Entry>();
  let characters = 0;

  function forget(key: string, entry: Entry): void {
    if (entries.get(key) !== entry) return;
    entries.delete(key);
    characters -= entry.characters;
  }

  function trim(nowMs: number): void {
    for (const [key, entry] of entries) {
      const isKept =
        entry.untilMs > nowMs && entries.size <= entriesMax && characters <= charactersMax;
      // In order of their making: what comes after a fresh one is fresh, too.
      if (isKept) return;
      forget(key, entry);
    }
  }

  return {
    async get(key, make) {
      const nowMs = clock.monotonicMs();
      const known = entries.get(key);
      if (known && known.untilMs > nowMs) return known.answer;
      if (known) forget(key, known);
      const entry: Entry = { untilMs: nowMs + freshMs, answer: make(), characters: 0 };
      entries.set(key, entry);
      trim(nowMs);
      try {
        const result = await entry.answer;
        if (!result.ok) forget(key, entry);
        else if (entries.get(key) === entry) {
          entry.characters = result.value.body.length;
          characters += entry.characters;
          trim(clock.monotonicMs());
        }
        return result;
      } catch (error) {
        forget(key, entry);
        throw error;
      }
    },
  };
}

/** `tag` is what its ETag is made of: the content without the time of its making. */
export function prepareAnswer(value: unknown, tag: unknown = value): PreparedAnswer {
  const body = JSON.stringify(value);
  const tagged = tag === value ? body : JSON.stringify(tag);
  const digest = createHash("sha256").update(tagged).digest("base64url").slice(0, 22);
  return { body, etag: `W/"${digest}"` };
}

/** Sends it, or says that the asker has it already. Caches may keep it for `ageS` seconds. */
export function sendAnswer(
  { body, etag }: PreparedAnswer,
  headers: Headers,
  ageS: number,
): Response {
  const common = { "cache-control": `public, max-age=${ageS}`, etag };
  const known = headers.get("if-none-match")?.split(",") ?? [];
  if (known.some((part) => part.trim() === etag)) {
    return new Response(null, { status: 304, headers: common });
  }
  return new Response(body, { headers: { "content-type": "application/json", ...common } });
}
