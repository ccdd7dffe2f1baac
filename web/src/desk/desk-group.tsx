import { createLazyPart } from "../shell/lazy-part.tsx";
import { NotFound } from "../shell/not-found.tsx";

const DeskHomePage = createLazyPart(
  async () => (await import("./home/desk-home-page.tsx")).DeskHomePage,
);
const AlertsPage = createLazyPart(
  async () => (await import("./alerts/alerts-page.tsx")).AlertsPage,
);
const AlertPage = createLazyPart(async () => (await import("./alerts/alert-page.tsx")).AlertPage);
const TasksPage = createLazyPart(async () => (await import("./tasks/tasks-page.tsx")).TasksPage);
const TaskPage = createLazyPart(async () => (await import("./tasks/task-page.tsx")).TaskPage);
const ResidentReportsPage = createLazyPart(
  async () => (await import("./reports/resident-reports-page.tsx")).ResidentReportsPage,
);
const ResidentReportPage = createLazyPart(
  async () => (await import("./reports/resident-report-page.tsx")).ResidentReportPage,
);
const FiguresPage = createLazyPart(
  async () => (await import("./figures/figures-page.tsx")).FiguresPage,
);
const CollectionPage = createLazyPart(
  async () => (await import("./collection/collection-page.tsx")).CollectionPage,
);
const ComparePage = createLazyPart(
  async () => (await import("./compare/compare-page.tsx")).ComparePage,
);
const DevicesPage = createLazyPart(
  async () => (await import("./devices/devices-page.tsx")).DevicesPage,
);
const DevicePage = createLazyPart(
  async () => (await import("./devices/device-page.tsx")).DevicePage,
);
const NewDevicePage = createLazyPart(
  async () => (await import("./devices/new-device-page.tsx")).NewDevicePage,
);
const QuarantinePage = createLazyPart(
  async () => (await import("./quarantine/quarantine-page.tsx")).QuarantinePage,
);
const RulesPage = createLazyPart(async () => (await import("./rules/rules-page.tsx")).RulesPage);
const RulePage = createLazyPart(async () => (await import("./rules/rule-page.tsx")).RulePage);
const TargetsPage = createLazyPart(
  async () => (await import("./targets/targets-page.tsx")).TargetsPage,
);
const TargetPage = createLazyPart(
  async () => (await import("./targets/target-page.tsx")).TargetPage,
);

/** The environment agency's pages; `rest` is what follows `/dlh` in the address. */
export function DeskGroup({ rest }: { rest: readonly string[] }) {
  return pageOf(rest);
}

function pageOf([page, sub, ...more]: readonly string[]) {
  if (more.length > 0) return <NotFound />;
  if (sub !== undefined) return pageBelow(page, sub);
  switch (page) {
    case undefined:
      return <DeskHomePage />;
    case "peringatan":
      return <AlertsPage />;
    case "tugas":
      return <TasksPage />;
    case "laporan":
      return <ResidentReportsPage />;
    case "angka":
      return <FiguresPage />;
    case "angkut":
      return <CollectionPage />;
    case "bandingkan":
      return <ComparePage />;
    case "perangkat":
      return <DevicesPage />;
    case "karantina":
      return <QuarantinePage />;
    case "aturan":
      return <RulesPage />;
    case "penerima":
      return <TargetsPage />;
    default:
      return <NotFound />;
  }
}

function pageBelow(page: string | undefined, id: string) {
  switch (page) {
    case "peringatan":
      return <AlertPage id={id} key={id} />;
    case "tugas":
      return <TaskPage id={id} key={id} />;
    case "laporan":
      return <ResidentReportPage id={id} key={id} />;
    case "perangkat":
      return id === "baru" ? <NewDevicePage /> : <DevicePage id={id} key={id} />;
    case "aturan":
      return <RulePage id={id} key={id} />;
    case "penerima":
      return <TargetPage id={id} key={id} />;
    default:
      return <NotFound />;
  }
}
