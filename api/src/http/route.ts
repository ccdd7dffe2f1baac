import type { IdempotencyKey } from "@resik/contract/bank/ids";
import type { ErrorCode, Result } from "@resik/contract/error-code";
import type { z } from "zod";
import type { Access, Principal, SiteScope } from "../auth/principal.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { RateClass } from "./rate-limit.ts";

/** What a handler gets: everything in it is checked. */
export interface RouteRequest<P, Q, B> {
  principal: Principal;
  /** Sites the principal may read. */
  scope: SiteScope;
  params: P;
  query: Q;
  body: B;
  /** For `transaction` writes the transaction; nothing else may be used inside it. */
  db: RegistryDb;
  headers: Headers;
  requestId: string;
  /** Address of the peer; empty when there is none. */
  peer: string;
  /** The client's key; always there for `ledger` and `record` writes, null for the others. */
  key: IdempotencyKey | null;
  /** Says that the answer is the one of an earlier request. */
  replayed(): void;
  /** Runs once the answer is settled (and committed); for what others need to be told. */
  afterwards(run: () => void): void;
}

/**
 * How a write keeps its idempotency key: with its effect in one transaction, or, when it speaks to
 * others before it answers, by a claim that ends with the answer. `ledger`: the book itself keeps
 * the key, which must come with the request, and every first answer to it, for good. `record`: what
 * is written keeps the key, which must come with the request, for good; a refusal is not kept. The
 * handlers of the last two make their own transactions.
 */
export type WriteMode = "transaction" | "claim" | "ledger" | "record";
/** Those whose key is kept by what they write. */
export type OwnKeyMode = Extract<WriteMode, "ledger" | "record">;

export interface RouteSpec<P, Q, B, A> {
  method: "get" | "post" | "put";
  /** Below `/api/v1`, with `{name}` for parameters and `{name*}` for all that follows. */
  path: string;
  summary: string;
  access: Access;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** Bytes that a body may have where that is not `BODY_BYTES_MAX`. */
  bodyBytesMax?: number;
  write?: WriteMode;
  /** Absent: as often as anybody likes. */
  rate?: RateClass;
  /** Status of the good answer. */
  status?: 200 | 201;
  /** Codes that may come besides those of the edge (input, credentials, size). */
  errors?: readonly ErrorCode[];
  answer: { schema: z.ZodType<A> } | { contentTypes: readonly string[] };
  /** A `Response` passes as it is (streams, cached answers). */
  handle(request: RouteRequest<P, Q, B>): Promise<Result<A | Response>>;
}

/** A route whose types have done their work. */
export type Route = RouteSpec<unknown, unknown, unknown, unknown>;

/** Checks that schemas and handler agree, then forgets the types so that routes fit in one list. */
export const defineRoute = <P = unknown, Q = unknown, B = unknown, A = unknown>(
  spec: RouteSpec<P, Q, B, A>,
): Route =>
  // Each part of the request reaches `handle` only after the schema of that part has parsed it.
  spec;
