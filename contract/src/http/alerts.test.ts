import { expect, it } from "vitest";
import { deviceIdSchema } from "../slug.ts";
import { alertListQuerySchema } from "./alerts.ts";
import { residentReportRequestSchema } from "./resident-reports.ts";
import { taskRequestSchema } from "./tasks.ts";

it("a device of any id that can be registered can be asked for, reported and worked on", () => {
  const device = `${"a-".repeat(39)}a`;
  expect(deviceIdSchema.safeParse(device).success).toBe(true);
  expect(alertListQuerySchema.safeParse({ subject: device }).success).toBe(true);
  const dueAt = "2026-11-22T00:00:00Z";
  const task = { kind: "empty-bin", device, owner: null, dueAt };
  expect(taskRequestSchema.safeParse(task).success).toBe(true);
  const report = {
    kind: "full-bin",
    note: "",
    seenAt: dueAt,
    lat: null,
    lon: null,
    place: "",
    device,
    photo: null,
  };
  expect(residentReportRequestSchema.safeParse(report).success).toBe(true);
  const longer = "a".repeat(81);
  expect(alertListQuerySchema.safeParse({ subject: longer }).success).toBe(false);
  expect(taskRequestSchema.safeParse({ ...task, device: longer }).success).toBe(false);
  expect(residentReportRequestSchema.safeParse({ ...report, device: longer }).success).toBe(false);
});
