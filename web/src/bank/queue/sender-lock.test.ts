import { expect, it } from "vitest";
import { REQUEST_MS_MAX } from "../../edge/request.ts";
import { SEND_MS_MAX } from "../../me/report/report-work.ts";
import { LEASE_MS } from "./sender-lock.ts";

it("a lease outlives the request that is sent under it", () => {
  expect(LEASE_MS["resik-queue"]).toBeGreaterThan(REQUEST_MS_MAX);
  expect(LEASE_MS["resik-reports"]).toBeGreaterThan(SEND_MS_MAX);
});
