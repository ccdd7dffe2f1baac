import type { AlertSeverity, AlertState } from "@resik/contract/alert-rule";
import type { AlertDetail, AlertSummary, AlertView } from "@resik/contract/http/alerts";
import { siteIdSchema } from "@resik/contract/slug";
import { sql } from "kysely";
import type { SiteScope } from "../../auth/principal.ts";
import { UNRESOLVED } from "../alerts.ts";
import { toInstant } from "../device-row.ts";
import type { RegistryDb } from "../tables.ts";
import { givenRuleName } from "./alert-rules.ts";

/** Steps of an alert's story that are shown; the newest ones, should there be more. */
const STORY_MAX = 500;

export interface AlertListQuery {
  scope: SiteScope;
  state?: AlertState | undefined;
  /** Open and acknowledged ones alone. */
  unresolved?: boolean;
  severity?: AlertSeverity | undefined;
  rule?: string | undefined;
  site?: string | undefined;
  subject?: string | undefined;
  /** Alerts older than this one; 0 for the newest. */
  beforeSeq: number;
  limit: number;
}

/** Alerts with the names of what they are about. */
const views = (db: RegistryDb) =>
  db
    .selectFrom("alerts as a")
    .innerJoin("sites as s", "s.id", "a.site")
    // An alert about a site has the site as subject, and a device elsewhere may have the same id.
    .leftJoin("devices as d", (join) =>
      join.onRef("d.id", "=", "a.subject").onRef("d.site", "=", "a.site"),
    )
    .leftJoin("alert_rules as r", "r.id", "a.rule")
    .leftJoin("user as u", "u.id", "a.assignee")
    .leftJoin("tasks as t", (join) =>
      join.onRef("t.alert", "=", "a.id").on("t.state", "in", ["open", "started"]),
    )
    .selectAll("a")
    .select(["s.name as site_name", "s.area_name", "s.lat as site_lat", "s.lon as site_lon"])
    .select(["d.name as device_name", "d.kind as device_kind", "d.lat", "d.lon"])
    .select(["r.rule as rule_json", "u.name as assignee_name", "t.id as task"]);

type ViewRow = Awaited<ReturnType<ReturnType<typeof views>["execute"]>>[number];

const instantOf = (atMs: number | null): string | null => (atMs === null ? null : toInstant(atMs));

const toView = (row: ViewRow): AlertView => ({
  id: row.id,
  rule: row.rule,
  ruleName: givenRuleName(row.rule, row.rule_json),
  severity: row.severity,
  state: row.state,
  site: siteIdSchema.parse(row.site),
  siteName: row.site_name,
  areaName: row.area_name,
  subject: row.subject,
  subjectName: row.device_name ?? row.site_name,
  subjectKind: row.device_kind ?? "site",
  lat: row.lat ?? row.site_lat,
  lon: row.lon ?? row.site_lon,
  value: row.value,
  openedAt: toInstant(row.opened_at_ms),
  acknowledgedAt: instantOf(row.acknowledged_at_ms),
  acknowledgedBy: row.acknowledged_by,
  resolvedAt: instantOf(row.resolved_at_ms),
  resolvedBy: row.resolved_by,
  escalatedAt: instantOf(row.escalated_at_ms),
  assignee:
    row.assignee === null ? null : { id: row.assignee, name: row.assignee_name ?? row.assignee },
  task: row.task,
});

/** An alert with the place in the list that a cursor names. */
export interface ListedAlert {
  seq: number;
  view: AlertView;
}

/** Alerts, newest first; one more than `limit` tells that there are more. */
export async function listAlerts(db: RegistryDb, query: AlertListQuery): Promise<ListedAlert[]> {
  const { scope, state, severity, rule, site, subject, beforeSeq, limit } = query;
  let select = views(db);
  if (beforeSeq > 0) select = select.where("a.seq", "<", beforeSeq);
  if (state !== undefined) select = select.where("a.state", "=", state);
  if (query.unresolved === true) select = select.where("a.state", "in", UNRESOLVED);
  if (severity !== undefined) select = select.where("a.severity", "=", severity);
  if (rule !== undefined) select = select.where("a.rule", "=", rule);
  if (subject !== undefined) select = select.where("a.subject", "=", subject);
  if (site !== undefined) select = select.where("a.site", "=", site);
  if (scope !== "all") select = select.where("a.site", "in", [...scope]);
  const rows = await select
    .orderBy("a.seq", "desc")
    .limit(limit + 1)
    .execute();
  return rows.map((row) => ({ seq: row.seq, view: toView(row) }));
}

export async function viewAlert(db: RegistryDb, id: string): Promise<AlertView | null> {
  const row = await views(db).where("a.id", "=", id).executeTakeFirst();
  return row ? toView(row) : null;
}

/** What happened to an alert, oldest first; of a story that is too long its end. */
export async function storyOf(db: RegistryDb, id: string): Promise<AlertDetail["story"]> {
  const rows = await db
    .selectFrom("alert_transitions")
    .select(["step", "at_ms", "by_name", "note", "value"])
    .where("alert", "=", id)
    .orderBy("seq", "desc")
    .limit(STORY_MAX)
    .execute();
  return rows.reverse().map(({ step, at_ms, by_name, note, value }) => ({
    step,
    at: toInstant(at_ms),
    by: by_name,
    note,
    value,
  }));
}

/** How many alerts of these sites need attention now. */
export async function summariseAlerts(db: RegistryDb, scope: SiteScope): Promise<AlertSummary> {
  let select = db
    .selectFrom("alerts")
    .select(["state", "severity", sql<number>`count(*)`.as("count")])
    .where("state", "in", UNRESOLVED)
    .groupBy(["state", "severity"]);
  if (scope !== "all") select = select.where("site", "in", [...scope]);
  const summary: AlertSummary = {
    open: 0,
    acknowledged: 0,
    bySeverity: { warning: 0, high: 0, critical: 0 },
  };
  for (const { state, severity, count } of await select.execute()) {
    if (state === "open") summary.open += count;
    else summary.acknowledged += count;
    summary.bySeverity[severity] += count;
  }
  return summary;
}
