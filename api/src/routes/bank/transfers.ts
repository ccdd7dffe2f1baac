import type { Command, CommandKind } from "@resik/contract/bank/command";
import { commandSchema } from "@resik/contract/bank/command";
import type { BankId, TransferSeq } from "@resik/contract/bank/ids";
import { fail, ok, type ErrorCode, type Result } from "@resik/contract/error-code";
import { receiptSchema } from "@resik/contract/http/bank/receipt";
import {
  postedSchema,
  reasonBodySchema,
  settleBodySchema,
  settlementListQuerySchema,
  transferListQuerySchema,
  transferViewSchema,
  type TransferView,
} from "@resik/contract/http/bank/transfers";
import { pageOf } from "@resik/contract/http/page";
import type { Transfer } from "@resik/ledger/transfer";
import { worksAt } from "../../auth/principal.ts";
import { postAndAnswer } from "../../bank/posting.ts";
import { receiptOf } from "../../bank/receipt.ts";
import { toTransferViews } from "../../bank/transfer-views.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { bankParamsSchema } from "./params.ts";
import { pageBySeq, POSTING_ERRORS, transferParamsSchema } from "./transfer-path.ts";

export const transferRoutes = (deps: RouteDeps): Route[] => [
  listRoute(deps),
  oneRoute(deps),
  receiptRoute(deps),
  reverseRoute(deps),
  settlementListRoute(deps),
  ...settleRoutes(deps),
];

const COMMAND_KINDS: ReadonlySet<string> = new Set(
  commandSchema.options.map((option) => option.shape.kind.value),
);
const isCommandKind = (kind: string): kind is CommandKind => COMMAND_KINDS.has(kind);

/** Kinds with commas between them. */
function parseKinds(text: string | undefined): Result<CommandKind[] | undefined, "invalid-input"> {
  if (text === undefined) return ok(undefined);
  const kinds = text.split(",");
  const unknown = kinds.find((kind) => !isCommandKind(kind));
  if (unknown !== undefined) return fail("invalid-input", "kinds names a kind that is none");
  return ok(kinds.filter(isCommandKind));
}

/** A page of transfers as people of the bank see them. */
async function transferPage(
  deps: RouteDeps,
  bank: BankId,
  query: Parameters<typeof pageBySeq>[0],
  read: (lastSeq: TransferSeq | null, limit: number) => Promise<Transfer[]>,
): Promise<Result<{ items: TransferView[]; next: string | null }, "invalid-input">> {
  const page = await pageBySeq(query, read);
  if (!page.ok) return page;
  const { items, next } = page.value;
  return ok({ items: await toTransferViews(deps, bank, items), next });
}

const listRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/transfers",
    summary: "What was written in the bank's book, newest first",
    access: "bank-desk",
    params: bankParamsSchema,
    query: transferListQuerySchema,
    answer: { schema: pageOf(transferViewSchema) },
    async handle({ params: { bank }, query }) {
      const kinds = parseKinds(query.kinds);
      if (!kinds.ok) return kinds;
      const { member, from, to } = query;
      return transferPage(deps, bank, query, (beforeSeq, limit) =>
        deps.ledger.transfers({
          bank,
          beforeSeq,
          limit,
          ...(kinds.value === undefined ? {} : { kinds: kinds.value }),
          ...(member === undefined ? {} : { member }),
          ...(from === undefined ? {} : { fromMs: Date.parse(from) }),
          ...(to === undefined ? {} : { toMs: Date.parse(to) }),
        }),
      );
    },
  });

const oneRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/transfers/{seq}",
    summary: "One transfer, with what was reversed since",
    access: "bank-desk",
    params: transferParamsSchema,
    errors: ["not-found"],
    answer: { schema: transferViewSchema },
    async handle({ params: { bank, seq } }) {
      const transfer = await deps.ledger.transfer(bank, seq);
      const [view] = transfer ? await toTransferViews(deps, bank, [transfer]) : [];
      return view ? ok(view) : fail("not-found", `no transfer ${seq}`);
    },
  });

const receiptRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/transfers/{seq}/receipt",
    summary: "The receipt of a transfer, to print or to show again",
    access: "bank-desk",
    params: transferParamsSchema,
    errors: ["not-found"],
    answer: { schema: receiptSchema },
    async handle({ params: { bank, seq } }) {
      const transfer = await deps.ledger.transfer(bank, seq);
      const receipt = transfer ? await receiptOf(deps, transfer) : null;
      return receipt ? ok(receipt) : fail("not-found", `no receipt for transfer ${seq}`);
    },
  });

const reverseRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "post",
    path: "/banks/{bank}/transfers/{seq}/reverse",
    summary: "Undo a transfer by its mirror; operators do it for deposits alone",
    access: "bank-desk",
    params: transferParamsSchema,
    body: reasonBodySchema,
    write: "ledger",
    status: 201,
    errors: [
      ...POSTING_ERRORS,
      "already-reversed",
      "already-settled",
      "insufficient-balance",
      "not-open",
    ],
    answer: { schema: postedSchema },
    handle: ({ params: { bank, seq: target }, body, ...writer }) =>
      postAndAnswer(deps, writer, {
        bank,
        occurredAt: body.occurredAt,
        async command() {
          const transfer = await deps.ledger.transfer(bank, target);
          if (!transfer) return fail("not-found", `no transfer ${target}`);
          const mayReverse =
            transfer.kind === "deposit" || worksAt(writer.principal, bank, ["treasurer"]);
          if (!mayReverse) return fail("not-allowed", "only a treasurer reverses this");
          return ok({ kind: "reverse", target, reason: body.reason });
        },
      }),
  });

const settlementListRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/settlements",
    summary: "Deposits that wait for their price or for the sale, oldest first",
    access: "bank-desk",
    params: bankParamsSchema,
    query: settlementListQuerySchema,
    answer: { schema: pageOf(transferViewSchema) },
    handle: ({ params: { bank }, query }) =>
      transferPage(deps, bank, query, (afterSeq, limit) =>
        deps.ledger.settlements({ bank, afterSeq, limit }),
      ),
  });

const SETTLEMENTS = {
  value: {
    summary: "Price a deposit that was weighed for the harvest",
    errors: ["already-settled", "already-reversed", "no-price"],
  },
  release: {
    summary: "Let the member have what was held until the sale",
    errors: ["already-settled", "already-reversed"],
  },
} as const satisfies Partial<
  Record<Command["kind"], { summary: string; errors: readonly ErrorCode[] }>
>;

const settleRoutes = (deps: RouteDeps): Route[] =>
  (["value", "release"] as const).map((kind) =>
    defineRoute({
      method: "post",
      path: `/banks/{bank}/transfers/{seq}/${kind}`,
      summary: SETTLEMENTS[kind].summary,
      access: "bank-treasury",
      params: transferParamsSchema,
      body: settleBodySchema,
      write: "ledger",
      status: 201,
      errors: [...POSTING_ERRORS, ...SETTLEMENTS[kind].errors],
      answer: { schema: postedSchema },
      handle: ({ params: { bank, seq: target }, body, ...writer }) =>
        postAndAnswer(deps, writer, {
          bank,
          occurredAt: body.occurredAt,
          command: async () => ok({ kind, target }),
        }),
    }),
  );
