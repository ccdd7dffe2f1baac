import type { AlertRule } from "@resik/contract/alert-rule";
import { judge, judgeSite, type Evidence } from "./judge.ts";
import { decide, type Judgement } from "./pending.ts";
import type { NewAlert } from "../registry/alerts.ts";

/** What is remembered between two evaluations, by rule and subject. */
export interface Memory {
  /** Ids of the alerts that are not resolved. */
  openIds: ReadonlyMap<string, string>;
  /** Since when a condition has held that is not raised yet, on the monotonic clock. */
  sinceMs: ReadonlyMap<string, number>;
}

export type Act =
  | { kind: "open"; key: string; alert: Omit<NewAlert, "id"> }
  /** `value` is absent when the device or the rule is gone: nothing was measured. */
  | { kind: "resolve"; key: string; rule: string; id: string; value?: number | null };

export interface Evaluation {
  /** Judges the devices of one site. */
  site(site: string, devices: readonly Evidence[]): void;
  /** What is to be done, and what is to be remembered once it is done. */
  end(): { acts: Act[]; sinceMs: Map<string, number> };
}

const MS_PER_S = 1_000;

/** A slug holds no slash, so no two pairs share a key. */
export const keyOf = (rule: string, subject: string): string => `${rule}/${subject}`;

/** One pass of the rules over all sites; it touches nothing and asks nobody. */
export function beginEvaluation(
  rules: readonly AlertRule[],
  memory: Memory,
  monotonicMs: number,
): Evaluation {
  const siteRules = rules.filter(({ condition }) => condition.kind === "site-silent");
  const deviceRules = rules.filter(({ condition }) => condition.kind !== "site-silent");
  const acts: Act[] = [];
  const sinceMs = new Map<string, number>();
  const left = new Map(memory.openIds);

  function step(
    rule: AlertRule,
    at: { subject: string; site: string; isCovered: boolean },
    judgement: Judgement | null,
  ): void {
    const key = keyOf(rule.id, at.subject);
    const openId = memory.openIds.get(key);
    left.delete(key);
    const before = { isOpen: openId !== undefined, sinceMs: memory.sinceMs.get(key) ?? null };
    const durationMs = rule.durationS * MS_PER_S;
    const { isCovered } = at;
    const next = decide(before, judgement, { nowMs: monotonicMs, durationMs, isCovered });
    if (next.sinceMs !== null) sinceMs.set(key, next.sinceMs);
    const value = judgement?.value ?? null;
    if (next.act === "open") {
      const { subject, site } = at;
      const alert = { rule: rule.id, severity: rule.severity, subject, site, value };
      acts.push({ kind: "open", key, alert });
    }
    if (next.act === "resolve" && openId !== undefined) {
      acts.push({ kind: "resolve", key, rule: rule.id, id: openId, value });
    }
  }

  return {
    site(site, devices) {
      /** Kinds of device whose silence is the site's. */
      const covered = new Set<string>();
      for (const rule of siteRules) {
        const { condition } = rule;
        if (condition.kind !== "site-silent") continue;
        const own = devices.filter(({ device }) => rule.kinds.includes(device.kind));
        // Nobody is left of whom it could be said: what is open ends, as that of a retired device.
        if (own.length === 0) continue;
        const judgement = judgeSite(condition, own);
        step(rule, { subject: site, site, isCovered: false }, judgement);
        const isOpen = memory.openIds.has(keyOf(rule.id, site));
        const isOver = judgement?.says === "clear";
        const isHeld = sinceMs.has(keyOf(rule.id, site)) || judgement?.says === "raise";
        if (isHeld || (isOpen && !isOver)) for (const kind of rule.kinds) covered.add(kind);
      }
      for (const evidence of devices) {
        const { kind, id } = evidence.device;
        for (const rule of deviceRules) {
          if (!rule.kinds.includes(kind)) continue;
          const isCovered = rule.condition.kind === "silent" && covered.has(kind);
          step(rule, { subject: id, site, isCovered }, judge(rule, evidence));
        }
      }
    },
    end() {
      // Nobody speaks for these any more: a device was retired, a rule is gone.
      for (const [key, id] of left) {
        acts.push({ kind: "resolve", key, rule: key.slice(0, key.indexOf("/")), id });
      }
      return { acts, sinceMs };
    },
  };
}
