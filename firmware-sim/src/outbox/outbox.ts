import type { Outgoing } from "../mqtt/sender.ts";

/** Messages one device keeps while its broker is away. */
export const OUTBOX_MESSAGES_MAX = 10_000;

/** Why a message left an outbox without an acknowledgement. The list is closed. */
export type DropReason = "outbox-full";

/** A message as it waits: its identity is (device, boot, seq). */
export interface OutboxMessage extends Outgoing {
  device: string;
  boot: string;
  seq: number;
  channel: string;
}

/** A waiting message with its place in the queue; positions grow and are never used twice. */
export interface OutboxRow extends OutboxMessage {
  position: number;
}

/**
 * Where devices keep what was not acknowledged. When a device holds `messagesMax`, its oldest
 * message that is not a `status` gives way (its oldest at all when there is nothing else): it is
 * dropped, reported with a reason, and counted; the newer measurement matters more, and the last
 * status tells whether the device lives.
 */
export interface Outbox {
  /** Resolves when the message is as safe as this outbox can make it; only then may it be sent. */
  put(message: OutboxMessage): Promise<void>;
  /** Waiting messages of a device after a position (0: from the start), oldest first. */
  page(device: string, afterPosition: number, rowsMax: number): OutboxRow[];
  /** The broker has it. Losing this knowledge in a crash only sends it once more. */
  remove(row: OutboxRow): void;
  size(device: string): number;
  /** Messages dropped so far, by reason. */
  readonly dropped: Readonly<Record<DropReason, number>>;
  close(): Promise<void>;
}

export interface OutboxOptions {
  /** Per device. */
  messagesMax: number;
  onDrop(message: OutboxMessage, reason: DropReason): void;
}
