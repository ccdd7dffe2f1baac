import type { Answer } from "../edge/request.ts";

/** One wish of a person, as it is sent: again and again the same until it got its answer. */
export interface Intent {
  key: string;
  body: Record<string, unknown>;
}

/** Where keys and times come from; a browser's own by default. */
export interface IntentSource {
  newKey: () => string;
  now: () => number;
}

/**
 * Keeps the key of an intent until the server answered it. What the network swallowed, or what the
 * server could not say, goes out again with the same key and the same time, so that it counts once;
 * after an answer, also after a refusal, the next send is a new intent.
 */
export function createIntentKeeper({ newKey, now }: IntentSource) {
  let open: { likeness: string; intent: Intent } | null = null;
  return {
    /** `isOccurring` adds when it happened by this phone's clock. */
    intentFor(path: string, fields: object, isOccurring: boolean): Intent {
      const likeness = `${path} ${JSON.stringify(fields)}`;
      if (open?.likeness === likeness) return open.intent;
      const time = isOccurring ? { occurredAt: new Date(now()).toISOString() } : {};
      const intent = { key: newKey(), body: { ...time, ...fields } };
      open = { likeness, intent };
      return intent;
    },
    settle(answer: Answer<unknown>): void {
      if (isAnswered(answer)) open = null;
    },
  };
}

/** Whether the server decided; without that nobody knows whether the write happened. */
function isAnswered(answer: Answer<unknown>): boolean {
  if (answer.ok) return true;
  return answer.failure.reason === "refused" && answer.failure.status < 500;
}

/** A key nobody else makes. `randomUUID` is missing on a plain-http address and on old phones. */
export function newIntentKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
