import type { Clock } from "@resik/kit/clock";

/** A token bucket on the sending side, so that a replay stays below what the broker allows. */
export interface Pace {
  /** Takes leave for one message; false when it must wait. */
  take(): boolean;
  /** How long until the next one, milliseconds. */
  waitMs(): number;
}

export interface PaceOptions {
  messagesPerS: number;
  burstMessages: number;
}

/** Below the broker's defaults of 50 a second and a burst of 5,000, with room for status and will. */
export const DEVICE_PACE: PaceOptions = { messagesPerS: 40, burstMessages: 4_000 };

export function createPace(clock: Clock, options: PaceOptions): Pace {
  const { messagesPerS, burstMessages } = options;
  let tokens = burstMessages;
  let lastMs = clock.monotonicMs();
  const refill = (): void => {
    const nowMs = clock.monotonicMs();
    tokens = Math.min(burstMessages, tokens + ((nowMs - lastMs) * messagesPerS) / 1_000);
    lastMs = nowMs;
  };
  return {
    take() {
      refill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    waitMs() {
      refill();
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / messagesPerS) * 1_000);
    },
  };
}
