import { deviceHealthListSchema } from "@resik/contract/http/device-health";
import type { ServerResponse } from "node:http";
import { alertSummarySchema } from "@resik/contract/http/alerts";
import { openMapSchema } from "@resik/contract/http/open-map";
import { sendJson } from "./send-json.ts";

const NONE = { items: [], next: null };

/** What the desk asks for at first, on a quiet day; whole days are played against the real api. */
const QUIET: Readonly<Record<string, () => unknown>> = {
  "/api/v1/alerts": () => NONE,
  "/api/v1/tasks": () => NONE,
  "/api/v1/resident-reports": () => NONE,
  "/api/v1/alerts/summary": () =>
    alertSummarySchema.parse({
      open: 0,
      acknowledged: 0,
      bySeverity: { warning: 0, high: 0, critical: 0 },
    }),
  "/api/v1/alert-rules": () => ({ rules: [] }),
  "/api/v1/bins": () => ({ generatedAt: new Date().toISOString(), bins: [] }),
  // Every device stands in it; this one has no fault.
  "/api/v1/device-health": () =>
    deviceHealthListSchema.parse({
      devices: [
        { device: "bak-puri-01", judgedAt: null, faults: [], figures: {}, batteryEmptyAt: null },
      ],
    }),
  "/api/v1/open/map": () => openMapSchema.parse({ tiles: null }),
};

/** Answers what the agency's desk asks; whether it was one of its questions. */
export function answerDesk(response: ServerResponse, method: string, path: string): boolean {
  const answer = method === "GET" ? QUIET[path] : undefined;
  if (answer === undefined) return false;
  sendJson(response, 200, answer());
  return true;
}
