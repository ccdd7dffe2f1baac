import type { InboxRecord } from "@resik/contract/relay";

export const RECEIVED_AT_MS = Date.parse("2026-03-01T00:00:00Z");

/** A message as the broker took it. */
export function recordOf(
  payload: unknown,
  where: { channel?: string; topic?: string; receivedAtMs?: number } = {},
): InboxRecord {
  return {
    receivedAtMs: where.receivedAtMs ?? RECEIVED_AT_MS,
    retain: false,
    topic: where.topic ?? `resik/v1/site-1/dev-1/${where.channel ?? "bin"}`,
    payload: payload instanceof Uint8Array ? payload : Buffer.from(textOf(payload)),
  };
}

const textOf = (payload: unknown): string =>
  typeof payload === "string" ? payload : JSON.stringify(payload);

/** A right reading of a bin; `seq` makes it another one. */
export const binPayload = (seq = 0, more: object = {}): object => ({
  v: 1,
  boot: "boot",
  seq,
  fillRatio: 0.5,
  ...more,
});
