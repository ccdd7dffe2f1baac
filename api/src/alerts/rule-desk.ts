import type { AlertRule } from "@resik/contract/alert-rule";
import type { RuleSchedule } from "@resik/contract/http/alert-rules";
import type { RegistryDb } from "../registry/tables.ts";
import { readRevision, standingRules } from "../registry/desk/alert-rules.ts";
import { liveMutes, type MuteRow } from "../registry/desk/alert-mutes.ts";
import type { AlertEvents } from "./alert-events.ts";

const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1_440;
const WIB_AHEAD_MINUTES = 7 * 60;

/** What a rule may do at a place and a moment, besides what the readings say. */
export interface RuleDesk {
  /** The enabled ones. */
  rules: readonly AlertRule[];
  mutes: readonly MuteRow[];
}

/** Reads rules and mutes again when somebody changed them, in this program or another. */
export interface RuleShelf {
  /** @throws when the registry fails. */
  read(): Promise<RuleDesk>;
}

/** @param fixed these rules instead of the registry's. */
export function createRuleShelf(
  db: RegistryDb,
  events: Pick<AlertEvents, "ruleUnreadable">,
  fixed?: readonly AlertRule[],
): RuleShelf {
  let known: { revision: number; desk: RuleDesk } | null = null;
  return {
    async read() {
      const revision = await readRevision(db);
      if (known?.revision === revision) return known.desk;
      const standing = fixed ? [] : await standingRules(db);
      for (const { rule, isUnreadable } of standing) {
        if (isUnreadable) events.ruleUnreadable(rule.id);
      }
      const all = fixed ?? standing.map(({ rule }) => rule);
      const rules = all.filter(({ enabled }) => enabled);
      const desk = { rules, mutes: await liveMutes(db) };
      known = { revision, desk };
      return desk;
    },
  };
}

/** Whether nothing is raised or told of this rule at this place now. */
export const isMuted = (
  mutes: readonly MuteRow[],
  at: { rule: string; site: string; device: string | null; nowMs: number },
): boolean =>
  mutes.some(
    (mute) =>
      mute.from_ms <= at.nowMs &&
      at.nowMs < mute.until_ms &&
      (mute.rule === null || mute.rule === at.rule) &&
      (mute.site === null || mute.site === at.site) &&
      (mute.device === null || mute.device === at.device),
  );

/** Whether a rule may raise at this moment; one without a schedule always may. */
export function isScheduled(schedule: RuleSchedule | null, nowMs: number): boolean {
  if (schedule === null) return true;
  const { days, fromMinute, toMinute } = schedule;
  const minutes = Math.floor(nowMs / MINUTE_MS) + WIB_AHEAD_MINUTES;
  const minute = minutes % MINUTES_PER_DAY;
  // The first of January 1970 was a Thursday.
  const day = (Math.floor(minutes / MINUTES_PER_DAY) + 4) % 7;
  if (fromMinute < toMinute) return minute >= fromMinute && minute < toMinute && days.includes(day);
  // Past midnight it belongs to the day on which it began.
  if (minute >= fromMinute) return days.includes(day);
  return minute < toMinute && days.includes((day + 6) % 7);
}
