import type { RouteDeps } from "../deps.ts";
import type { Route } from "../http/route.ts";
import { alertRoutes } from "./alerts.ts";
import { auditRoutes } from "./bank/audit.ts";
import { bookRoutes } from "./bank/book-routes.ts";
import { deskRoutes } from "./bank/desk.ts";
import { ledgerVerifyRoutes } from "./bank/ledger-verify.ts";
import { memberSignInRoutes } from "./bank/member-sign-in.ts";
import { memberRoutes } from "./bank/members.ts";
import { bankProfileRoutes } from "./bank/profile.ts";
import { deviceStatusRoutes } from "./device-status.ts";
import { deviceViewRoutes } from "./device-views.ts";
import { deviceRoutes } from "./devices.ts";
import { exportRoutes } from "./export.ts";
import { liveRoutes } from "./live.ts";
import { mqttAuthenticateRoutes } from "./mqtt-authenticate.ts";
import { openMapRoutes } from "./open-map.ts";
import { openRoutes } from "./open.ts";
import { createStationsReader } from "./open-stations.ts";
import { alertRuleRoutes } from "./alert-rules.ts";
import { deviceHealthRoutes } from "./device-health.ts";
import { notificationRoutes } from "./notifications.ts";
import { taskRoutes } from "./tasks.ts";
import { residentReportRoutes } from "./resident-reports.ts";
import { binRoutes } from "./bins.ts";
import { ispuRoutes } from "./ispu.ts";
import { openFormatRoutes } from "./open-formats.ts";
import { payloadFormatRoutes } from "./payload-formats.ts";
import { myMoneyRoutes } from "./me/money.ts";
import { mySavingsRoutes } from "./me/savings.ts";
import { myAccessRoutes } from "./my-access.ts";
import { peopleRoutes } from "./people.ts";
import { quarantineRoutes } from "./quarantine.ts";
import { readingRoutes } from "./readings.ts";
import { reportRoutes } from "./reports/reports.ts";
import { siteRoutes } from "./sites.ts";

/** Every route below `/api/v1`, in the order of the documentation. */
export function allRoutes(deps: RouteDeps): Route[] {
  // One for both: whichever is asked, the stores are asked once.
  const readStations = createStationsReader(deps);
  return [
    ...openRoutes(deps, readStations),
    ...openMapRoutes(deps),
    ...peopleRoutes(deps),
    ...myAccessRoutes(deps),
    ...mySavingsRoutes(deps),
    ...myMoneyRoutes(deps),
    ...auditRoutes(),
    ...siteRoutes(deps),
    ...deviceViewRoutes(deps),
    ...deviceRoutes(deps),
    ...deviceStatusRoutes(deps),
    ...readingRoutes(deps),
    ...exportRoutes(deps),
    ...quarantineRoutes(deps),
    ...alertRoutes(deps),
    ...alertRuleRoutes(deps),
    ...deviceHealthRoutes(deps),
    ...notificationRoutes(deps),
    ...taskRoutes(deps),
    ...residentReportRoutes(deps),
    ...binRoutes(deps),
    ...ispuRoutes(deps),
    ...openFormatRoutes(deps, readStations),
    ...payloadFormatRoutes(deps),
    ...liveRoutes(deps),
    ...bankProfileRoutes(deps),
    ...memberRoutes(deps),
    ...memberSignInRoutes(deps),
    ...deskRoutes(deps),
    ...bookRoutes(deps),
    ...reportRoutes(deps),
    ...ledgerVerifyRoutes(deps),
    ...mqttAuthenticateRoutes(deps),
  ];
}
