import { alertRuleListSchema, alertRuleViewSchema } from "@resik/contract/http/alert-rules";
import { myReportSchema } from "@resik/contract/http/resident-reports";
import type { ResidentReportRequest } from "@resik/contract/http/resident-reports";
import { taskDetailSchema } from "@resik/contract/http/tasks";
import type { ApiClient } from "../api-client.ts";
import { requireAnswer } from "../api-client.ts";
import type { District } from "./district.ts";

const HOUR_MS = 3_600_000;

/** Rules of the demo that do not wait: whoever looks for a minute sees what a day would bring. */
const IMPATIENT_RULES: ReadonlySet<string> = new Set(["bin-full", "bin-soon-full"]);

export interface DeskOptions {
  /** Signed in as the environment agency. */
  agency: ApiClient;
  /** Signed in as a member of a waste bank. */
  resident: ApiClient;
  district: District;
  nowMs: number;
}

/** Leaves work on the environment agency's desk: residents' reports and tasks with due times. */
export async function fillDesk(options: DeskOptions): Promise<void> {
  await hurryRules(options.agency);
  const reports = await fileReports(options);
  await makeTasks(options, reports);
}

async function hurryRules(agency: ApiClient): Promise<void> {
  const answer = await agency.get("alert-rules", alertRuleListSchema);
  for (const view of requireAnswer(answer, agency.baseUrl).rules) {
    if (!IMPATIENT_RULES.has(view.id)) continue;
    const { name, severity, kinds, sites, schedule, escalateAfterMin, enabled, condition } = view;
    const rule = { name, severity, kinds, sites, schedule, escalateAfterMin, enabled, condition };
    const change = { version: view.version, rule: { ...rule, durationS: 0 } };
    const done = await agency.put(`alert-rules/${view.id}`, change, alertRuleViewSchema);
    requireAnswer(done, agency.baseUrl);
  }
}

type Said = Pick<ResidentReportRequest, "kind" | "note" | "place">;

const SAID: readonly Said[] = [
  { kind: "burning", note: "Asap tebal setiap sore, bau plastik.", place: "Belakang pasar" },
  { kind: "full-bin", note: "Sudah meluber ke jalan.", place: "" },
  {
    kind: "dumping",
    note: "Karung sampah dibuang ke selokan.",
    place: "Jembatan dekat balai desa",
  },
];

/** What residents report, each beside another of the district's bins; the full one is named. */
export function demoReports({
  district,
  nowMs,
}: Pick<DeskOptions, "district" | "nowMs">): ResidentReportRequest[] {
  const siteById = new Map(district.sites.map((site) => [site.id, site]));
  const bins = district.devices.filter(({ kind }) => kind === "bin");
  return SAID.map((said, index) => {
    const bin = bins[index];
    const site = bin && siteById.get(bin.site);
    return {
      ...said,
      seenAt: new Date(nowMs - (index + 1) * HOUR_MS).toISOString(),
      lat: site?.lat ?? null,
      lon: site?.lon ?? null,
      device: said.kind === "full-bin" ? (bin?.id ?? null) : null,
      photo: null,
    };
  });
}

/** Gives the ids of the reports, in order. */
async function fileReports(options: DeskOptions): Promise<string[]> {
  const { resident, nowMs } = options;
  const ids: string[] = [];
  for (const [index, report] of demoReports(options).entries()) {
    const key = { idempotencyKey: `demo-report-${index}-${nowMs}` };
    const filed = await resident.post("me/reports", report, myReportSchema, key);
    ids.push(requireAnswer(filed, resident.baseUrl).id);
  }
  return ids;
}

/** One of a report, two of the agency's own; one of them should have been done an hour ago. */
async function makeTasks(
  { agency, district, nowMs }: DeskOptions,
  [, fullBin]: readonly string[],
): Promise<void> {
  const due = (hours: number) => new Date(nowMs + hours * HOUR_MS).toISOString();
  const air = district.devices.find(({ kind }) => kind === "air");
  const scale = district.devices.find(({ kind }) => kind === "scale");
  const tasks = [
    { kind: "empty-bin", report: fullBin, owner: null, dueAt: due(4) },
    {
      kind: "inspect-device",
      device: air?.id,
      note: "Bersihkan saringan udara.",
      owner: null,
      dueAt: due(-1),
    },
    { kind: "renew-tera", device: scale?.id, owner: null, dueAt: due(72) },
  ];
  for (const task of tasks) {
    requireAnswer(await agency.post("tasks", task, taskDetailSchema), agency.baseUrl);
  }
}
