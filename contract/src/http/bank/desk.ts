import { z } from "zod";
import { memberIdSchema } from "../../bank/ids.ts";
import { deviceIdSchema, siteIdSchema } from "../../slug.ts";
import { instantSchema } from "../readings.ts";
import { MEMBER_KINDS, memberNumberSchema } from "./members.ts";
import { ruleVersionSchema } from "./transfers.ts";

/** A member as a phone at the desk keeps it: enough to find one without a network, not more. */
export const deskMemberSchema = z.object({
  id: memberIdSchema,
  number: memberNumberSchema,
  name: z.string(),
  kind: z.enum(MEMBER_KINDS),
  address: z.string().nullable(),
  /** Last four digits. */
  phoneTail: z.string().nullable(),
  /** SHA-256 in hex of the live card's token; the token itself is nowhere kept. */
  cardSha256: z.string().nullable(),
  /** Savings of all products. */
  savingsRupiah: z.int(),
});
export type DeskMember = z.infer<typeof deskMemberSchema>;

/** `GET banks/{bank}/desk`: all that the weighing screen needs to work without a network. */
export const deskSchema = z.object({
  bank: z.object({
    id: siteIdSchema,
    number: z.int(),
    name: z.string(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    receiptNote: z.string().nullable(),
  }),
  takenAt: instantSchema,
  openDay: z.object({ seq: z.int(), openedAt: instantSchema }).nullable(),
  members: z.array(deskMemberSchema),
  /** Rules in force and to come, so that prices change at their time without a network too. */
  rules: z.array(ruleVersionSchema),
  /** `item.grade` by how often it came lately, most often first. */
  itemsByUse: z.array(z.string()),
  funds: z.array(z.object({ id: z.string(), name: z.string() })),
  scales: z.array(
    z.object({ device: deviceIdSchema, name: z.string(), teraUntil: z.string().nullable() }),
  ),
});
export type Desk = z.infer<typeof deskSchema>;
