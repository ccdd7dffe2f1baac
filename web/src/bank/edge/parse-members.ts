import { MEMBER_KINDS } from "./member-kinds.ts";
import type { MemberId } from "@resik/contract/bank/ids";
import type { Member, MemberName, MemberView } from "@resik/contract/http/bank/members";
import type { SiteId } from "@resik/contract/slug";
import {
  fields,
  flag,
  instant,
  integer,
  list,
  nullable,
  oneOf,
  text,
  textOf,
  type Part,
} from "../../edge/parts.ts";

const memberFields = {
  id: textOf<MemberId>(),
  number: text,
  kind: oneOf(MEMBER_KINDS),
  name: text,
  phone: nullable(text),
  address: nullable(text),
  unit: nullable(textOf<SiteId>()),
  joinedOn: text,
  retiredAt: nullable(instant),
  hasPin: flag,
  card: nullable(fields({ issuedAt: instant })),
};

export const memberPart: Part<Member> = fields(memberFields);

export const memberNamePart: Part<MemberName> = fields({
  id: textOf<MemberId>(),
  number: text,
  name: text,
});

export const memberViewPart: Part<MemberView> = fields({
  ...memberFields,
  balances: list(
    fields({
      product: text,
      name: text,
      savingsRupiah: integer,
      heldRupiah: integer,
      payableRupiah: integer,
    }),
  ),
});

/** The answers that show a card's token or a PIN, once. */
export const issuedCardPart = fields({ member: memberPart, token: text });
export const issuedPinPart = fields({ member: memberPart, pin: text });
