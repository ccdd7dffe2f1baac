import * as fc from "fast-check";
import { ALERT_SEVERITIES } from "@resik/contract/alert-rule";
import { expect, it } from "vitest";
import type { AlertTransition } from "../registry/alerts.ts";
import type { TargetRule } from "../registry/desk/notification-targets.ts";
import { groupItems, rankOf, SITES_APART, toldItems } from "./told-items.ts";

const SITES = ["satu", "dua", "tiga", "empat", "lima", "enam"] as const;
const STEPS = ["opened", "acknowledged", "noted", "escalated", "resolved"] as const;

/** Alerts with parts of their stories, in the order of the outbox. */
const transitions: fc.Arbitrary<AlertTransition[]> = fc
  .array(
    fc.record({
      site: fc.constantFrom(...SITES),
      severity: fc.constantFrom(...ALERT_SEVERITIES),
      steps: fc.subarray([...STEPS], { minLength: 1 }),
      isMuted: fc.integer({ min: 0, max: 4 }).map((dice) => dice === 0),
    }),
    { maxLength: 40 },
  )
  .map((alerts) =>
    alerts.flatMap(({ site, severity, steps, isMuted }, number) =>
      steps.map((step, seq) => ({
        id: number * 10 + seq,
        alert: `alert${number}`,
        seq,
        step,
        state: step === "resolved" ? ("resolved" as const) : ("open" as const),
        value: seq,
        atMs: number * 1_000 + seq,
        isMuted,
        rule: "bin-hot",
        severity,
        site,
        subject: `bin-${number}`,
      })),
    ),
  );

const target: fc.Arbitrary<TargetRule> = fc.record({
  id: fc.constant("sasaran"),
  name: fc.constant("Sasaran"),
  kind: fc.constant("webhook" as const),
  language: fc.constantFrom("id" as const, "en" as const),
  severityMin: fc.constantFrom(...ALERT_SEVERITIES),
  sites: fc.subarray([...SITES]).map((sites) => sites as unknown as TargetRule["sites"]),
  tellsResolved: fc.boolean(),
  onlyEscalated: fc.boolean(),
});

it("tells each alert once, all of it that the target asked for, and nothing else", () => {
  fc.assert(
    fc.property(target, transitions, fc.func(fc.boolean()), (rule, all, isKnown) => {
      const known = new Set(all.map(({ alert }) => alert).filter((alert) => isKnown(alert)));
      const items = toldItems(rule, all, known);
      expect(new Set(items.map(({ alert }) => alert)).size).toBe(items.length);
      const told = new Set(items.flatMap(({ transitions }) => transitions.map(({ id }) => id)));
      const opening = rule.onlyEscalated ? "escalated" : "opened";
      for (const one of all) {
        const isOwn =
          !one.isMuted &&
          rankOf(one.severity) >= rankOf(rule.severityMin) &&
          (rule.sites.length === 0 || rule.sites.includes(one.site));
        const opens = all.some(({ alert, step }) => alert === one.alert && step === opening);
        const isTold =
          one.step === opening ||
          (one.step === "resolved" && (opens || (known.has(one.alert) && rule.tellsResolved)));
        expect(told.has(one.id)).toBe(isOwn && isTold);
      }
      for (const { state, transitions: own } of items) {
        expect(state === "resolved").toBe(own.some(({ step }) => step === "resolved"));
      }
    }),
    { numRuns: 300 },
  );
});

it("puts every item into exactly one message: a message a site, or one for many sites", () => {
  fc.assert(
    fc.property(target, transitions, fc.integer({ min: 1, max: 50 }), (rule, all, itemsMax) => {
      const items = toldItems(rule, all, new Set());
      const groups = groupItems(items, itemsMax);
      expect(
        groups
          .flat()
          .map(({ alert }) => alert)
          .toSorted(),
      ).toEqual(items.map(({ alert }) => alert).toSorted());
      const sites = new Set(items.map(({ site }) => site)).size;
      for (const group of groups) {
        expect(group.length).toBeLessThanOrEqual(itemsMax);
        const own = new Set(group.map(({ site }) => site)).size;
        expect(own === 1 || sites > SITES_APART).toBe(true);
      }
      const fewest = sites > SITES_APART ? 1 : sites;
      expect(groups.length === fewest || itemsMax < items.length).toBe(true);
    }),
    { numRuns: 200 },
  );
});
