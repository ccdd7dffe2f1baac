import type { BankId } from "@resik/contract/bank/ids";
import type { RuleVersion } from "@resik/contract/bank/rule";
import type { Desk, DeskMember } from "@resik/contract/http/bank/desk";
import type { RuleVersionView } from "@resik/contract/http/bank/transfers";
import type { SiteId } from "@resik/contract/slug";
import { parseAccount, shownBalance } from "@resik/ledger/account";
import type { LedgerStore } from "@resik/ledger/port";
import type { RouteDeps } from "../deps.ts";
import { askStore } from "../readings-access.ts";
import type { BankRow } from "../registry/banks.ts";
import { toInstant } from "../registry/device-row.ts";
import { listDevices } from "../registry/devices.ts";
import { activeMembers, toMember, type MemberRow } from "../registry/members.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { openDayOf } from "./open-day.ts";

/** Deposits that are looked at to know which items come often. */
const RECENT_DEPOSITS = 300;
/** Scales of one bank that a phone is told of. */
const SCALES_MAX = 50;
const PHONE_TAIL = 4;

/** All that the weighing screen of a bank needs to work without a network. */
export async function takeDesk(deps: RouteDeps, db: RegistryDb, bank: BankRow): Promise<Desk> {
  const { ledger, ruleBooks, clock } = deps;
  const takenAtMs = clock.nowMs();
  const [book, savings, members] = await Promise.all([
    ruleBooks.of(bank.id),
    savingsByMember(ledger, bank.id),
    activeMembers(db, bank.id),
  ]);
  return {
    bank: {
      id: bank.id,
      number: bank.number,
      name: bank.name,
      address: bank.address,
      phone: bank.phone,
      receiptNote: bank.receiptNote,
    },
    takenAt: toInstant(takenAtMs),
    openDay: await openDayOf(ledger, bank.id),
    members: members.map((row) => toDeskMember(row, savings.get(row.id) ?? 0)),
    rules: [...book.allAt(takenAtMs), ...book.upcomingAfter(takenAtMs)].map(toRuleVersionView),
    itemsByUse: await itemsByUse(ledger, bank.id),
    funds: await fundsOf(db, bank.id),
    scales: await scalesOf(deps, db, bank.id),
  };
}

function toDeskMember(row: MemberRow, savingsRupiah: number): DeskMember {
  const { id, number, name, kind, address, phone } = toMember(row);
  return {
    id,
    number,
    name,
    kind,
    address,
    phoneTail: phone === null ? null : phone.slice(-PHONE_TAIL),
    cardSha256: row.card_sha256,
    savingsRupiah,
  };
}

const toRuleVersionView = ({ seq, validFromMs, rule }: RuleVersion): RuleVersionView => ({
  seq,
  validFrom: toInstant(validFromMs),
  rule,
});

/** The savings of each member over all products. */
async function savingsByMember(
  ledger: Pick<LedgerStore, "balances">,
  bank: BankId,
): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (const { account, debitBalance } of await ledger.balances(bank, "savings")) {
    const member = parseAccount(account)?.subject.split("/")[0] ?? "";
    sums.set(member, (sums.get(member) ?? 0) + shownBalance(account, debitBalance));
  }
  return sums;
}

/** `item.grade` by how often it came lately, most often first. */
async function itemsByUse(ledger: Pick<LedgerStore, "transfers">, bank: BankId): Promise<string[]> {
  const uses = new Map<string, number>();
  const recent = await ledger.transfers({
    bank,
    kinds: ["deposit"],
    beforeSeq: null,
    limit: RECENT_DEPOSITS,
  });
  for (const { detail } of recent) {
    if (detail.kind !== "deposit") continue;
    for (const { stock } of detail.lines) uses.set(stock, (uses.get(stock) ?? 0) + 1);
  }
  return [...uses].toSorted(([, left], [, right]) => right - left).map(([stock]) => stock);
}

const fundsOf = (db: RegistryDb, bank: string) =>
  db
    .selectFrom("parties")
    .select(["id", "name"])
    .where("bank", "=", bank)
    .where("kind", "=", "fund")
    .orderBy("name")
    .execute();

/** Scales that are not retired. Without the readings store nobody knows their tera; they work. */
async function scalesOf(
  deps: Pick<RouteDeps, "source" | "events">,
  db: RegistryDb,
  site: SiteId,
): Promise<Desk["scales"]> {
  const scales = await listDevices(db, {
    scope: "all",
    site,
    kind: "scale",
    retired: false,
    afterId: "",
    limit: SCALES_MAX,
  });
  const latest = await askStore(deps, (source) => source.latest({ channel: "scale", site }));
  const readings = latest.ok ? latest.value : [];
  const teraByDevice = new Map<string, unknown>(
    readings.map(({ device, fields }) => [device, fields["teraUntil"]]),
  );
  return scales.slice(0, SCALES_MAX).map(({ id, name }) => {
    const teraUntil = teraByDevice.get(id);
    return { device: id, name, teraUntil: typeof teraUntil === "string" ? teraUntil : null };
  });
}
