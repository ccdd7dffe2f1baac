import type { FieldValue } from "@resik/contract/reading";
import { z } from "zod";

/** Names one message for ever. */
export interface MessageKey {
  device: string;
  boot: string;
  seq: number;
}

export interface SentRecord extends MessageKey {
  channel: string;
  /** Of its content, see `digestReading`. */
  digest: string;
  /** Wall clock of the simulator, epoch milliseconds. */
  sentAtMs: number;
  /** A last will: the broker sends it, if anybody does. */
  will: boolean;
}

/** One thing that was really so, or that the simulator really did. One line of a truth file. */
export const truthRecordSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("sent"),
    device: z.string(),
    boot: z.string(),
    seq: z.int(),
    channel: z.string(),
    digest: z.string(),
    sentAtMs: z.number(),
    will: z.boolean(),
  }),
  z.object({
    type: z.literal("acked"),
    device: z.string(),
    boot: z.string(),
    seq: z.int(),
    ackedAtMs: z.number(),
  }),
  z.object({
    type: z.literal("dropped"),
    device: z.string(),
    boot: z.string(),
    seq: z.int(),
    reason: z.enum(["outbox-full"]),
  }),
  z.object({
    type: z.literal("real"),
    device: z.string(),
    boot: z.string(),
    seq: z.int(),
    values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  }),
  z.object({
    type: z.literal("event"),
    device: z.string(),
    name: z.string(),
    atMs: z.number(),
    values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  }),
]);
export type TruthRecord = z.infer<typeof truthRecordSchema>;

/** The simulator's own record, kept outside the system it judges. */
export interface TruthLog {
  /** Must be called before the bytes leave, so that nothing stored can be unknown here. */
  sent(record: SentRecord): void;
  acked(key: MessageKey, ackedAtMs: number): void;
  dropped(key: MessageKey, reason: "outbox-full"): void;
  /** What was really so when this message was measured. */
  real(key: MessageKey, values: Readonly<Record<string, FieldValue>>): void;
  event(
    device: string,
    name: string,
    atMs: number,
    values: Readonly<Record<string, FieldValue>>,
  ): void;
  close(): Promise<void>;
}

/** A truth log that hands every record on as one object. */
export const recordingTruth = (
  write: (record: TruthRecord) => void,
  close: () => Promise<void>,
): TruthLog => ({
  sent: (record) => write({ type: "sent", ...record }),
  acked: ({ device, boot, seq }, ackedAtMs) =>
    write({ type: "acked", device, boot, seq, ackedAtMs }),
  dropped: ({ device, boot, seq }, reason) => write({ type: "dropped", device, boot, seq, reason }),
  real: ({ device, boot, seq }, values) => write({ type: "real", device, boot, seq, values }),
  event: (device, name, atMs, values) => write({ type: "event", device, name, atMs, values }),
  close,
});

/** For runs that nobody judges. */
export const NO_TRUTH: TruthLog = recordingTruth(
  () => {},
  () => Promise.resolve(),
);
