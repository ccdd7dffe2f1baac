import type { MqttLink, MqttMessage } from "@resik/api/mqtt-link";
import { ok } from "@resik/contract/error-code";

/** A connection to a broker that says what it is told to say, and takes what is published. */
export interface BrokerVoice extends MqttLink {
  say(message: Pick<MqttMessage, "topic"> & { payload: Uint8Array }): void;
}

export function createBrokerVoice(): BrokerVoice {
  const listeners = new Set<(message: MqttMessage) => void>();
  return {
    isConnected: () => true,
    publish: () => Promise.resolve(ok(undefined)),
    want: () => Promise.resolve(),
    unwant: () => {},
    onMessage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onConnect: () => {},
    close: () => Promise.resolve(),
    say({ topic, payload }) {
      const message = { topic, payload: Buffer.from(payload), retained: false };
      for (const listener of listeners) listener(message);
    },
  };
}
