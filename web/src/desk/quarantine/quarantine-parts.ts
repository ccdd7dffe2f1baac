import type { QuarantineReason } from "@resik/contract/quarantine";
import {
  answerOf,
  fields,
  instantMs,
  integer,
  list,
  nullable,
  oneOf,
  text,
  type Part,
  type Read,
} from "../../edge/parts.ts";

// The contract's own list would bring its schemas along.
export const QUARANTINE_REASONS = [
  "not-json",
  "schema",
  "out-of-bounds",
  "clock-skew",
  "unknown-channel",
  "too-large",
  "store-rejected",
] as const satisfies readonly QuarantineReason[];

const rowShape = {
  id: text,
  topic: text,
  reason: oneOf(QUARANTINE_REASONS),
  detail: text,
  receivedAt: instantMs,
  bytes: integer,
  replayedAt: nullable(instantMs),
};
export const quarantineRowPart = fields(rowShape);
export type QuarantineRow = Read<typeof quarantineRowPart>;

/** The answer of `POST quarantine/{id}/replay`. */
export const parseReplayed = answerOf(quarantineRowPart);

const pagePart = fields({ rows: list(quarantineRowPart), next: nullable(text) });

/** `GET quarantine`, in the form of every other list. */
export const quarantinePagePart: Part<{ items: QuarantineRow[]; next: string | null }> = (
  value,
) => {
  const page = pagePart(value);
  return page === undefined ? undefined : { items: page.rows, next: page.next };
};

const detailPart = fields({ ...rowShape, payloadBase64: text, payloadText: nullable(text) });
export type QuarantineDetail = Read<typeof detailPart>;
/** `GET quarantine/{id}`. */
export const parseQuarantineDetail = answerOf(detailPart);
