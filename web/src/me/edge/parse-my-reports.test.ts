import {
  myReportListSchema,
  RESIDENT_REPORT_KINDS,
  RESIDENT_REPORT_STATES,
} from "@resik/contract/http/resident-reports";
import { describe, expect, it } from "vitest";
import { parseMyReports } from "./parse-my-reports.ts";

const report = {
  id: "a1b2c3d4",
  kind: "burning",
  state: "received",
  note: "",
  place: "pasar",
  lat: null,
  lon: null,
  device: null,
  hasPhoto: true,
  seenAt: "2026-11-02T03:00:00.000Z",
  receivedAt: "2026-11-02T03:01:00.000Z",
  endedAt: null,
  answer: null,
} as const;

describe("a resident's reports", () => {
  it("are read as the contract has them, of every kind and in every state", () => {
    for (const kind of RESIDENT_REPORT_KINDS) {
      for (const state of RESIDENT_REPORT_STATES) {
        const answer = myReportListSchema.parse({ reports: [{ ...report, kind, state }] });
        expect(parseMyReports(answer)?.reports).toMatchObject([
          { id: report.id, kind, state, seenAt: Date.parse(report.seenAt) },
        ]);
      }
    }
  });

  it.each([
    null,
    {},
    { reports: {} },
    { reports: [{ ...report, kind: "dance" }] },
    { reports: [{ ...report, state: "lost" }] },
    { reports: [{ ...report, seenAt: "kemarin" }] },
    { reports: [{ ...report, answer: 1 }] },
  ])("are refused where they are not: %j", (value) => {
    expect(parseMyReports(value)).toBeNull();
  });
});
