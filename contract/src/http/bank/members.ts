import { z } from "zod";
import { memberIdSchema } from "../../bank/ids.ts";
import { TEXT_MAX } from "../../bank/limits.ts";
import { siteIdSchema } from "../../slug.ts";
import { pageQueryShape } from "../page.ts";
import { instantSchema } from "../readings.ts";
import { dateSchema, phoneSchema } from "./profile.ts";

/** `unit`: a waste bank that sells to this one, its induk. */
export const MEMBER_KINDS = ["person", "household", "group", "unit"] as const;
export type MemberKind = (typeof MEMBER_KINDS)[number];

/** Three digits of the bank and four of the member; typed on a phone's number pad. */
export const memberNumberSchema = z.string().regex(/^\d{7}$/, "a member number has 7 digits");
export const pinSchema = z.string().regex(/^\d{6}$/, "a PIN has 6 digits");
/** What a card's QR carries: opaque, worth nothing without the PIN, revocable. */
export const cardTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/);

const line = z.string().trim().min(1).max(TEXT_MAX);

/** What one may say of a member. No NIK, no date of birth: the bank needs neither. */
export const memberFieldsSchema = z.strictObject({
  kind: z.enum(MEMBER_KINDS),
  name: line,
  phone: phoneSchema.nullable(),
  /** RT/RW or hamlet, as the bank sorts its passbooks. */
  address: line.nullable(),
  /** The bank behind a member of kind `unit`. */
  unit: siteIdSchema.nullable(),
});

/** `POST banks/{bank}/members`. */
export const memberCreationSchema = memberFieldsSchema.extend({
  /** Made by the caller, as an import from a paper book does; absent: made here. */
  id: memberIdSchema.optional(),
  joinedOn: dateSchema.optional(),
});
export type MemberCreation = z.infer<typeof memberCreationSchema>;

/** `PUT banks/{bank}/members/{member}`. */
export const memberUpdateSchema = memberFieldsSchema;
export type MemberUpdate = z.infer<typeof memberUpdateSchema>;

export const memberSchema = memberFieldsSchema.extend({
  id: memberIdSchema,
  number: memberNumberSchema,
  joinedOn: dateSchema,
  retiredAt: instantSchema.nullable(),
  /** Whether the member can sign in. */
  hasPin: z.boolean(),
  /** The live card; null when there is none. */
  card: z.object({ issuedAt: instantSchema }).nullable(),
});
export type Member = z.infer<typeof memberSchema>;

/** An amount of a member's savings product. */
export const productBalanceSchema = z.object({
  product: z.string(),
  name: z.string(),
  /** What may be withdrawn, before minimum, remaining minimum and term. */
  savingsRupiah: z.int(),
  /** Credited, and free only after the sale. */
  heldRupiah: z.int(),
  /** Withdrawals that are requested and not yet paid. */
  payableRupiah: z.int(),
});
export type ProductBalance = z.infer<typeof productBalanceSchema>;

export const memberViewSchema = memberSchema.extend({ balances: z.array(productBalanceSchema) });
export type MemberView = z.infer<typeof memberViewSchema>;

const retired = z.enum(["yes", "no"]).default("no");

/** `GET banks/{bank}/members`; retired ones only when asked for. */
export const memberListQuerySchema = z.object({ ...pageQueryShape, retired });

/**
 * `POST banks/{bank}/members/search`: by part of a name, a number or a phone. A body, because an
 * address ends up in histories and in the logs of what stands before the api.
 */
export const memberSearchSchema = z.strictObject({
  ...pageQueryShape,
  retired,
  search: z.string().trim().min(1).max(80),
});

/** A row of a list: how a member is named beside a transfer. */
export const memberNameSchema = z.object({
  id: memberIdSchema,
  number: memberNumberSchema,
  name: z.string(),
});
export type MemberName = z.infer<typeof memberNameSchema>;

/** The only time a card's token or a drawn PIN is shown. */
export const issuedCardSchema = z.object({ member: memberSchema, token: cardTokenSchema });
export const issuedPinSchema = z.object({ member: memberSchema, pin: pinSchema });

/** `POST banks/{bank}/members/by-card`. */
export const cardQuerySchema = z.strictObject({ token: cardTokenSchema });

/** `POST auth/member/sign-in`: a number or phone, or the card's token, and the PIN. */
export const memberSignInSchema = z.strictObject({
  /** Member number or phone; absent with a card. */
  name: z.string().trim().min(3).max(20).optional(),
  card: cardTokenSchema.optional(),
  pin: pinSchema,
});
/** `POST me/pin`. */
export const pinChangeSchema = z.strictObject({ pin: pinSchema, newPin: pinSchema });
