import {
  mqttAuthAnswerSchema,
  type MqttAuthAnswer,
  type MqttAuthRequest,
} from "@resik/contract/http/mqtt-auth";
import type { Logger } from "@resik/kit/logger";

/** Who knows the devices. Null when it cannot be reached or does not make sense. */
export interface AuthSource {
  ask(request: MqttAuthRequest): Promise<MqttAuthAnswer | null>;
}

const ANSWER_TIMEOUT_MS = 5_000;
/** Questions under way at once; the rest wait their turn, in order. */
const QUESTIONS_MAX = 64;
/** Those who wait; above it the answer is null at once. */
const WAITING_MAX = 20_000;

/** Asks over HTTP as EMQX's HTTP authenticator does. */
export function createHttpAuthSource(options: {
  url: string;
  secret: string;
  logger: Logger;
}): AuthSource {
  const { url, secret, logger } = options;
  const endpoint = new URL("/api/v1/mqtt/authenticate", url);
  const waiting: (() => void)[] = [];
  let open = 0;

  async function post(request: MqttAuthRequest): Promise<MqttAuthAnswer | null> {
    try {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      if (!response.ok) {
        await response.body?.cancel();
        logger.warn({ status: response.status }, "authentication was not answered");
        return null;
      }
      const answer = mqttAuthAnswerSchema.safeParse(await response.json());
      return answer.success ? answer.data : null;
    } catch (error) {
      // Nobody there or too late: the caller falls back to what it knows.
      logger.debug({ err: error }, "authentication could not be asked");
      return null;
    }
  }

  return {
    async ask(request) {
      if (open >= QUESTIONS_MAX) {
        if (waiting.length >= WAITING_MAX) return null;
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        open++;
      }
      try {
        return await post(request);
      } finally {
        // The turn is handed on, so that nobody slips in between.
        const next = waiting.shift();
        if (next) next();
        else open--;
      }
    },
  };
}
