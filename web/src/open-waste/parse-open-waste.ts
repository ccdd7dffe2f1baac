import { REPORT_GROUPS } from "@resik/contract/bank/rule";
import {
  answerOf,
  fields,
  integer,
  list,
  month,
  nullable,
  day,
  oneOf,
  text,
  type Read,
} from "../edge/parts.ts";

const openWaste = fields({
  months: list(
    fields({
      month,
      banks: integer,
      deposits: integer,
      depositors: integer,
      depositedMassG: integer,
      depositedRupiah: integer,
      groups: list(
        fields({
          reportGroup: oneOf(REPORT_GROUPS),
          depositedMassG: integer,
          depositedRupiah: integer,
        }),
      ),
    }),
  ),
});
export type WasteMonth = Read<typeof openWaste>["months"][number];
export type WasteGroup = WasteMonth["groups"][number];

/** Reads the answer of `GET open/waste`; null when it is not one. */
export const parseOpenWaste = answerOf(openWaste);

const openBanks = fields({
  banks: list(
    fields({
      id: text,
      name: text,
      areaName: text,
      weighing: nullable(fields({ opensAt: text, closesAt: text })),
      nextWeighingOn: nullable(day),
    }),
  ),
});
export type OpenBank = Read<typeof openBanks>["banks"][number];

/** Reads the answer of `GET open/banks`; null when it is not one. */
export const parseOpenBanks = answerOf(openBanks);
