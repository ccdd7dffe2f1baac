import { PACKET_ID_MAX } from "./frame.ts";

/** What one sender has on the wire, and what it must send again after a lost connection. */
export interface Window<T> {
  /** On the wire without an acknowledgement. */
  inFlight(): number;
  /** On the wire or waiting to be sent again. */
  unacked(): number;
  /** The oldest message that a lost connection left behind; null when there is none. */
  takeLeftover(): T | null;
  /** Puts a message on the wire and gives it a free packet id. */
  add(message: T): number;
  /** A packet id for a deliberate duplicate, busy until its own PUBACK came. */
  addCopy(): number;
  /** The message a PUBACK was for; null when it was for a copy or for nothing. */
  settle(packetId: number): T | null;
  /** The connection is gone: what was on the wire goes first, in order, on the next one. */
  connectionLost(): void;
}

export function createWindow<T>(): Window<T> {
  const messages = new Map<number, T>();
  const copies = new Set<number>();
  let leftovers: T[] = [];
  let taken = 0;
  let lastId = 0;

  const freeId = (): number => {
    do lastId = (lastId % PACKET_ID_MAX) + 1;
    while (messages.has(lastId) || copies.has(lastId));
    return lastId;
  };

  return {
    inFlight: () => messages.size,
    unacked: () => messages.size + leftovers.length - taken,
    takeLeftover() {
      if (taken < leftovers.length) return leftovers[taken++] ?? null;
      if (taken > 0) {
        leftovers = [];
        taken = 0;
      }
      return null;
    },
    add(message) {
      const id = freeId();
      messages.set(id, message);
      return id;
    },
    addCopy() {
      const id = freeId();
      copies.add(id);
      return id;
    },
    settle(packetId) {
      const message = messages.get(packetId);
      if (message === undefined) {
        copies.delete(packetId);
        return null;
      }
      messages.delete(packetId);
      return message;
    },
    connectionLost() {
      leftovers = [...messages.values(), ...leftovers.slice(taken)];
      taken = 0;
      messages.clear();
      copies.clear();
    },
  };
}
