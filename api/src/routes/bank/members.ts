import type { BankId } from "@resik/contract/bank/ids";
import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  cardQuerySchema,
  memberCreationSchema,
  memberListQuerySchema,
  memberSchema,
  memberSearchSchema,
  memberUpdateSchema,
  memberViewSchema,
  type Member,
  type MemberKind,
  type MemberView,
} from "@resik/contract/http/bank/members";
import { pageOf } from "@resik/contract/http/page";
import { worksAt, type Principal } from "../../auth/principal.ts";
import { hasBalance, productBalances } from "../../bank/product-balances.ts";
import { waitsForHarvest } from "../../bank/waiting-deposits.ts";
import { wibDateOf } from "../../bank/weighing-days.ts";
import type { RouteDeps } from "../../deps.ts";
import { defineRoute, type Route } from "../../http/route.ts";
import { createAudit, memberTarget } from "../../registry/audit.ts";
import { bankOf } from "../../registry/banks.ts";
import { memberByCard } from "../../registry/member-cards.ts";
import {
  addMember,
  listMembers,
  memberOf,
  reactivateMember,
  retireMember,
  toMember,
  updateMember,
} from "../../registry/members.ts";
import { decodeCursor, toPage } from "../../registry/page-cursor.ts";
import type { RegistryDb } from "../../registry/tables.ts";
import { bankParamsSchema, memberParamsSchema } from "./params.ts";

const MEMBER_ID_LENGTH = 16;

/** Members of a bank for those who work there. */
export const memberRoutes = (deps: RouteDeps): Route[] => [
  listRoute(),
  searchRoute(),
  addRoute(deps),
  cardLookupRoute(deps),
  ...oneRoutes(deps),
  ...lifeRoutes(deps),
];

async function viewMember(deps: RouteDeps, bank: BankId, member: Member): Promise<MemberView> {
  return { ...member, balances: await productBalances(deps, bank, member.id) };
}

interface MemberQuestion {
  cursor?: string | undefined;
  limit: number;
  retired: "yes" | "no";
  search?: string;
}

async function findMembers(db: RegistryDb, bank: BankId, question: MemberQuestion) {
  const known = await bankOf(db, bank);
  if (!known.ok) return known;
  const after = decodeCursor(question.cursor);
  if (!after.ok) return after;
  if (!/^\d{0,4}$/.test(after.value)) return fail("invalid-input", "cursor is not ours");
  const rows = await listMembers(db, {
    bank,
    search: question.search,
    retired: question.retired === "yes",
    afterSerial: Number(after.value),
    limit: question.limit,
  });
  const { items, next } = toPage(rows, question.limit, (row) => String(row.serial));
  return ok({ items: items.map(toMember), next });
}

const listRoute = (): Route =>
  defineRoute({
    method: "get",
    path: "/banks/{bank}/members",
    summary: "Members in order of number",
    access: "bank-desk",
    params: bankParamsSchema,
    query: memberListQuerySchema,
    errors: ["not-found"],
    answer: { schema: pageOf(memberSchema) },
    handle: ({ db, params, query }) => findMembers(db, params.bank, query),
  });

const searchRoute = (): Route =>
  defineRoute({
    method: "post",
    path: "/banks/{bank}/members/search",
    summary: "Members in order of number, by part of a name, a number or a phone",
    access: "bank-desk",
    params: bankParamsSchema,
    body: memberSearchSchema,
    errors: ["not-found"],
    answer: { schema: pageOf(memberSchema) },
    handle: ({ db, params, body }) => findMembers(db, params.bank, body),
  });

/** A unit is paid by the list of its hop, so who is one is the treasurer's to say, like a price. */
function checkUnits(
  principal: Principal,
  bank: BankId,
  before: MemberKind,
  after: MemberKind,
): Result<null, "not-allowed"> {
  const isOfUnit = (before === "unit") !== (after === "unit");
  return isOfUnit && !worksAt(principal, bank, ["treasurer"])
    ? fail("not-allowed", "only a treasurer says who is a unit")
    : ok(null);
}

