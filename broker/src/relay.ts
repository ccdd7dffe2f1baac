import { randomBytes } from "node:crypto";
import {
  RELAY_BATCH_BYTES_MAX,
  RELAY_BATCH_ROWS_MAX,
  RELAY_IN_FLIGHT_MAX,
} from "@resik/contract/limits";
import { decodeAck, encodeBatch } from "@resik/contract/relay";
import type { BrokerEvents } from "./events.ts";
import type { Inbox } from "./inbox.ts";

/** Sends bytes to the consumer; `done` is called when they left, with an error when they did not. */
export type SendBatch = (payload: Buffer, done: (error: Error | null) => void) => void;

export interface Relay {
  /** A consumer has subscribed: it gets everything after the last acknowledged cursor. */
  start(consumer: object, send: SendBatch): void;
  /** The consumer's connection ended. */
  stop(consumer: object): void;
  /** An acknowledgement came in; it names the subscription it belongs to. */
  acknowledge(payload: Buffer): void;
  /** New segments may be there. */
  pump(): void;
}

interface Session {
  consumer: object;
  send: SendBatch;
  /** Shields against an acknowledgement of an earlier subscription. */
  id: bigint;
  sentTo: number;
  ackedTo: number;
  /** Last cursor of each batch that is not acknowledged, rising. */
  inFlight: number[];
}

/**
 * Hands the inbox to its one consumer in ordered batches. A few are in flight; the consumer
 * acknowledges a cursor when everything up to it is stored. A new subscription replaces the old
 * one and starts after the last acknowledged cursor.
 */
export function createRelay(inbox: Inbox, events: BrokerEvents): Relay {
  let session: Session | null = null;

  function sendNext(to: Session): boolean {
    const segments = inbox.after(to.sentTo, RELAY_BATCH_ROWS_MAX, RELAY_BATCH_BYTES_MAX);
    const last = segments.at(-1);
    if (!last) return false;
    const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
    const header = { session: to.id, from: to.sentTo, to: last.id, rows };
    to.sentTo = last.id;
    to.inFlight.push(last.id);
    events.relaySent(rows);
    to.send(
      encodeBatch(
        header,
        segments.map((segment) => segment.bytes),
      ),
      (error) => {
        // The connection is gone; its end stops the session, the next one sends again.
        if (error && session === to) end();
      },
    );
    return true;
  }

  function pump(): void {
    for (let to = session; to && to.inFlight.length < RELAY_IN_FLIGHT_MAX; to = session) {
      if (!sendNext(to)) return;
    }
  }

  function end(): void {
    session = null;
    events.relayStopped();
  }

  return {
    start(consumer, send) {
      const floor = inbox.floor();
      session = {
        consumer,
        send,
        id: randomBytes(8).readBigUInt64BE(),
        sentTo: floor,
        ackedTo: floor,
        inFlight: [],
      };
      events.relayStarted(floor);
      pump();
    },
    stop(consumer) {
      if (session?.consumer === consumer) end();
    },
    acknowledge(payload) {
      const ack = decodeAck(payload);
      const current = session;
      if (!ack || !current || ack.session !== current.id) {
        events.relayAckIgnored();
        return;
      }
      // Only a cursor that was sent and lies ahead can be meant.
      if (ack.cursor <= current.ackedTo || !current.inFlight.includes(ack.cursor)) {
        events.relayAckIgnored();
        return;
      }
      current.ackedTo = ack.cursor;
      current.inFlight = current.inFlight.filter((cursor) => cursor > ack.cursor);
      events.relayAcked();
      inbox.release(ack.cursor);
      pump();
    },
    pump,
  };
}
