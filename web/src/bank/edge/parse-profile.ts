import type { BankProfile } from "@resik/contract/http/bank/profile";
import type { SiteId } from "@resik/contract/slug";
import {
  fields,
  instant,
  integer,
  list,
  nullable,
  text,
  textOf,
  type Part,
} from "../../edge/parts.ts";

export const profilePart: Part<BankProfile> = fields({
  address: nullable(text),
  phone: nullable(text),
  decreeNumber: nullable(text),
  director: nullable(text),
  induk: nullable(textOf<SiteId>()),
  weighing: nullable(
    fields({
      weekdays: list(integer),
      weeksOfMonth: list(integer),
      opensAt: text,
      closesAt: text,
    }),
  ),
  receiptNote: nullable(text),
  id: textOf<SiteId>(),
  number: integer,
  name: text,
  areaName: text,
  nextWeighingOn: nullable(text),
  activeMembers: integer,
  openDay: nullable(fields({ seq: integer, openedAt: instant })),
});

/** The banks of the district, to choose an induk or the bank behind a unit. */
export const openBanksPart = fields({ banks: list(fields({ id: textOf<SiteId>(), name: text })) });
