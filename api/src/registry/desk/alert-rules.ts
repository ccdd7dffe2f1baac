import { DEFAULT_ALERT_RULES, type AlertRule } from "@resik/contract/alert-rule";
import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  ALERT_RULES_MAX,
  alertRuleInputSchema,
  toAlertRule,
  type AlertRuleInput,
} from "@resik/contract/http/alert-rules";
import { sql, type Selectable } from "kysely";
import type { RegistryDb } from "../tables.ts";
import type { AlertRuleTables } from "./alert-rule-tables.ts";
import { parseStored } from "./stored-json.ts";

/** A rule as it stands, with where it came from. */
export interface StandingRule {
  rule: AlertRule;
  /** Its row cannot be read: a built-in one stands as it came, another one is switched off. */
  isUnreadable: boolean;
  isBuiltIn: boolean;
  isChanged: boolean;
  /** 0 for a built-in one that nobody ever changed. */
  version: number;
  changedAtMs: number | null;
}

type RuleRow = Selectable<AlertRuleTables["alert_rules"]>;

const BUILT_IN: ReadonlyMap<string, AlertRule> = new Map(
  DEFAULT_ALERT_RULES.map((rule) => [rule.id, rule]),
);

const isBuiltInRule = (id: string): boolean => BUILT_IN.has(id);

/**
 * The rule of a row; null where the row keeps nothing but its version, `unreadable` where another
 * version of this program wrote what this one does not know.
 */
function ruleOf({ id, rule }: Pick<RuleRow, "id" | "rule">): AlertRule | "unreadable" | null {
  if (rule === null) return BUILT_IN.get(id) ?? null;
  const input = parseStored(alertRuleInputSchema, rule);
  return input ? toAlertRule(id, input) : "unreadable";
}

/** What stands for a rule that cannot be read: switched off, to be seen and deleted or set anew. */
function switchedOff(id: string): AlertRule {
  const [first] = DEFAULT_ALERT_RULES;
  if (!first) throw new Error("the program has rules");
  return { ...first, id, name: id, enabled: false };
}

/**
 * The name that somebody gave a rule, by what its row keeps; null for one that nobody named. Of one
 * that cannot be read it is the name under which the rule itself is listed.
 */
export function givenRuleName(id: string, json: string | null): string | null {
  if (json === null) return null;
  const rule = ruleOf({ id, rule: json });
  if (rule === "unreadable") return isBuiltInRule(id) ? null : switchedOff(id).name;
  return rule?.name ?? null;
}

const toStanding = (row: RuleRow, rule: AlertRule, isUnreadable = false): StandingRule => ({
  rule,
  isUnreadable,
  isBuiltIn: isBuiltInRule(row.id),
  isChanged: row.rule !== null && isBuiltInRule(row.id),
  version: row.version,
  changedAtMs: row.changed_at_ms,
});

const untouched = (rule: AlertRule): StandingRule => ({
  rule,
  isUnreadable: false,
  isBuiltIn: true,
  isChanged: false,
  version: 0,
  changedAtMs: null,
});

/** Every rule: those that came with the program, as they stand, then the others by id. */
export async function standingRules(db: RegistryDb): Promise<StandingRule[]> {
  const rows = await db.selectFrom("alert_rules").selectAll().orderBy("id").execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const builtIn = DEFAULT_ALERT_RULES.map((rule): StandingRule => {
    const row = byId.get(rule.id);
    const own = row ? ruleOf(row) : null;
    if (row && own === "unreadable") return toStanding(row, rule, true);
    return row && own && own !== "unreadable" ? toStanding(row, own) : untouched(rule);
  });
  const others = rows.flatMap((row) => {
    const rule = isBuiltInRule(row.id) ? null : ruleOf(row);
    if (rule === "unreadable") return toStanding(row, switchedOff(row.id), true);
    return rule ? toStanding(row, rule) : [];
  });
  return [...builtIn, ...others];
}

async function standingRule(db: RegistryDb, id: string): Promise<StandingRule | null> {
  return (await standingRules(db)).find(({ rule }) => rule.id === id) ?? null;
}

/** The rules as the evaluator takes them, those that are switched off too. */
export const effectiveRules = async (db: RegistryDb): Promise<AlertRule[]> =>
  (await standingRules(db)).map(({ rule }) => rule);

/** Rises with each change of a rule or a mute. */
export async function readRevision(db: RegistryDb): Promise<number> {
  const row = await db.selectFrom("alert_rule_revision").select("revision").executeTakeFirst();
  return row?.revision ?? 0;
}

export const raiseRevision = (db: RegistryDb) =>
  db
    .updateTable("alert_rule_revision")
    .set({ revision: sql<number>`revision + 1` })
    .execute();

type RuleFailure = "not-found" | "already-settled" | "invalid-input";

/**
 * Makes or replaces a rule. Call it in a transaction.
 *
 * @returns `already-settled` when somebody changed it since that version, `invalid-input` when
 *   there are as many as may be, or when one that people made has no name: messages would show its
 *   id.
 */
export async function putRule(
  db: RegistryDb,
  id: string,
  change: { version: number; rule: AlertRuleInput | null; nowMs: number },
): Promise<Result<StandingRule, RuleFailure>> {
  if (change.rule?.name === null && !isBuiltInRule(id)) {
    return fail("invalid-input", `rule ${id} did not come with the program: it needs a name`);
  }
  const known = await standingRules(db);
  const before = known.find(({ rule }) => rule.id === id);
  if ((before?.version ?? 0) !== change.version) {
    return fail("already-settled", `rule ${id} was changed since: version ${before?.version ?? 0}`);
  }
  if (!before && known.length >= ALERT_RULES_MAX) {
    return fail("invalid-input", `at most ${ALERT_RULES_MAX} rules`);
  }
  const row = {
    rule: change.rule === null ? null : JSON.stringify(change.rule),
    version: change.version + 1,
    changed_at_ms: change.nowMs,
  };
  await db
    .insertInto("alert_rules")
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
  await raiseRevision(db);
  const after = await standingRule(db, id);
  return after ? ok(after) : fail("not-found", `no rule ${id}`);
}

/** Brings a built-in rule back to how it came. Call it in a transaction. */
export async function resetRule(
  db: RegistryDb,
  id: string,
  nowMs: number,
): Promise<Result<StandingRule, RuleFailure>> {
  const before = await standingRule(db, id);
  if (!before?.isBuiltIn) return fail("not-found", `${id} did not come with the program`);
  if (!before.isChanged) return ok(before);
  return putRule(db, id, { version: before.version, rule: null, nowMs });
}

/** Deletes a rule that people made; what it has open ends. Call it in a transaction. */
export async function deleteRule(
  db: RegistryDb,
  id: string,
): Promise<Result<null, "not-found" | "not-allowed">> {
  if (isBuiltInRule(id)) return fail("not-allowed", `${id} came with the program: switch it off`);
  const done = await db.deleteFrom("alert_rules").where("id", "=", id).executeTakeFirst();
  if (done.numDeletedRows === 0n) return fail("not-found", `no rule ${id}`);
  await raiseRevision(db);
  return ok(null);
}
