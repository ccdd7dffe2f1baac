import type { AlertRule } from "@resik/contract/alert-rule";
import { fail, ok, type Result } from "@resik/contract/error-code";
import type { RulePreview } from "@resik/contract/http/alert-rules";
import type { Clock } from "@resik/kit/clock";
import type { ReadingSource } from "@resik/readings/port";
import { previewRule } from "./preview.ts";
import type { Roster } from "./roster.ts";

/** Plays rules over the past for people who change them. */
export interface PreviewDesk {
  /**
   * @param rule stands in the place of the one that has its id.
   * @returns `too-many-requests` while another one is worked out: each takes seconds of the
   *   program's time, though never more than moments at once.
   * @throws what the source throws.
   */
  preview(
    rule: AlertRule,
    days: number,
    siteNames: ReadonlyMap<string, string>,
  ): Promise<Result<RulePreview, "too-many-requests">>;
}

export function createPreviewDesk(options: {
  source: Pick<ReadingSource, "scan" | "series">;
  roster: Roster;
  /** The rules as they are now. */
  rules(): Promise<readonly AlertRule[]>;
  clock: Clock;
}): PreviewDesk {
  const { source, roster, clock } = options;
  let isBusy = false;
  return {
    async preview(rule, days, siteNames) {
      if (isBusy) return fail("too-many-requests", "another preview is being worked out");
      isBusy = true;
      try {
        const sites = await roster.bySite();
        const names = new Map<string, string>(siteNames);
        for (const { id, name } of [...sites.values()].flat()) names.set(id, name);
        const nameOf = (subject: string): string => names.get(subject) ?? subject;
        const standing = await options.rules();
        const others = standing.filter(({ id }) => id !== rule.id);
        const nowMs = clock.nowMs();
        return ok(await previewRule({ source, rule, others, sites, days, nowMs, nameOf }));
      } finally {
        isBusy = false;
      }
    },
  };
}