const addRoute = ({ clock, random }: RouteDeps): Route => {
  const audit = createAudit(clock);
  return defineRoute({
    method: "post",
    path: "/banks/{bank}/members",
    summary: "Register a member, who gets the bank's next number; a unit only by a treasurer",
    access: "bank-desk",
    params: bankParamsSchema,
    body: memberCreationSchema,
    write: "transaction",
    status: 201,
    errors: ["not-found", "already-exists"],
    answer: { schema: memberSchema },
    async handle({ db, params, body, principal }) {
      const today = wibDateOf(clock.nowMs());
      const { id = random.id(MEMBER_ID_LENGTH), joinedOn = today, ...fields } = body;
      if (joinedOn > today) return fail("invalid-input", "joinedOn has not come yet");
      const units = checkUnits(principal, params.bank, "person", fields.kind);
      if (!units.ok) return units;
      const added = await addMember(db, params.bank, { ...fields, id, joinedOn });
      if (added.ok) await audit(db, principal, "member.add", memberTarget(params.bank, id));
      return added;
    },
  });
};

const cardLookupRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "post",
    path: "/banks/{bank}/members/by-card",
    summary: "The member who has a card; a token is not for URLs",
    access: "bank-desk",
    params: bankParamsSchema,
    body: cardQuerySchema,
    errors: ["not-found"],
    answer: { schema: memberViewSchema },
    async handle({ db, params, body }) {
      const found = await memberByCard(db, params.bank, body.token);
      return found.ok ? ok(await viewMember(deps, params.bank, found.value)) : found;
    },
  });

const oneRoutes = (deps: RouteDeps): Route[] => {
  const audit = createAudit(deps.clock);
  return [
    defineRoute({
      method: "get",
      path: "/banks/{bank}/members/{member}",
      summary: "A member with the balances of all savings",
      access: "bank-desk",
      params: memberParamsSchema,
      errors: ["not-found"],
      answer: { schema: memberViewSchema },
      async handle({ db, params }) {
        const found = await memberOf(db, params.bank, params.member);
        return found.ok ? ok(await viewMember(deps, params.bank, found.value)) : found;
      },
    }),
    defineRoute({
      method: "put",
      path: "/banks/{bank}/members/{member}",
      summary: "Replace what is said of a member; who is a unit only a treasurer says",
      access: "bank-desk",
      params: memberParamsSchema,
      body: memberUpdateSchema,
      write: "transaction",
      errors: ["not-found"],
      answer: { schema: memberSchema },
      async handle({ db, params, body, principal }) {
        const { bank, member } = params;
        const known = await memberOf(db, bank, member);
        if (!known.ok) return known;
        const units = checkUnits(principal, bank, known.value.kind, body.kind);
        if (!units.ok) return units;
        const updated = await updateMember(db, bank, member, body);
        if (updated.ok) await audit(db, principal, "member.update", memberTarget(bank, member));
        return updated;
      },
    }),
  ];
};

/**
 * Registry and book are two files, so a deposit that looked the member up just before the retirement
 * is written just after it. It is not lost: the desk sees the balance at the retired member and on
 * the cash list, lets the member come back and pays it out.
 */
const lifeRoutes = (deps: RouteDeps): Route[] => {
  const audit = createAudit(deps.clock);
  return [
    defineRoute({
      method: "post",
      path: "/banks/{bank}/members/{member}/retire",
      summary: "Retire a member who has nothing left at the bank; the sessions end",
      access: "bank-desk",
      params: memberParamsSchema,
      write: "transaction",
      errors: ["not-found", "member-retired", "balance-left"],
      answer: { schema: memberSchema },
      async handle({ db, params, principal }) {
        const { bank, member } = params;
        const retired = await retireMember(db, bank, member, deps.clock.nowMs());
        if (!retired.ok) return retired;
        // A failure undoes the transaction, and with it the retirement.
        if (hasBalance(await productBalances(deps, bank, member))) {
          return fail("balance-left", "pay out or release what is on the account first");
        }
        if (await waitsForHarvest(deps.ledger, bank, member)) {
          return fail("balance-left", "value or reverse what waits for the harvest first");
        }
        await audit(db, principal, "member.retire", memberTarget(bank, member));
        return retired;
      },
    }),
    defineRoute({
      method: "post",
      path: "/banks/{bank}/members/{member}/reactivate",
      summary: "Let a retired member come back with the old number, card and PIN",
      access: "bank-desk",
      params: memberParamsSchema,
      write: "transaction",
      errors: ["not-found"],
      answer: { schema: memberSchema },
      async handle({ db, params, principal }) {
        const { bank, member } = params;
        const active = await reactivateMember(db, bank, member);
        if (active.ok) await audit(db, principal, "member.reactivate", memberTarget(bank, member));
        return active;
      },
    }),
  ];
};
