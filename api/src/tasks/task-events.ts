import type { Logger } from "@resik/kit/logger";
import { Counter, type Registry } from "@resik/kit/metrics";

/** Why a photo went: it was kept as long as it may be, or a new one needed its room. */
export type PhotoRemoval = "aged" | "room";

/** What happens to tasks and residents' reports by itself, logged and counted together. */
export interface TaskEvents {
  reportFiled(): void;
  photosRemoved(reason: PhotoRemoval, photos: number): void;
  /** A report was kept without its photo: all room is taken by reports that are not over. */
  photoLost(): void;
  /** The sensor did not agree with a task that was said to be done. */
  reopened(task: string): void;
  /** An alert ended by itself before its task was done. */
  overtaken(task: string, how: "cancelled" | "noted"): void;
  followFailed(error: unknown): void;
}

export function createTaskEvents(logger: Logger, metrics: Registry): TaskEvents {
  const registers = [metrics];
  const filed = new Counter({
    name: "api_resident_reports_total",
    help: "Residents' reports filed.",
    registers,
  });
  const removed = new Counter({
    name: "api_report_photos_removed_total",
    help: "Photos removed, by reason: kept as long as they may be, or a new one needed the room.",
    labelNames: ["reason"] as const,
    registers,
  });
  const lost = new Counter({
    name: "api_report_photos_lost_total",
    help: "Reports kept without their photo because there was no room for it.",
    registers,
  });
  const reopened = new Counter({
    name: "api_tasks_reopened_total",
    help: "Tasks opened again because the sensor did not agree that they were done.",
    registers,
  });
  const overtaken = new Counter({
    name: "api_tasks_overtaken_total",
    help: "Tasks whose alert ended by itself first, by what became of them.",
    labelNames: ["how"] as const,
    registers,
  });
  const failed = new Counter({
    name: "api_task_rounds_failed_total",
    help: "Rounds over the tasks that broke off; the next one looks anew.",
    registers,
  });
  return {
    reportFiled: () => filed.inc(),
    photosRemoved(reason, photos) {
      removed.inc({ reason }, photos);
      logger.info({ reason, photos }, "photos of reports removed");
    },
    photoLost() {
      lost.inc();
      logger.error("a report was kept without its photo: no room for photos is left");
    },
    reopened(task) {
      reopened.inc();
      logger.info({ task }, "task opened again: the sensor does not agree");
    },
    overtaken(task, how) {
      overtaken.inc({ how });
      logger.info({ task, how }, "alert ended before its task");
    },
    followFailed(error) {
      failed.inc();
      logger.warn({ err: error }, "tasks were not looked at; tried again");
    },
  };
}
