import { siteIdSchema } from "@resik/contract/slug";
import { z } from "zod";

/** 1 to 40 of `a-z` and `0-9`, single hyphens between them: safe inside account codes. */
const code = z.string().regex(/^[a-z0-9](-?[a-z0-9]){0,39}$/);

/** A waste bank is a site; its book is its own. */
export const bankIdSchema = siteIdSchema;
export type BankId = z.infer<typeof bankIdSchema>;

export const memberIdSchema = code.brand<"MemberId">();
export type MemberId = z.infer<typeof memberIdSchema>;
export const productIdSchema = code.brand<"ProductId">();
export type ProductId = z.infer<typeof productIdSchema>;
export const itemIdSchema = code.brand<"ItemId">();
export type ItemId = z.infer<typeof itemIdSchema>;
export const gradeSchema = code.brand<"Grade">();
export type Grade = z.infer<typeof gradeSchema>;
export const buyerIdSchema = code.brand<"BuyerId">();
export type BuyerId = z.infer<typeof buyerIdSchema>;
export const fundIdSchema = code.brand<"FundId">();
export type FundId = z.infer<typeof fundIdSchema>;

/** Who acted: the id of a signed-in person or of a service, never a name. */
export const actorIdSchema = z.string().min(1).max(80).brand<"ActorId">();
export type ActorId = z.infer<typeof actorIdSchema>;

/** Made by the caller where the fact arose, and kept there until an answer came. */
export const idempotencyKeySchema = z.string().min(8).max(120).brand<"IdempotencyKey">();
export type IdempotencyKey = z.infer<typeof idempotencyKeySchema>;

/** Place of a transfer in its bank's chain, from 1; transfers refer to each other by it. */
export const transferSeqSchema = z.int().min(1).brand<"TransferSeq">();
export type TransferSeq = z.infer<typeof transferSeqSchema>;
